"""Spans of common time, on a clock."""

from ..message import Template

SPAN = Template("{day:day} {start:clock}-{end:clock}")

"""Pictures as SVG: no script, no colour that grey would lose, a description for who listens."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..words import Message, Speech

__all__ = ["n", "rect", "short", "svg", "text"]


def svg(
    name: str,
    title: Message,
    about: Message,
    to: Speech,
    width: float,
    height: float,
    parts: Sequence[str],
) -> str:
    """Put parts together, with title and description in the words of a language."""
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg class="picture" role="img" aria-labelledby="{name}-title {name}-about" '
        f'viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}" height="{n(height)}">\n'
        f'<title id="{name}-title">{escape(to.say(title))}</title>\n'
        f'<desc id="{name}-about">{escape(to.say(about))}</desc>\n{body}\n</svg>'
    )


def rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Draw a filled box; nothing where it has no size."""
    if width <= 0 or height <= 0:
        return ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{colour}"/>'


def text(x: float, y: float, words: str, anchor: str, turned: bool = False) -> str:
    """Write words, level or turned upwards."""
    at = f'transform="translate({n(x)} {n(y)}) rotate(-60)"' if turned else ""
    place = at or f'x="{n(x)}" y="{n(y)}"'
    return (
        f'<text {place} font-size="11" text-anchor="{anchor}" fill="#1a2330">{escape(words)}</text>'
    )


def short(words: str, most: int = 20) -> str:
    """Cut a label that is too long for its place."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def n(number: float) -> str:
    """Write a coordinate with two decimals at most, the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")

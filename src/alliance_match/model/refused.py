"""What is wrong with a value that was refused, in words that people use."""

from __future__ import annotations

import codecs
import json
from datetime import date

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

__all__ = ["decoded", "in_words", "told"]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: By the beginning of the kind of error that pydantic gives.
_WORDS = {
    "bool": "must be true or false",
    "int": "must be a whole number",
    "float": "must be a number",
    "finite_number": "must be a finite number",
    "string": "must be text in quotation marks",
    "date": "must be a date such as 2027-01-11",
    "tuple": "must be a list in square brackets",
    "model": "must be a table of settings",
    "dict": "must be a table",
    "missing": "is missing",
}
_BOUNDS = {
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "too_short": "needs {min_length} or more entries",
    "too_long": "may have {max_length} entries at most",
    "literal_error": "must be {expected}",
}


def in_words(error: ErrorDetails) -> str:
    """Say what is wrong with one value, and what was found.

    Examples
    --------
    >>> in_words({"type": "int_parsing", "loc": (), "msg": "", "input": "many"})
    "must be a whole number (found 'many')"
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        said = error["msg"].removeprefix("Value error, ")
    elif kind in _BOUNDS:
        said = _BOUNDS[kind].format_map(context)
    else:
        said = next((w for start, w in _WORDS.items() if kind.startswith(start)), error["msg"])
    whole = kind == "missing" or isinstance(error["input"], dict | BaseModel)
    return said if whole else f"{said.rstrip('.')} (found {_written(error['input'])})"


def told(error: ValidationError) -> str:
    """Say all that is wrong with a record, each with the name of its field."""
    return "; ".join(
        " ".join(filter(None, (".".join(map(str, one["loc"])), in_words(one))))
        for one in error.errors()
    )


def _written(value: object) -> str:
    """Write a value as a settings file has it."""
    if isinstance(value, date):
        return str(value)
    if isinstance(value, str):
        return repr(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def decoded(data: bytes) -> str:
    """Decode a settings file: UTF-8, or the UTF-16 in which Windows' PowerShell writes ``>``.

    Raises
    ------
    UnicodeDecodeError
        When it is neither.
    """
    utf16 = data.startswith(_UTF16) and len(data) > len(codecs.BOM_UTF16)
    return data.decode("utf-16" if utf16 else "utf-8-sig")

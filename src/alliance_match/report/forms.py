"""Form sheets with our own headers: empty ones to fill in, and filled ones of applications."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..errors import InputError
from ..intake.fields import ROLES, Role
from ..intake.workbooks import HELP, LISTS
from ..model.vocabulary import Vocabulary
from .cells import CSV_ENCODING, neutralise
from .form_fields import FormField, choices, form_columns, form_field

__all__ = ["Form", "FormFormat", "form_csv", "form_xlsx", "write_forms", "write_templates"]

FormFormat: TypeAlias = Literal["xlsx", "csv"]

#: So many rows can be chosen from lists; more may be filled in.
_ROWS = 2000
#: What one cell of a workbook holds at most.
_LONGEST = 32_767
#: A workbook says when it was made; a constant keeps two of the same form alike.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  (Excel has no zones)
_TEXT_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HELP_HEADER = ("column", "needed", "what to write", "examples")
_HELP_WIDTHS = (22, 22, 80, 40)
_TOLD = (
    "One row for each application, below the row of headers. A blank cell means: not known.",
    "Columns may be moved and left out; the names of the columns must stay as they are.",
)


@dataclass(frozen=True)
class Form:
    """A table under our own headers.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Whose applications it is for.
    header : tuple of str
        Canonical headers.
    rows : sequence of tuple of str
        The applications; none for a form to fill in.
    """

    role: Role
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]] = ()


def write_templates(
    folder: Path, file_format: FormFormat = "xlsx", vocabulary: Vocabulary | None = None
) -> tuple[Path, ...]:
    """Write empty form sheets for mentors, mentees and subject experts.

    Parameters
    ----------
    folder : Path
        Created when missing; a file that is there already is not replaced.
    file_format : {"xlsx", "csv"}
        A workbook with lists to choose from and a help sheet, or the bare header.
    vocabulary : Vocabulary, optional
        The topics to choose from; by default those that ship with the library.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    InputError
        When one of the files is there already, or cannot be written.
    """
    forms = [Form(role, form_columns(role)) for role in ROLES]
    return write_forms(forms, folder, file_format, vocabulary or Vocabulary.alliance())


def write_forms(
    forms: Iterable[Form],
    folder: Path,
    file_format: FormFormat,
    vocabulary: Vocabulary,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write one file for each form, named after its role; all are made before any is written.

    Raises
    ------
    InputError
        When a file is there already and ``overwrite`` is false, or cannot be written.
    """
    made = {
        folder / f"{form.role}.{file_format}": _bytes(form, file_format, vocabulary)
        for form in forms
    }
    there = [path.name for path in made if path.exists()]
    if there and not overwrite:
        raise InputError(
            f"{folder} holds {' and '.join(there)} already; nothing was written. Name another "
            "folder, or move what is there."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in made.items():
            path.write_bytes(data)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be written: {error}.") from None
    return tuple(made)


def _bytes(form: Form, file_format: FormFormat, vocabulary: Vocabulary) -> bytes:
    if file_format == "csv":
        return form_csv(form).encode(CSV_ENCODING)
    if file_format == "xlsx":
        return form_xlsx(form, vocabulary)
    raise InputError(f"{file_format!r} is no format of a form. Say 'xlsx' or 'csv'.")


def form_csv(form: Form) -> str:
    """Write a form as CSV (RFC 4180), with an apostrophe before what looks like a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(form.header)
    writer.writerows([neutralise(cell) for cell in row] for row in form.rows)
    return out.getvalue()


def form_xlsx(form: Form, vocabulary: Vocabulary) -> bytes:
    """Write a form as a workbook: the table, a help sheet, and a hidden sheet of lists.

    Parameters
    ----------
    form : Form
        The table; every cell is written as text.
    vocabulary : Vocabulary
        The topics to choose from.

    Returns
    -------
    bytes
        The same for the same form.

    Raises
    ------
    InputError
        When XlsxWriter is not installed, or a cell is longer than a workbook's can be.
    """
    try:
        import xlsxwriter
    except ImportError:
        remedy = 'Run: pip install "alliance-match[excel]", or take the format csv.'
        raise InputError(f"Writing Excel files needs an extra package. {remedy}") from None
    fields = [form_field(column) for column in form.header]
    held = choices(vocabulary)
    used: dict[str, tuple[str, ...]] = {f.choices: held[f.choices] for f in fields if f.choices}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _TEXT_OPTIONS) as book:
        title = f"Applications of {form.role}"
        book.set_properties({"title": title, "created": _CREATED})
        styles = _styles(book)
        _write_table(book, form, fields, _list_ranges(used), styles)
        _write_help(book, fields, styles)
        _write_lists(book, used)
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "locked": True}
    plain = {"valign": "top", "text_wrap": True, "font_size": 10}
    return {
        "needed": book.add_format({**head, "bg_color": "#BFDCE6"}),
        "head": book.add_format({**head, "bg_color": "#E4EEF2"}),
        "text": book.add_format({**plain, "num_format": "@"}),
        "date": book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }


def _write_table(
    book: Any,
    form: Form,
    fields: Sequence[FormField],
    ranges: dict[str, str],
    styles: dict[str, Any],
) -> None:
    sheet = book.add_worksheet(form.role.title())
    last = max(_ROWS, len(form.rows))
    for at, field in enumerate(fields):
        needed = field.needed not in ("no", "") and not field.needed.startswith("where")
        sheet.set_column(at, at, field.width, styles["date" if field.date else "text"])
        sheet.write_string(0, at, field.name, styles["needed" if needed else "head"])
        sheet.write_comment(0, at, _comment(field), {"x_scale": 2, "author": ""})
        if rule := _validation(field, ranges):
            sheet.data_validation(1, at, last, at, rule)
    for down, row in enumerate(form.rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                _write_cell(sheet, down, at, neutralise(cell), form)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)


def _write_cell(sheet: Any, down: int, at: int, text: str, form: Form) -> None:
    if len(text) > _LONGEST:
        raise InputError(
            f"{form.role}, row {down + 1}, column {form.header[at]!r}: the text has {len(text):,} "
            f"characters, and a cell of a workbook holds {_LONGEST:,}. Take the format csv."
        )
    sheet.write_string(down, at, text)


def _comment(field: FormField) -> str:
    return f"Needed: {field.needed}.\n{field.what}\nExample: {field.examples}"


def _validation(field: FormField, ranges: dict[str, str]) -> dict[str, Any] | None:
    """Give the rule that a spreadsheet applies to what is typed; most only warn."""
    if field.date:
        return {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_type": "warning",
            "error_title": "A date?",
            "error_message": f"Write a date, such as {field.examples}.",
        }
    if field.choices not in ranges:
        return None
    return {
        "validate": "list",
        "source": ranges[field.choices],
        "error_type": "stop" if field.strict else "warning",
        "error_title": "Not on the list",
        "error_message": f"Choose from the list, or write as in: {field.examples}"[:255],
    }


def _list_ranges(used: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Say where each list stands on its sheet: below the title and its name."""
    return {
        name: f"=Lists!${_letter(at)}$3:${_letter(at)}${len(entries) + 2}"
        for at, (name, entries) in enumerate(used.items())
    }


def _letter(at: int) -> str:
    return chr(ord("A") + at)  # there are fewer lists than letters


def _write_help(book: Any, fields: Sequence[FormField], styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Help")
    sheet.write_string(0, 0, HELP, styles["title"])
    for down, words in enumerate(_TOLD, start=1):
        sheet.write_string(down, 0, words)
    top = len(_TOLD) + 2
    for at, words in enumerate(_HELP_HEADER):
        sheet.write_string(top, at, words, styles["head"])
        sheet.set_column(at, at, _HELP_WIDTHS[at])
    once = {field.name: field for field in fields}.values()
    for down, field in enumerate(once, start=top + 1):
        told = (field.name, field.needed, field.what, field.examples)
        lines = max(-(-len(w) // n) for w, n in zip(told, _HELP_WIDTHS, strict=True))
        sheet.set_row(down, 14 * lines)
        for at, words in enumerate(told):
            sheet.write_string(down, at, words, styles["text"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_lists(book: Any, used: dict[str, tuple[str, ...]]) -> None:
    sheet = book.add_worksheet("Lists")
    sheet.write_string(0, 0, LISTS)
    for at, (name, entries) in enumerate(used.items()):
        for down, entry in enumerate((name, *entries), start=1):
            sheet.write_string(down, at, entry)
    sheet.hide()

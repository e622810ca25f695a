"""Files that are broken, mislabelled or malicious: one clear message or flagged rows, no loss."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.errors import InputError
from alliance_match.intake import load_round
from alliance_match.intake.bounds import Bounds
from alliance_match.intake.codepages import likeliest
from alliance_match.intake.journal import Journal
from alliance_match.intake.packed import Packed
from alliance_match.intake.tables import Table, read_table
from alliance_match.intake.workbook_size import oversized

from .conftest import MENTEES, MENTORS, VOCABULARY, Write, as_csv
from .conservation import check_file

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

TEXT = as_csv(MENTORS)
HEADER = "name,organisation,email\n"
ANA, BO = "Ana Prova,ALS Prova,ana@example.org\n", "Bo Muster,ALS Muster,bo@example.org\n"


def read(path: Path | str, bounds: Bounds | None = None) -> tuple[Table, Journal]:
    journal = Journal()
    table = read_table(path, Path(path).name, journal, bounds or Bounds())
    journal.stop_on_problems()
    assert table is not None
    return table, journal


def refused(path: Path | str, bounds: Bounds | None = None) -> str:
    with pytest.raises(InputError) as raised:
        read(path, bounds)
    assert "\n" not in str(raised.value), "one message"
    return str(raised.value)


def names(table: Table) -> list[str]:
    return [cells[0] for _, cells in table.rows]


def told(journal: Journal) -> str:
    return "\n".join(map(str, journal.findings))


def workbook(rows: list[list[str]], name: str = "Answers") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet(name)
        for n, cells in enumerate(rows):
            sheet.write_row(n, 0, cells)
    return held.getvalue()


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Change one part of a workbook."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(held, "w") as made:
        for part in book.namelist():
            text = book.read(part)
            assert part != name or old in text
            made.writestr(part, text.replace(old, new) if part == name else text, 8)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"

# --- too much -------------------------------------------------------------------------------------


def test_a_line_of_200_megabytes_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.delattr(Path, "open")
    assert "the file is too large (200 MB). Files up to 50 MB are read" in refused(path)


def test_a_long_line_within_a_wider_bound_is_refused_by_its_cell(write: Write) -> None:
    path = write("line.csv", HEADER + "x" * 60_000_000 + ",ALS,a@example.org\n")
    said = refused(path, Bounds(file_bytes=100_000_000))
    assert "row 2: a cell holds more than 100,000 characters" in said


def test_ten_thousand_columns(write: Write) -> None:
    wide = ",".join(f"q{n}" for n in range(10_000))
    said = refused(write("wide.csv", f"{wide}\n{wide}\n"))
    assert "row 1: 10,000 columns are too many. At most 1,000 columns are read" in said
    table, _ = read(write("wide.csv", f"{wide}\n{wide}\n"), Bounds(columns=10_000))
    assert len(table.header) == 10_000


def test_many_rows_of_few_cells_are_bounded_too(write: Write) -> None:
    path = write("long.csv", HEADER + ANA * 60)
    assert "61 rows are too many. At most 60 rows" in refused(path, Bounds(rows=60))


def test_a_zip_bomb_is_not_unpacked(write: Write) -> None:
    blank = b"<row></row>" * 5_000_000
    data = with_part(workbook([["a", "b"]]), SHEET, b"</sheetData>", blank + b"</sheetData>")
    assert len(data) < 1_000_000
    said = refused(write("bomb.xlsx", data), Bounds(unpacked_bytes=20_000_000))
    assert "unpacked, the workbook holds more than 20 MB" in said


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked_either(write: Write) -> None:
    blank = b"<row></row>" * 5_000_000
    data = with_part(workbook([["a", "b"]]), SHEET, b"</sheetData>", blank + b"</sheetData>")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = struct.pack("<I", book.getinfo(SHEET).file_size)
    lying = data.replace(size, struct.pack("<I", 1000))
    assert lying != data
    with zipfile.ZipFile(io.BytesIO(lying)) as book:
        assert book.getinfo(SHEET).file_size == 1000
    said = refused(write("bomb.xlsx", lying), Bounds(unpacked_bytes=20_000_000))
    assert "unpacked, the workbook holds more than 20 MB" in said


@pytest.mark.parametrize("corner", [b'r="XFD2"', b'r="A1048576"', b"r='xfd2'", b'r = "XFD2"'])
def test_a_cell_far_out_is_found_before_the_sheet_is_laid_out(write: Write, corner: bytes) -> None:
    data = with_part(workbook([["a", "b"], ["c", "d"]]), SHEET, b'r="B2"', corner)
    assert "a sheet reaches to row" in refused(write("far.xlsx", data))


def as_number(letters: str) -> int:
    return sum(26**n * (ord(letter) - 64) for n, letter in enumerate(reversed(letters)))


places = st.tuples(
    st.sampled_from(["", "A", "b", "Z", "aa", "AZ", "zz", "AAA", "XFD"]),
    st.sampled_from(["1", "9", "10", "0099", "100", "989", "1048576"]),
)


@given(
    st.lists(places, min_size=1, max_size=6), st.sampled_from(['r="{}"', "r = '{}'", 'r=" {} "'])
)
def test_the_corner_of_a_sheet_is_what_its_furthest_places_name(
    named: list[tuple[str, str]], notation: str
) -> None:
    tags = [
        f"<c {notation.format(c + r)}>" if c else f"<row {notation.format(r)}><c>" for c, r in named
    ]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", "".join(tags))
    said = oversized(Packed(held.getvalue(), 10_000), Bounds(cells=1))
    row = max(int(r) for _, r in named)
    column = max(
        sum(26**n * (ord(x) - 64) for n, x in enumerate(c.upper()[::-1])) for c, _ in named
    )
    column = max(column, 1)
    if row > Bounds().rows or column > Bounds().columns:
        assert said == f"a sheet reaches to row {row:,} and column {column:,}"
    elif row * column > 1:
        assert said == f"its sheets reach over {row * column:,} cells, blank ones included"
    else:
        assert said is None


def _oversized(sheet: str) -> str | None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return oversized(Packed(held.getvalue(), 10_000_000), Bounds())


@pytest.mark.parametrize(
    "empty", ['<row r="{}" ht="12.8"></row>', '<row r="{}"/>', '<row r="{}">\n</row>']
)
@pytest.mark.parametrize("shift", range(0, 60, 7))
def test_rows_without_a_cell_reach_nowhere(empty: str, shift: int) -> None:
    """LibreOffice leaves them at the very end of a sheet in which rows were deleted."""
    filled = '<row r="1"><c r="A1"><v>1</v></c></row>' + " " * shift
    rows = "".join(empty.format(1_048_576 - n) for n in range(4_000, -1, -1))
    assert _oversized(filled + rows) is None
    one_cell = '<row r="1048576"><c/></row>'
    assert "row 1,048,576" in str(_oversized(filled + rows + one_cell))


@pytest.mark.parametrize(
    "sheet",
    [
        """<c x='<row a="' r='A1048576' y='"/>'/>""",
        """<c x="<row a=" r="A1048576" b="/>"/>""",
        """<c x="<row" r="A1048576" y="/>"/>""",
        '<row r="1048576"><c/></row>',
        f'<row r="1048576" x="{"A" * 9_000}"><c/></row>',
        f'{" " * 65_500}<row r="1048576" x="{"A" * 9_000}"><c/></row>',
    ],
)
def test_no_cell_hides_behind_a_row_without_one(sheet: str) -> None:
    assert "row 1,048,576" in str(_oversized(f"<sheetData>{sheet}</sheetData>"))


def test_many_sheets_that_are_wide_and_long_together(write: Write) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for _ in range(3):
            book.add_worksheet().write(99, 99, "z")
    said = refused(write("many.xlsx", held.getvalue()), Bounds(cells=25_000))
    assert "its sheets reach over 30,000 cells, blank ones included" in said


def ods(body: str, manifest: str = "") -> bytes:
    held = io.BytesIO()
    names_ = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(held, "w", 8) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0)
        made.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names_}><office:body>'
            f'<office:spreadsheet><table:table table:name="Answers">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        made.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return held.getvalue()


def cell(text: str, times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return (
        f'<table:table-cell office:value-type="string"{repeated}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_an_ods_with_its_usual_blank_end(write: Write) -> None:
    body = ods_row(cell("name"), cell("organisation")) + ods_row(cell("Ana"), cell("ALS"), BLANK)
    table, _ = read(write("b.ods", ods(body + ods_row(BLANK, times=1_048_574))))
    assert (table.header, names(table)) == (("name", "organisation"), ["Ana"])


@pytest.mark.parametrize(
    "body",
    [
        ods_row(cell("a"), cell("b", times=10_000_000)),
        ods_row(cell("a"), cell("b"), times=50_000_000),
        ods_row(cell("a"), BLANK * 1000, cell("z")),
    ],
)
def test_an_ods_that_repeats_its_cells_without_end(write: Write, body: str) -> None:
    assert "a sheet reaches to row" in refused(write("b.ods", ods(body)))


# --- not what it is called ------------------------------------------------------------------------


def test_a_workbook_called_csv_and_a_csv_called_xlsx(write: Write) -> None:
    assert names(read(write("book.csv", workbook(MENTORS)))[0]) == ["Ana Ruiz", "Bo Li"]
    assert names(read(write("text.xlsx", TEXT))[0]) == ["Ana Ruiz", "Bo Li"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html>\n<html><title>502 Bad Gateway</title></html>", "this is a web page"),
        (b"\n  <HTML><BODY><table><tr><td>a</td></tr></table>", "this is a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "this is a web page or a data file"),
        (b'{"error": "quota exceeded", "code": 429}', "data file of another kind"),
        (b'[{"name": "Ana"}, {"name": "Bo"}]', "data file of another kind"),
        (b"%PDF-1.7\n1 0 obj <</Type, /Catalog>>", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR,,,", "a picture"),
        (b"\x1f\x8b\x08\x00abc", "packed file (gzip)"),
        (b"SQLite format 3\0", "a database"),
        (b"\x7fELF\2\1\1\0\0,\n,\0", "holds null bytes"),
        (bytes(range(256)) * 40, "holds null bytes"),
        (b"name,organisation\nAna\0,ALS\nBo,ALS\n", "holds null bytes"),
        (b"\0" * 5000, "the file is empty"),
        (b"\xff\xfe", "the file is empty"),
        (b"PK\x05\x06" + b"\0" * 18, "an archive (zip), not a workbook"),
    ],
)
def test_what_is_no_table(write: Write, content: bytes, words: str) -> None:
    assert words in refused(write("answers.csv", content))


def test_archives_that_are_no_workbooks(write: Write) -> None:
    for part, words in (
        ("word/document.xml", "this is a Word document"),
        ("xl/workbook.bin", "binary workbook (xlsb)"),
        ("answers.csv", "an archive (zip), not a workbook"),
    ):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            made.writestr(part, TEXT)
        assert words in refused(write("answers.xlsx", held.getvalue()))


def compound_file(stream: str) -> bytes:
    """An old Office file with one stream of that name, as an encrypted xlsx is wrapped."""

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        return head + struct.pack("<3I", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 48

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, 0xFFFFFFFF)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    sectors = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return header + sectors + directory.ljust(512, b"\0")


def test_passwords(write: Write) -> None:
    words = "the workbook is protected by a password. Take the password off"
    assert words in refused(write("locked.xlsx", compound_file("EncryptedPackage")))
    assert "a Word document" in refused(write("letter.xls", compound_file("WordDocument")))
    locked = ods(ods_row(cell("a")), "<manifest:encryption-data/>")
    assert words in refused(write("locked.ods", locked))
    data = bytearray(workbook(MENTORS))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert words in refused(write("locked.xlsx", bytes(data)))


# --- cut off --------------------------------------------------------------------------------------


def test_a_csv_cut_within_quotation_marks_keeps_everybody(write: Write) -> None:
    text = HEADER + ANA + '"Bo Muster",ALS Muster,"bo@exam'
    table, journal = read(write("cut.csv", text))
    assert names(table) == ["Ana Prova", "Bo Muster"]
    (finding,) = journal.findings
    assert (finding.severity, finding.row) == ("question", 3)
    assert "ends within quotation marks" in finding.understood


def test_a_mark_that_is_never_closed_swallows_nobody(write: Write) -> None:
    text = HEADER + 'Ana Prova,"ALS Prova,ana@example.org\n' + BO + "Cy,ALS,cy@example.org\n"
    table, journal = read(write("open.csv", text))
    assert names(table) == ["Ana Prova", "Bo Muster", "Cy"]
    assert table.rows[0][1][1] == '"ALS Prova'
    assert [(f.severity, f.row) for f in journal.findings] == [("question", 2)]


def test_utf16_with_an_odd_byte_is_read_up_to_it(write: Write) -> None:
    data = (HEADER + ANA).encode("utf-16") + b"B"
    table, journal = read(write("cut.csv", data))
    assert names(table) == ["Ana Prova"]
    assert "ends in the middle of a character: it is cut off" in told(journal)


def test_utf8_cut_within_a_letter(write: Write) -> None:
    data = (HEADER + "Zoë Prova,ALS,z@example.org\nAndré".encode().decode()).encode()[:-1]
    table, journal = read(write("cut.csv", data))
    assert names(table) == ["Zoë Prova", "Andr�"]
    assert "it is cut off" in told(journal)


def test_utf16_without_a_mark_is_read(write: Write) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        table, journal = read(write("t.csv", TEXT.encode(encoding)))
        assert names(table) == ["Ana Ruiz", "Bo Li"]
        assert encoding.upper() in told(journal)


def test_a_workbook_cut_at_any_byte_is_refused_or_read_in_full(write: Write) -> None:
    data = workbook(MENTORS)
    for end in range(4, len(data), 97):
        said = refused(write("cut.xlsx", data[:end]))
        assert "cannot be read" in said
        assert "Traceback" not in said


# --- encodings ------------------------------------------------------------------------------------

TABLES = {
    "French": [["Prénom", "Organisation"], ["Éloïse", "Fédération française"], ["Noël", "L’été"]],
    "Spanish": [["Nombre", "Organización"], ["José Muñoz", "Asociación"], ["María", "España"]],
    "German": [["Name", "Verein"], ["Jörg Müller", "Größe e. V."], ["Käthe", "Förderung"]],
    "Portuguese": [["Nome", "Associação"], ["João", "São Exemplo"], ["Conceição", "Irmãos"]],
    "Japanese": [["氏名", "団体名"], ["山田見本", "日本見本協会"], ["ヤマダ", "サンプルの会"]],
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((lang, enc) for lang in TABLES for enc in ("cp1252", "mac_roman") if lang != "Japanese"),
        ("Japanese", "cp932"),
    ],
)
def test_three_code_pages_are_told_apart(write: Write, language: str, encoding: str) -> None:
    rows = TABLES[language]
    table, journal = read(write("t.csv", as_csv(rows, delimiter=";").encode(encoding)))
    assert [list(table.header), *(list(c) for _, c in table.rows)] == rows
    assert f"({encoding})" in told(journal)


@pytest.mark.parametrize("word", ["José", "Müller", "François", "Irmão", "señora", "cœur", "Åse"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_one_word_is_enough(word: str, encoding: str) -> None:
    assert likeliest(word.encode(encoding))[0] == encoding


def test_two_encodings_in_one_file_are_both_read_and_asked_about(write: Write) -> None:
    data = (HEADER + "Zoë,Fédération,z@example.org\n").encode()
    data += "José,Asociación,j@example.org\n".encode("cp1252") + ANA.encode()
    table, journal = read(write("mixed.csv", data))
    assert names(table) == ["Zoë", "José", "Ana Prova"]
    (finding,) = journal.findings
    assert finding.severity == "question"
    assert "but for line 3, read as Western Windows" in finding.understood


def test_bytes_that_no_code_page_has_are_shown_and_told(write: Write) -> None:
    data = (HEADER + "José Ñandú,Asociación,j@example.org\n").encode(
        "cp1252"
    ) + b"B\x81b,A,b@x.example\n"
    table, journal = read(write("t.csv", data))
    assert names(table) == ["José Ñandú", "B�b"]
    assert "1 characters cannot be read (line 3)" in told(journal)


# --- letters --------------------------------------------------------------------------------------


def test_writing_from_right_to_left_is_kept_and_its_controls_are_not(write: Write) -> None:
    text = HEADER + "مثال,جمعية,a@example.org\n\u202eavorP\u202c anA,ALS\u200f,b@example.org\n"
    table, journal = read(write("rtl.csv", text))
    assert names(table) == ["مثال", "avorP anA"]
    assert table.rows[1][1][1] == "ALS"
    (finding,) = journal.findings
    assert finding.severity == "warning"
    assert "1 cell held marks that turn the direction of writing, taken out (row 3)" in told(
        journal
    )


def test_half_characters_are_replaced_and_told(write: Write) -> None:
    frame = pd.DataFrame({"name": ["An\ud800a", "Bo"], "organisation": ["A\0LS", "ALS"]})
    found = load_round(frame, write("mentees.csv", MENTEES), vocabulary=VOCABULARY)
    assert [m.name for m in found.mentors] == ["An�a", "Bo"]
    said = "\n".join(map(str, found.report.findings))
    assert "1 cell held half characters, taken out (row 2)" in said
    assert "1 cell held control characters, taken out (row 2)" in said
    data = (HEADER + ANA).encode("utf-16-le") + b"\x00\xd8,\0A\0,\0b\0"
    table, journal = read(write("half.csv", b"\xff\xfe" + data))
    assert names(table) == ["Ana Prova", "�"]
    assert "1 characters cannot be read (line 3)" in told(journal)


def test_half_characters_written_as_utf8(write: Write) -> None:
    table, journal = read(
        write("t.csv", (HEADER + ANA).encode() + b"B\xed\xa0\x80,ALS,b@x.example\n")
    )
    assert len(table.rows) == 2
    assert "not UTF-8" in told(journal)


# --- formulas -------------------------------------------------------------------------------------


def test_formulas_and_their_errors_in_a_text(write: Write) -> None:
    text = 'name,organisation,phone,x\nAna,#REF!,"=""0612""",=SUM(A1)\nBo,ALS,=-1,#N/A\n'
    table, journal = read(write("t.csv", text))
    assert [c for _, c in table.rows] == [("Ana", "", "0612", "=SUM(A1)"), ("Bo", "ALS", "=-1", "")]
    assert [(f.severity, f.row, f.value) for f in journal.findings] == [
        ("question", 2, "#REF!"),
        ("question", 2, "=SUM(A1)"),
        ("question", 3, "#N/A"),
    ]


def test_formulas_without_a_value_in_a_workbook(write: Write) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        for n, cells in enumerate(MENTORS):
            sheet.write_row(n, 0, cells)
        sheet.write_formula("G2", "=1+1", None, 2)
        sheet.write_formula("G3", "=1+2", None, 3)
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    data = with_part(held.getvalue(), SHEET, b"<f>1+2</f><v>3</v>", b"<f>1+2</f>")
    table, journal = read(write("t.xlsx", data))
    assert [c[6] for _, c in table.rows] == ["2", ""]
    assert [(f.severity, f.understood) for f in journal.findings] == [
        ("question", "1 cell (B3) left empty: #DIV/0!"),
        ("question", "1 cell (G3) left empty: a formula whose value was not saved"),
    ]


# --- headers --------------------------------------------------------------------------------------


def test_a_header_in_the_middle_is_found(write: Write) -> None:
    above = "Report,Applications\nBy,The office\n,\nDate,2026-03-01\n"
    table, journal = read(write("t.csv", above + HEADER + ANA + BO))
    assert table.header == ("name", "organisation", "email")
    assert [n for n, _ in table.rows] == [6, 7]
    assert [f.row for f in journal.findings] == [1, 2, 4]
    assert journal.findings[1].value == "By | The office"


@pytest.mark.parametrize("header", ["#REF!,#REF!", "\u202e,\u200b,\u200b", "#N/A,#N/A\nAna,ALS"])
def test_a_header_of_nothing_is_refused(write: Write, header: str) -> None:
    assert "row 1" in (said := refused(write("t.csv", header + "\n")))
    assert "the header names no column" in said


def test_a_letter_is_no_delimiter_whatever_the_file_says(write: Write) -> None:
    table, _ = read(write("t.csv", "sep=a\n" + HEADER + ANA))
    assert (table.header, names(table)) == (("name", "organisation", "email"), ["Ana Prova"])


def test_files_that_were_put_together_repeat_the_header(write: Write) -> None:
    table, journal = read(write("t.csv", HEADER + ANA + HEADER + BO))
    assert names(table) == ["Ana Prova", "Bo Muster"]
    assert [(f.row, f.understood) for f in journal.findings] == [
        (3, "The header once more; left out")
    ]


def test_a_second_header_in_another_order_is_refused(write: Write) -> None:
    said = refused(write("t.csv", HEADER + ANA + "organisation,email,name\nALS,b@example.org,Bo\n"))
    assert "row 3" in said
    assert "names the columns again, in another order" in said


def test_a_header_called_like_a_repeated_one(write: Write) -> None:
    table, _ = read(write("t.csv", "Email,Email #2,Email\na,b,c\n"))
    assert table.header == ("Email", "Email #2", "Email #3")


# --- workbooks ------------------------------------------------------------------------------------


def test_a_cell_merged_downwards_holds_for_every_row(write: Write) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Applications 2026")
        sheet.write_row(1, 0, ["name", "organisation", "areas"])
        sheet.write_column(2, 0, ["Ana", "Bo", "Cy"])
        sheet.merge_range("B3:B5", "ALS Muster")
        sheet.merge_range("C3:D3", "Grants")
    table, _ = read(write("t.xlsx", held.getvalue()))
    assert [c[:3] for _, c in table.rows] == [
        ("Ana", "ALS Muster", "Grants"),
        ("Bo", "ALS Muster", ""),
        ("Cy", "ALS Muster", ""),
    ]


def test_hidden_sheets(write: Write) -> None:
    for hide in ("Notes", "Answers"):
        held = io.BytesIO()
        with xlsxwriter.Workbook(held) as book:
            for name in ("Notes", "Answers", "Empty"):
                sheet = book.add_worksheet(name)
                if name == "Empty":
                    sheet.activate()
                else:
                    sheet.write_row(0, 0, [name, "organisation"])
                    sheet.write_row(1, 0, ["Ana", "ALS"])
                if name == hide:
                    sheet.hide()
        table, journal = read(write("t.xlsx", held.getvalue()))
        assert table.header[0] != hide
        assert f"Hidden sheets were left out: {hide!r}" in told(journal)


def test_broken_parts_of_a_workbook_are_told(write: Write) -> None:
    data = workbook(MENTORS)
    for old, new in (
        (b"</sheetData>", b""),
        (b't="s"', b't="q"'),
        (b"</v></c>", b"</v>"),
        (b"<v>", b"<v>99"),
        (b'r="2"', b'r="0"'),
    ):
        assert "cannot be read" in refused(write("t.xlsx", with_part(data, SHEET, old, new)))


def test_a_sheet_whose_name_is_empty_is_read(write: Write) -> None:
    data = with_part(workbook(MENTORS), "xl/workbook.xml", b'name="Answers"', b'name=""')
    assert names(read(write("t.xlsx", data))[0]) == ["Ana Ruiz", "Bo Li"]


# --- everything ----------------------------------------------------------------------------------

PIECES = [
    *"\",;|\t\n' =#-\ufeff\u202e\x00é日",
    "\r\n",
    "sep=;\n",
    "name",
    "organisation",
    "email",
    "goals",
    "expertise",
    "Ana Prova",
    "ana@example.org",
    "Total",
    "#REF!",
    "=SUM(A1)",
    '""',
    "Timestamp",
    "ImportId",
    "Grants",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "latin-1"])


@settings(deadline=None)
@given(text=texts, encoding=encodings, cut=st.integers(0, 3), whole=st.booleans())
def test_whatever_a_file_holds_nobody_is_lost(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str, cut: int, whole: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    text = (TEXT + text + TEXT) if whole else text
    data = text.encode(encoding, "ignore")
    path.write_bytes(data[: len(data) - cut])
    check_file(path)


rows = st.lists(st.lists(st.sampled_from(PIECES), max_size=7), max_size=6)


@settings(deadline=None)
@given(more=rows, at=st.integers(0, 3), flip=st.integers(0, 20_000), bit=st.integers(0, 300))
def test_whatever_a_workbook_holds_nobody_is_lost(
    tmp_path_factory: pytest.TempPathFactory, more: list[list[str]], at: int, flip: int, bit: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    data = bytearray(workbook([*MENTORS[:at], *more, *MENTORS[at:]]))
    if bit < 256:
        data[flip % len(data)] = bit
    path.write_bytes(data)
    check_file(path)

from __future__ import annotations

import sys

import pandas as pd
import pytest

from alliance_match.errors import InputError, PolicyError
from alliance_match.intake.bounds import Bounds
from alliance_match.intake.delimited import delimiter_of
from alliance_match.intake.journal import Journal
from alliance_match.intake.tables import Table, read_table

from .conftest import Write, as_csv

ROWS = [["Organización", "Idiomas"], ["ELA", "English; Français"], ["SLA, Sud", "two\nlines"]]


def table(source: object, name: str = "t.csv") -> tuple[Table, Journal]:
    journal = Journal()
    read = read_table(source, name, journal)  # type: ignore[arg-type]
    journal.stop_on_problems()
    assert read is not None
    return read, journal


def cells(read: Table) -> list[list[str]]:
    return [list(read.header), *(list(c) for _, c in read.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(write: Write, encoding: str, delimiter: str) -> None:
    data = as_csv(ROWS, delimiter=delimiter).encode(encoding)
    read, journal = table(write("t.csv", data))
    assert cells(read) == ROWS
    assert [n for n, _ in read.rows] == [2, 3]
    guessed = any("not UTF-8" in f.understood for f in journal.findings)
    assert guessed == (encoding == "cp1252")


def test_japanese_windows(write: Write) -> None:
    rows = [["名前", "団体"], ["山田太郎", "日本協会です。"], ["鈴木花子", "東京の患者会"]]
    read, journal = table(write("t.csv", as_csv(rows).encode("cp932")))
    assert cells(read) == rows
    assert "cp932" in journal.findings[0].understood


def test_short_western_text_is_not_taken_for_another_code_page(write: Write) -> None:
    read, _ = table(write("t.csv", "Nom;Pays\nJosé;España\n".encode("cp1252")))
    assert cells(read) == [["Nom", "Pays"], ["José", "España"]]


def test_a_sep_line_is_obeyed_and_not_counted(write: Write) -> None:
    read, _ = table(write("t.csv", "sep=;\r\nOrganisation;Heures\r\nSLA Sud;2,5\r\n"))
    assert cells(read) == [["Organisation", "Heures"], ["SLA Sud", "2,5"]]
    assert read.rows[0][0] == 2


def test_excel_unicode_text(write: Write) -> None:
    text = 'Organización\tLangues\r\nELA\t"English; Français"\r\n'
    read, _ = table(write("t.txt", b"\xff\xfe" + text.encode("utf-16-le")))
    assert cells(read) == [["Organización", "Langues"], ["ELA", "English; Français"]]


def test_the_delimiter_is_voted_for_not_sniffed() -> None:
    assert delimiter_of('a;b;c\n"x, y, z";2,5;1,5\n') == ";"
    assert delimiter_of('"Time","Areas"\n"1","A;B;C"\n"2","D;E;F"\n') == ","


def test_row_numbers_are_those_of_a_spreadsheet(write: Write) -> None:
    read, journal = table(write("t.csv", 'a,b\n1,"x\ny"\n\n,\n2,z\n\n\n'))
    assert [n for n, _ in read.rows] == [2, 5]
    assert read.blank == 2
    assert "row 3, 4" in journal.findings[0].understood


def test_only_the_apostrophe_before_a_formula_is_stripped(write: Write) -> None:
    read, _ = table(write("t.csv", "a,b,c,d\n'=1+1,'+56 9,'plain,-x\n'@me,'-3,'\n"))
    assert read.rows[0][1] == ("=1+1", "+56 9", "'plain", "-x")
    assert read.rows[1][1] == ("@me", "-3", "'", "")


def test_duplicate_and_blank_headers_are_kept_by_position(write: Write) -> None:
    read, _ = table(write("t.csv", "Email,Name,Email,,\na,b,c,d,\n"))
    assert read.header == ("Email", "Name", "Email #2", "(column 4)")


def test_too_many_cells_are_flagged_not_dropped(write: Write) -> None:
    read, journal = table(write("t.csv", "a,b\n1,2\n1,2,3,4\n"))
    assert read.rows[1][1] == ("1", "2", "3", "4")
    (finding,) = journal.findings
    assert (finding.severity, finding.row, finding.value) == ("question", 3, "3 | 4")


def test_a_quotation_mark_that_never_closes_is_flagged(write: Write) -> None:
    _, journal = table(write("t.csv", 'a,b,c\n1,"2,3\n4,5,6\n7,8,9\n'))
    assert any("closing quotation mark" in f.remedy for f in journal.findings)


def test_a_title_above_the_header_is_left_out(write: Write) -> None:
    read, journal = table(
        write("t.csv", "Applications 2026,,\n,,\nName,Organisation,x\nAna,ELA,1\n")
    )
    assert read.header == ("Name", "Organisation", "x")
    assert read.rows[0][0] == 4
    assert any("above the header" in f.understood for f in journal.findings)


def test_a_frame_of_typed_cells() -> None:
    frame = pd.DataFrame(
        {
            "name": ["Ana", None],
            "country": ["NA", float("nan")],
            "capacity": [2.0, float("nan")],
            "share": [2.5, 1.0],
            "when": [pd.Timestamp("2025-11-03 09:07"), pd.NaT],
            "tags": [["a", "b"], []],
        }
    )
    read, _ = table(frame)
    assert read.rows[0][1] == ("Ana", "NA", "2", "2.5", "2025-11-03 09:07:00", "a; b")
    assert read.rows[1] == (3, ("", "", "", "1", "", ""))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\xef\xbb\xbf \n\n", "empty"),
        ("page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        ("data.csv", b'{"name": "Ana"}', "web page or a data file"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture, not a table"),
        ("doc.csv", b"%PDF-1.7 text", "a PDF document, not a table"),
        ("colons.csv", b"name:organisation\nAna:ELA\n", "only one column"),
        ("broken.xlsx", b"PK\x03\x04garbage", "cannot be read"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read"),
    ],
)
def test_what_is_no_table_is_told_in_words(
    write: Write, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(InputError, match=words) as raised:
        table(write(name, content), name)
    assert str(raised.value).startswith(name)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(file_bytes=10), r"too large \(65 bytes\)\. Files up to 10 bytes"),
        (Bounds(rows=2), "3 rows are too many"),
        (Bounds(columns=2), "row 1: 3 columns are too many"),
        (Bounds(cells=8), "3 rows of up to 3 columns are too many"),
        (Bounds(cell_characters=40), "row 3: a cell holds more than 40 characters"),
    ],
)
def test_bounds(write: Write, bounds: Bounds, words: str) -> None:
    path, journal = write("t.csv", "a,b,c\n1,2,3\n" + "x" * 48 + ",2,3\n"), Journal()
    assert read_table(path, "t.csv", journal, bounds) is None
    with pytest.raises(InputError, match=words):
        journal.stop_on_problems()
    wide = Bounds(file_bytes=65, rows=3, columns=3, cells=9, cell_characters=48)
    assert read_table(path, "t.csv", Journal(), wide) is not None


def test_a_bound_is_a_number_above_zero() -> None:
    with pytest.raises(PolicyError, match="bound rows is 0, but must be"):
        Bounds(rows=0)


def test_something_else_than_a_table() -> None:
    with pytest.raises(InputError, match="int cannot be read"):
        table(3)


def test_importing_intake_loads_nothing_heavy() -> None:
    import subprocess

    code = (
        "import sys, alliance_match.intake; "
        "heavy = {'pandas', 'langcodes', 'rapidfuzz', 'python_calamine', 'charset_normalizer', "
        "'tomlkit', 'babel', 'ortools'} & {*sys.modules}; assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

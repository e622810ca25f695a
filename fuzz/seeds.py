"""Small files in the manner of real ones, to begin the fuzzing with. All people are made up."""

from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

MENTORS = (
    "Timestamp,Email Address,Your full name,Name of your association,Country,"
    "What languages do you speak?,Which areas can you support?,How many mentees can you take on?,"
    "When are you available?\n"
    "2026/11/03 9:07:12 AM GMT+1,ana@example.org,Ana Prova,ALS Prova,Spain,"
    '"English (fluent), Español",Grants;Events,2,Mon 18:00-20:00\n'
    '2026/11/04 8:00:01 PM GMT+1,bo@example.org,Bo Muster,"ALS ""Muster""",Germany,'
    '"Deutsch, English B2","Grants, Loan bank",up to 3,"weekday\nevenings"\n'
)
MENTEES = (
    "Organisation;Nom;Pays;Langues;Objectifs;Heures par mois\n"
    "SLA Essai;Éva Essai;France;français (courant);Grants;2,5\n"
    ";;;;;\n"
    "SLA Sud;Noël Exemple;Belgique;français, English un peu;Loan bank;3-4\n"
    "Total;;;;;2\n"
)
QUALTRICS = (
    "StartDate,EndDate,Status,Q1,Q2,Q3\nStart Date,End Date,Response Type,Your name,"
    'Organisation,Areas\n"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}",'
    '"{""ImportId"":""status""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}",'
    '"{""ImportId"":""QID3""}"\n2026-11-03 09:00:00,2026-11-03 09:10:00,IP Address,Cy Probe,'
    "ALS Probe,Grants\n"
)
JAPANESE = "氏名,団体名,国,言語,支援分野\n山田見本,日本見本協会,日本,日本語 (母語),Grants\n"
TOLD = (
    "sep=|\r\nname|organisation|email|expertise\r\nDi Voorbeeld|ALS Noord|di@example.org|Grants\r\n"
)
HOSTILE = (
    'name,organisation,email\n=1+1,\'=HYPERLINK("x"),#REF!\n'
    "\u202eana,\u0645\u062b\u0627\u0644,a@b.example\n"
)


def workbook(text: str) -> bytes:
    """Write comma-separated lines as a workbook."""
    held = io.BytesIO()
    with Workbook(held) as book:
        sheet = book.add_worksheet("Answers")
        for n, line in enumerate(text.splitlines()):
            sheet.write_row(n, 0, line.split(","))
    return held.getvalue()


def _unpacked_workbook(data: bytes) -> bytes:
    """Store the parts without packing, so that changed bytes reach the XML."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(held, "w") as plain:
        for name in packed.namelist():
            plain.writestr(name, packed.read(name))
    data = held.getvalue()
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    return data


def files() -> list[bytes]:
    """Give whole files."""
    texts = (MENTORS, MENTEES, QUALTRICS, JAPANESE, TOLD, HOSTILE)
    simple = (
        "name,organisation,email\nAna Prova,ALS Prova,ana@example.org\nBo Muster,ELA,b@x.example"
    )
    return [
        *(t.encode() for t in texts),
        MENTEES.encode("cp1252"),
        MENTEES.encode("mac_roman"),
        JAPANESE.encode("cp932"),
        MENTORS.encode("utf-16"),
        TOLD.encode("utf-16-le"),
        b"\xef\xbb\xbf" + MENTORS.encode(),
        MENTEES.encode("utf-8") + "Zoé;Zoé;;;;\n".encode("cp1252"),
        workbook(simple),
        _unpacked_workbook(workbook(simple)),
        b'{"name": "Ana"}',
        b"<html><body><table>",
    ]

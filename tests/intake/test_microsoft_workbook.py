from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from alliance_match.intake import load_round
from alliance_match.model.vocabulary import Vocabulary

from .conftest import MENTEES, Write

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


def test_a_microsoft_form_as_it_is_downloaded(
    tmp_path: Path, write: Write, vocabulary: Vocabulary
) -> None:
    header = ["Id", "Start time", "Completion time", "Email", "Name", "Your\u00a0organisation"]
    header += ["Which areas can you support?\n(tick all)", "How many mentees?"]
    sent = datetime(2025, 11, 3, 9, 7, 12)  # noqa: DTZ001
    path = tmp_path / "Mentors.xlsx"
    with xlsxwriter.Workbook(path) as book:
        dated = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        sheet = book.add_worksheet("Form1")
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, [1, None, None, "ana@x.org", "Ana Ruiz", "ELA", "Grants;Events;", 2])
        for column in (1, 2):
            sheet.write_datetime(1, column, sent, dated)
    found = load_round(path, write("mentees.csv", MENTEES), vocabulary=vocabulary)
    (ana,) = found.mentors
    assert found.report.read["Mentors.xlsx"] == "Microsoft Forms: 1 row: 1 mentor"
    assert (ana.name, ana.organisation, ana.submitted) == ("Ana Ruiz", "ela", sent)
    assert [e.topic for e in ana.expertise or ()] == ["FUN.grants", "FUN.events"]
    assert str(ana.capacity) == "2"

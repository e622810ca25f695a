"""Own pairs beside the proposal: what is measured, said, drawn and written is the same."""

from __future__ import annotations

import csv
import io
import json
import re

import numpy as np
import pytest
from typer.testing import CliRunner

import alliance_match as am
from alliance_match.cli import app
from alliance_match.errors import InputError, UnknownNameError
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.quality import Yardstick, quality_report
from alliance_match.report import render_quality, save_quality
from alliance_match.synthetic import synthetic_round

from . import plain

LANGUAGES = ("en", "fr", "es")


@pytest.fixture(scope="module")
def proposal():
    return am.propose(synthetic_round(3, "typical").round)


@pytest.fixture(scope="module")
def by_hand(proposal):
    """Everybody with the mentor of the same number: as hands that look at nothing would do it."""
    mentors = proposal.round.mentors
    return {m.id: mentors[k % 5].id for k, m in enumerate(proposal.round.mentees) if k != 2}


@pytest.fixture(scope="module")
def report(proposal, by_hand):
    return quality_report(proposal, by_hand, "<hand>.csv")


def test_both_sides_are_measured_as_the_plain_measures_say(proposal, by_hand, report):
    col = {m.id: j for j, m in enumerate(proposal.round.mentors)}
    yours = [col[by_hand[m.id]] if m.id in by_hand else -1 for m in proposal.round.mentees]
    ours = [-1] * len(yours)
    for pair in proposal.pairs:
        ours[pair.row] = pair.col
    points, eligible = proposal.scored.points.tolist(), proposal.scored.eligible.tolist()
    capacity = proposal.scored.capacity.tolist()
    by_name = {line.measure: line for line in report.lines}
    for side, given in (("yours", yours), ("proposed", ours)):
        got = plain.got(given, points)
        expected = {
            "coverage": round(100 * plain.coverage(given), 1),
            "mean": round(plain.mean(got)),
            "lowest": plain.lowest(given, got),
            "gini": round(plain.gini(got), 3),
            "envious": round(100 * plain.envious(given, points, eligible), 1),
            "blocking": plain.blocking(given, points, eligible, capacity),
            "idle": plain.idle(given, capacity),
        }
        for name, value in expected.items():
            assert getattr(by_name[name], side) == value, name
        assert getattr(report, f"{side}_points") == tuple(sorted(got))
        assert getattr(report, f"{side}_matched") == sum(j >= 0 for j in given)


def test_who_is_better_follows_from_the_values(report):
    lower_is_better = {"gini", "envious", "blocking", "load_imbalance", "idle", "region_gap"}
    for line in report.lines:
        gain = (line.proposed - line.yours) * (-1 if line.measure in lower_is_better else 1)
        assert line.better == ("proposal" if gain > 0 else "yours" if gain < 0 else "same")


def test_regions_of_which_nothing_is_known_are_not_said_to_be_the_same(proposal, report):
    assert "region_gap" in {line.measure for line in report.lines}
    bare = [o.model_copy(update={"country": None}) for o in proposal.round.organisations]
    unknown = am.propose(proposal.round.model_copy(update={"organisations": tuple(bare)}))
    pair = unknown.pairs[0]
    told = quality_report(unknown, {pair.mentee.id: pair.mentor.id})
    assert len(told.lines) == len(report.lines) - 1
    assert "region" not in str(told)


def test_what_breaks_a_rule_is_named_and_nothing_else(proposal, by_hand, report):
    scored, people = proposal.scored, proposal.round
    row = {m.id: i for i, m in enumerate(people.mentees)}
    col = {m.id: j for j, m in enumerate(people.mentors)}
    wrong = {(i, j) for i, j in by_hand.items() if not scored.eligible[row[i], col[j]]}
    assert {(b.mentee.id, b.mentor.id) for b in report.broken} == wrong != set()
    load = {j: list(by_hand.values()).count(j) for j in by_hand.values()}
    full = {j for j, count in load.items() if count > scored.capacity[col[j]]}
    assert {one.mentor.id for one in report.overfull} == full != set()
    ours = {p.mentee.id: p.mentor.id for p in proposal.pairs}
    differ = {i for i in row if by_hand.get(i) != ours.get(i)}
    assert {move.mentee.id for move in report.moves} == differ


def test_the_proposal_beside_itself_is_the_same_everywhere(proposal):
    same = quality_report(proposal, {p.mentee.id: p.mentor.id for p in proposal.pairs})
    assert {line.better for line in same.lines} == {"same"}
    assert not same.moves
    assert not same.faults
    assert "Everybody has the same mentor in both." in same.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Your pairs ("), ("fr", "Vos binômes ("), ("es", "Sus parejas (")],
)
def test_pairs_without_a_name_are_called_yours(proposal, by_hand, language, words):
    unnamed = quality_report(proposal, by_hand)
    assert unnamed.in_language(language).startswith(words)
    assert f"<p>{words}" in render_quality(unnamed, language)


def test_decisions_are_compared_with_what_would_be_without_them(proposal):
    with pytest.raises(InputError, match="decided on no pair yet"):
        quality_report(proposal)
    scored, people = proposal.scored, proposal.round
    i, j = next(
        (i, j)
        for i, j in np.argwhere(scored.eligible)
        if [i, j] not in proposal.assignment.pairs.tolist()
    )
    pin = Decision(kind="pin", mentee=people.mentees[i].id, mentor=people.mentors[j].id)
    decided = am.propose(people.model_copy(update={"decisions": Decisions(entries=(pin,))}))
    found = quality_report(decided)
    assert found.file is None
    assert found.moves
    matched = {p.mentee.id: p.mentor.id for p in proposal.pairs}
    for move in found.moves:
        assert (move.after and move.after.id) == matched.get(move.mentee.id)
    by_name = {line.measure: line for line in found.lines}
    mean = Yardstick(scored).measured(_columns(proposal)).mean
    assert by_name["mean"].proposed == round(mean)


def _columns(proposal):
    found = np.full(len(proposal.round.mentees), -1)
    found[proposal.assignment.pairs[:, 0]] = proposal.assignment.pairs[:, 1]
    return found


def test_people_may_be_named_and_strangers_are_refused(proposal, report, by_hand):
    names = {m.id: m.name for m in (*proposal.round.mentors, *proposal.round.mentees)}
    named = {names[i]: names[j] for i, j in by_hand.items()}
    assert quality_report(proposal, named, "<hand>.csv") == report
    with pytest.raises(UnknownNameError, match="nobody"):
        quality_report(proposal, {"nobody": "M0001"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_page_and_table_say_the_same_numbers(report, language, tmp_path):
    text = report.in_language(language)
    page = render_quality(report, language)
    for line in report.lines:
        for value in map(str, line.to_dict(language)["text"].split(": ")[:1]):
            assert value.split(" (")[0] in text
    assert page == render_quality(report, language)
    assert "<hand>" not in page
    assert "&lt;hand&gt;.csv" in page
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "<script" not in page
    assert page.count("<tr>") == len(report.lines) + 1
    html, table = save_quality(report, tmp_path / "q", language)
    assert html.read_text("utf-8") == page
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert [row["measure"] for row in rows] == [line.measure for line in report.lines]
    assert [row["better"] for row in rows] == [line.better for line in report.lines]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_everything_is_translated(report, language):
    english = {str(line.label) for line in report.lines}
    assert not [words for words in english if words in report.in_language(language)]
    assert not [words for words in english if words in render_quality(report, language)]


def test_a_frame_has_the_rows(report):
    frame = report.to_frame()
    assert frame.to_dict("records") == report.rows()


def test_a_round_without_mentees_is_told():
    nobody = am.propose(am.MatchRound())
    report = quality_report(nobody, {})
    assert "0 of 0 mentees" in report.text
    assert "<svg" not in render_quality(report)


# --- files and the command line -------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(proposal, tmp_path_factory):
    return proposal.save(tmp_path_factory.mktemp("saved") / "round")


def test_the_command_reads_pairs_and_writes_page_and_table(proposal, by_hand, folder, tmp_path):
    mentors = {m.id: m.name for m in proposal.round.mentors}
    lines = [f"{i};{mentors[j]}" for i, j in by_hand.items()]
    lines.insert(1, f"{proposal.round.mentees[2].name};")
    file = tmp_path / "last-year.csv"
    file.write_text("\n".join(["Mentee;Mentor", *lines]), "utf-8")
    out = tmp_path / "out"
    ran = CliRunner().invoke(app, ["quality", str(folder), "--pairs", str(file), "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    expected = quality_report(proposal, by_hand, "last-year.csv")
    assert ran.stdout.startswith(expected.text)
    assert (out / "quality.html").read_text("utf-8") == render_quality(expected)
    ran = CliRunner().invoke(
        app, ["quality", str(folder), "--pairs", str(file), "--json", "-l", "fr"]
    )
    assert json.loads(ran.stdout)["text"] == expected.in_language("fr")


def test_the_command_writes_only_where_told_and_over_nothing(
    by_hand, folder, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("\n".join(["mentee,mentor", *(f"{i},{j}" for i, j in by_hand.items())]))
    call = ["quality", str(folder), "--pairs", "pairs.csv"]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert CliRunner().invoke(app, call).exit_code == 0
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    mine = tmp_path / "mine" / "quality.csv"
    mine.parent.mkdir()
    mine.write_text("my own notes")
    ran = CliRunner().invoke(app, [*call, "--out", "mine"])
    assert isinstance(ran.exception, InputError)
    assert "mine holds quality.csv already; nothing was written" in str(ran.exception)
    assert [path.name for path in mine.parent.iterdir()] == ["quality.csv"]
    assert mine.read_text() == "my own notes"
    ran = CliRunner().invoke(app, [*call, "--out", "mine", "--replace"])
    assert ran.stdout.splitlines()[-2:] == ["mine/quality.html", "mine/quality.csv"]
    assert mine.read_text("utf-8-sig").startswith("measure,")
    ran = CliRunner().invoke(app, [*call, "--out", "new", "--json"])
    assert json.loads(ran.stdout)["file"] == "pairs.csv"
    assert ran.stderr.split() == ["new/quality.html", "new/quality.csv"]


def test_the_table_that_a_proposal_writes_can_be_read_as_pairs(proposal, folder):
    pairs = am.load_pairs(folder / "proposal.csv", proposal.round)
    assert pairs == {p.mentee.id: p.mentor.id for p in proposal.pairs}


def test_all_faults_of_a_file_of_pairs_are_told_at_once(proposal, tmp_path):
    file = tmp_path / "pairs.csv"
    one, other = proposal.round.mentees[:2]
    file.write_text(
        f"mentee,mentor\n{one.id},M9999\n{one.id},M0001\n{other.name}x,M0002\n,M0003\n", "utf-8"
    )
    with pytest.raises(InputError) as caught:
        am.load_pairs(file, proposal.round)
    said = str(caught.value)
    assert "pairs.csv, row 2, column 'mentor': 'M9999': there is no such mentor" in said
    assert f"row 3: {one.id} stands in row 2 already" in said
    assert f"row 4, column 'mentee': '{other.name}x': there is no such mentee" in said
    assert "row 5, column 'mentee': no mentee is named" in said
    file.write_text("who,whom\na,b\n", "utf-8")
    with pytest.raises(InputError, match="there is no column 'mentee'"):
        am.load_pairs(file, proposal.round)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_line_is_in_its_fields(report, language):
    for line in report.lines:
        text = line.in_language(language)
        told = [float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", text)]
        held = {
            0.0
        }  # the label of a Gini coefficient says what 0 means, and of points what counts 0
        held |= {v * (0.1 if line.unit == "points" else 1) for v in (line.yours, line.proposed)}
        assert all(any(abs(n - value) < 1e-9 for value in held) for n in told), line.text
        assert len(told) >= 2

"""The folder: complete or untouched, verifiable without a solver, refused when tampered with."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import alliance_match as am
from alliance_match.report import load_proposal, save, verify, without_loss

from ..rounds import mentee, mentor, round_of, seeded_round
from .tampering import rehash, rewrite


@pytest.fixture
def folder(tmp_path):
    match_round = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)])
    return am.propose(match_round).save(tmp_path / "round")


def contents(folder):
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_a_saved_proposal_verifies_and_loads(folder):
    assert verify(folder)
    again = load_proposal(folder)
    assert again.status == "optimal"
    assert again.explain("E01").text == load_proposal(folder).explain("E01").text


def test_random_rounds_verify_infeasible_ones_too(tmp_path):
    seen = set()
    for seed in range(14):
        proposal = am.propose(*seeded_round(seed))
        place = proposal.save(tmp_path / str(seed))
        checked = verify(place)
        assert checked, f"{seed}: {checked}"
        assert load_proposal(place).rows() == proposal.rows()
        seen.add(proposal.status)
    assert seen == {"optimal", "infeasible"}


def test_verifying_loads_no_solver(folder):
    code = (
        "import sys; from alliance_match import verify;"
        f"ok = verify({str(folder)!r}); print(bool(ok), 'ortools' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    "name",
    [
        "dossier.html",
        "proposal.csv",
        "proposal.xlsx",
        "unmatched.csv",
        "questions.csv",
        "completeness.csv",
        "intake-report.csv",
        "why-not.html",
        "letters/*-mentor.html",
    ],
)
def test_a_changed_or_missing_file_is_named(folder, name):
    path = min(folder.glob(name))
    name = path.relative_to(folder).as_posix()
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"M01", b"M02", 1) + b" ")
    assert f"{name} was changed" in str(verify(folder))
    path.unlink()
    assert f"{name} is missing" in str(verify(folder))
    assert not verify(folder)


def as_first_schema(bundle):
    """Turn a bundle into one of the first schema, which had less."""
    bundle["schema"] = "alliance-match/bundle/1"
    for name in ("language", "previous", "rematch", "redaction", "quotas", "experts", "co_mentors"):
        del bundle[name]
    for name in ("experts", "co_mentors", "quotas", "groups", "own_rules", "own_criteria"):
        del bundle["policy"][name]
    for name in ("expert_free", "group_topic", "within_quota"):
        del bundle["policy"]["rules"][name]
    del bundle["hashes"]["entries"]


def test_a_folder_saved_before_rows_were_counted_is_still_read(folder):
    def older(bundle):
        as_first_schema(bundle)
        bundle["round"]["report"] = {"findings": [], "read": {"a.csv": "plain table: 1 row"}}
        for name in ("questions.csv", "completeness.csv"):
            del bundle["hashes"]["files"][name]
        rehash(bundle)

    rewrite(folder, older)
    for name in ("questions.csv", "completeness.csv"):
        (folder / name).unlink()
    assert verify(folder)
    assert load_proposal(folder).round.report.read == {"a.csv": "plain table: 1 row"}


def test_a_completeness_that_does_not_follow_is_found_with_hashes_made_to_fit(folder):
    path = folder / "completeness.csv"
    path.write_bytes(path.read_bytes().replace(b"E01", b"E09"))

    def hide(bundle):
        bundle["hashes"]["files"]["completeness.csv"] = hashlib.sha256(
            path.read_bytes()
        ).hexdigest()

    rewrite(folder, hide)
    assert "completeness.csv does NOT follow from the inputs" in str(verify(folder))


def swap_mentors(bundle):
    one, two = bundle["pairs"][0], bundle["pairs"][1]
    one["mentor"], two["mentor"] = two["mentor"], one["mentor"]


TAMPERINGS = {
    "a pair given away": lambda b: b["pairs"].pop(),
    "a pair's points": lambda b: b["pairs"][0].update(points=999),
    "a contribution": lambda b: b["pairs"][0]["contributions"].update(language=1),
    "the points table": lambda b: b["points"][0].__setitem__(0, 1000),
    "a capacity": lambda b: b["capacity"].__setitem__(0, 5),
    "a price": lambda b: b["certificate"]["prices"].__setitem__(0, 7),
    "the bound": lambda b: b["certificate"].update(bound=b["certificate"]["bound"] + 1),
    "the value": lambda b: b["result"].update(value=b["result"]["value"] + 1),
    "the status": lambda b: b["result"].update(status="feasible"),
    "the unmatched": lambda b: b["unmatched"].clear(),
    "an answer": lambda b: b["round"]["mentors"][0]["expertise"][0].update(level=1),
    "a place": lambda b: b["round"]["mentors"][0]["capacity"].update(low=0, high=0),
    "a weight": lambda b: b["policy"]["criteria"]["language"].update(weight=500),
    "a rule": lambda b: b["policy"]["rules"]["weekly_overlap"].update(min_hours=100.0),
    "a person": lambda b: b["round"]["mentees"].pop(),
    "the language": lambda b: b.update(language="fr"),
    "a language that is none": lambda b: b.update(language="xx"),
    "a language that is no word": lambda b: b.update(language=["en"]),
}


@pytest.mark.parametrize("what", TAMPERINGS)
@pytest.mark.parametrize("hide", [False, True], ids=["plainly", "with hashes made to fit"])
def test_tampering_is_found(folder, what, hide):
    def change(bundle):
        TAMPERINGS[what](bundle)
        if hide:
            rehash(bundle)

    rewrite(folder, change)
    assert not verify(folder), what
    with pytest.raises(am.AllianceMatchError, match="does not verify"):
        load_proposal(folder)


def test_the_contributions_of_swapped_mentors_do_not_fit(tmp_path):
    other = mentor(2, mentoring_experience=0)
    folder = am.propose(round_of([mentor(1), other], [mentee(1), mentee(2)])).save(tmp_path / "x")
    rewrite(folder, lambda b: rehash(b) if swap_mentors(b) is None else None)
    assert not verify(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": "something else"}'])
def test_what_is_no_bundle_is_refused_in_words(folder, text):
    (folder / "bundle.json").write_text(text, "utf-8")
    with pytest.raises(am.AllianceMatchError, match=r"bundle\.json"):
        verify(folder)


@pytest.mark.parametrize("part", ["round", "policy", "pairs", "result", "certificate"])
def test_a_missing_part_is_a_finding_not_a_traceback(folder, part):
    rewrite(folder, lambda b: b.pop(part))
    assert not verify(folder)


def test_no_folder_at_all(tmp_path):
    with pytest.raises(am.AllianceMatchError, match=r"There is no bundle\.json"):
        verify(tmp_path / "nowhere")


def test_saving_again_replaces_ours_and_keeps_the_rest(folder):
    (folder / "minutes.txt").write_text("ours", "utf-8")
    (folder / "proposal.csv").write_text("old", "utf-8")
    am.propose(round_of([mentor(1)], [mentee(1)])).save(folder)
    assert verify(folder)
    assert (folder / "minutes.txt").read_text("utf-8") == "ours"
    assert [p.name for p in folder.parent.iterdir()] == ["round"]


def test_a_failed_run_leaves_the_old_proposal_intact(folder, monkeypatch):
    before = contents(folder)

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr("alliance_match.report.folder.to_bundle", fail)
    with pytest.raises(am.AllianceMatchError, match="cannot be written: disk full"):
        am.propose(round_of([mentor(1)], [mentee(1)])).save(folder)
    assert contents(folder) == before
    assert [p.name for p in folder.parent.iterdir()] == ["round"]


def test_letters_of_an_earlier_proposal_go_and_what_is_no_letter_stays(folder):
    (folder / "letters" / "notes.txt").write_text("ours", "utf-8")
    (folder / "letters" / "signed").mkdir()
    (folder / "letters" / "signed" / "001-E01-M01-mentee.html").write_text("ours too", "utf-8")
    assert len(list((folder / "letters").glob("*.html"))) == 4
    am.propose(round_of([mentor(1)], [mentee(5)])).save(folder)
    assert {p.name for p in (folder / "letters").iterdir()} == {
        "001-E05-M01-mentee.html",
        "001-E05-M01-mentor.html",
        "notes.txt",
        "signed",
    }
    assert [p.name for p in (folder / "letters" / "signed").iterdir()]
    assert verify(folder)


def test_a_proposal_without_pairs_leaves_no_letters(folder):
    am.propose(round_of([mentor(1)], [])).save(folder)
    assert not (folder / "letters").exists()
    assert verify(folder)


def test_a_letter_that_is_not_of_the_proposal_is_named(folder):
    (folder / "letters" / "009-E09-M01-mentor.html").write_text("Dear", "utf-8")
    assert "009-E09-M01-mentor.html is no letter of this proposal" in str(verify(folder))
    assert not verify(folder)


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_the_letters_is_not_lost(tmp_path, kind):
    (tmp_path / "round").mkdir()
    place = tmp_path / "round" / "letters"
    place.write_text("ours", "utf-8") if kind == "file" else place.symlink_to(tmp_path)
    with pytest.raises(am.AllianceMatchError, match="is not a folder"):
        am.propose(round_of([mentor(1)], [mentee(1)])).save(tmp_path / "round")
    assert [p.name for p in (tmp_path / "round").iterdir()] == ["letters"]


def test_a_link_is_followed_and_stays_a_link(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)
    assert am.propose(round_of([mentor(1)], [mentee(1)])).save(link) == link
    assert link.is_symlink()
    assert {p.name for p in tmp_path.iterdir()} == {"round", "link"}
    assert verify(folder)
    assert len(load_proposal(link).round.mentees) == 1


def test_a_link_to_nowhere_makes_its_target_and_a_circle_is_refused(tmp_path):
    proposal = am.propose(round_of([mentor(1)], [mentee(1)]))
    (tmp_path / "link").symlink_to(tmp_path / "deep" / "target")
    proposal.save(tmp_path / "link")
    assert verify(tmp_path / "deep" / "target")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(am.AllianceMatchError, match="cannot be written"):
        proposal.save(tmp_path / "one")


@pytest.mark.parametrize("name", [".", "..", "../inner", ""])
def test_the_working_folder_and_its_parent_are_written_into(tmp_path, monkeypatch, name):
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "notes.txt").write_text("ours", "utf-8")
    monkeypatch.chdir(inner)
    am.propose(round_of([mentor(1)], [mentee(1)])).save(name)
    assert Path.cwd() == inner
    assert (inner / "notes.txt").read_text("utf-8") == "ours"
    assert verify(inner if name != ".." else tmp_path)


def test_only_a_proposal_that_stands_is_spared(folder, tmp_path):
    good = am.propose(round_of([mentor(1)], [mentee(1)]))
    pins = tuple(am.Decision(kind="pin", mentee=e, mentor="M01") for e in ("E01", "E02"))
    bad = am.propose(round_of([mentor(1)], [mentee(1), mentee(2)], pins))
    beside = tmp_path / "round-conflict"
    assert without_loss(good, folder) == folder
    assert without_loss(bad, folder) == beside
    bad.save(beside)
    assert without_loss(bad, folder) == beside
    assert without_loss(bad, beside) == beside
    assert without_loss(bad, tmp_path / "new") == tmp_path / "new"
    (beside / "bundle.json").write_text("{", "utf-8")
    assert without_loss(bad, folder) == tmp_path / "round-conflict-conflict"


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "taken").write_text("x", "utf-8")
    with pytest.raises(am.AllianceMatchError, match="is a file"):
        save(am.propose(round_of([mentor(1)], [mentee(1)])), tmp_path / "taken")
    assert (tmp_path / "taken").read_text("utf-8") == "x"


def test_saving_twice_gives_the_same_bytes(tmp_path):
    proposal = am.propose(*seeded_round(5))
    one, two = proposal.save(tmp_path / "one"), proposal.save(tmp_path / "two")
    assert any(name.startswith("letters/") for name in contents(one))
    assert contents(one) == contents(two)

"""A record without names: nothing of a person is left in it, and it still proves the same."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import alliance_match as am
from alliance_match.intake import load_round
from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.findings import Finding, IntakeReport
from alliance_match.model.history import PastPair
from alliance_match.model.people import Expertise, Goal, Rank
from alliance_match.model.policy import Policy
from alliance_match.model.record import Source
from alliance_match.model.round import MatchRound
from alliance_match.report import load_proposal, verify
from alliance_match.report.bundle import to_bundle
from alliance_match.report.entries import digest
from alliance_match.report.other_answers import OtherAnswers
from alliance_match.report.pseudonyms import Pseudonyms
from alliance_match.report.redaction import without_names
from alliance_match.report.saved_tables import TABLES

from ..rounds import mentee, mentor, round_of, seeded_round
from ..strategies import policies, rounds

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"
SECRET = "zq"  # begins every text that may not be seen again


def strings(value: object) -> Iterator[str]:
    """All texts of a JSON value, the names of members too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def written(folder: Path) -> str:
    """All that a folder holds, as one text."""
    return "\n".join(p.read_text("utf-8-sig") for p in sorted(folder.rglob("*")) if p.is_file())


def personal(bundle: dict[str, Any]) -> set[str]:
    """Every text of a round that names somebody, or that somebody wrote."""
    found, people = set[str](), bundle["round"]
    for one in (*people["mentors"], *people["mentees"], *people["experts"]):
        found |= {one["name"], one["email"] or "", one["organisation"] or ""}
        found |= {item["evidence"] for item in one.get("expertise") or ()}
        for goal in one.get("goals") or ():
            found |= {goal["text"], goal["success_measure"] or "", goal["deadline"] or ""}
        found |= {*one.get("key_people", ()), one["submitted"] or ""}
        if one["source"]:
            found |= {one["source"]["file"], *one["source"]["raw"], *one["source"]["raw"].values()}
    for one in people["organisations"]:
        found |= {one["id"], one["name"]}
    for one in people["decisions"]["entries"]:
        found |= {one["who"], one["why"]}
    for one in people["report"]["findings"]:
        found |= {one["file"], one["value"], one["understood"], one["remedy"]}
    found |= {one["file"] for one in people["report"]["files"]}
    return {text for text in found if len(text) > 3}


def allowed(bundle: dict[str, Any]) -> str:
    """What is the programme's own, or is needed: the policy, the vocabulary, tags and zones."""
    people = bundle["round"]
    needed = [bundle["policy"], people["vocabulary"], bundle["tie_break"], bundle["schema"]]
    for one in (*people["mentors"], *people["mentees"], *people["experts"]):
        names = ("languages", "time_zone", "kind", "stage", "stages", "regions", "panel_status")
        needed += [one.get(name) for name in names]
        needed += [item["topic"] for item in one.get("expertise") or ()]
        needed += [goal["topic"] for goal in one.get("goals") or ()]
    return "\n".join(text for part in needed for text in strings(part))


def test_nothing_personal_of_the_example_round_is_left(tmp_path):
    files = {name: EXAMPLES / f"{name}.csv" for name in ("mentors", "mentees", "experts")}
    people = load_round(files["mentors"], files["mentees"], experts=files["experts"])
    told = Decision(
        kind="veto", mentee="E01", mentor="M02", who="Zoë Invented", why="They quarrel."
    )
    people = people.model_copy(update={"decisions": Decisions(entries=(told,))})
    proposal = am.propose(people)
    proposal.save(tmp_path / "whole")
    said = am.redact(tmp_path / "whole", tmp_path / "bare")
    assert said.ids == "kept"
    assert "can give away a small association" in str(said)
    checked = verify(tmp_path / "bare")
    assert checked, checked
    assert f"what the record {verify(tmp_path / 'whole').record} says" in str(checked)
    whole = json.loads((tmp_path / "whole" / "bundle.json").read_text("utf-8"))
    text, fine = written(tmp_path / "bare"), allowed(whole)
    assert len(personal(whole)) > 500
    assert not {one for one in personal(whole) if one in text and one not in fine}
    assert "@" not in text
    bare = load_proposal(tmp_path / "bare")
    assert [(p.mentee.id, p.mentor.id, p.points) for p in bare.pairs] == [
        (p.mentee.id, p.mentor.id, p.points) for p in proposal.pairs
    ]
    again = am.redact(tmp_path / "whole", tmp_path / "again")
    assert written(again.folder) == text


# --- any round -------------------------------------------------------------------------------


def secret(*words: object) -> str:
    return f"{SECRET} {' '.join(map(str, words))}"


def secretive(people: MatchRound) -> MatchRound:
    """Fill every field that holds a person's own words or name."""
    orgs = {o.id: f"{SECRET}-{o.id}" for o in people.organisations}

    def common(one: Any) -> dict[str, Any]:
        swap = {name: tuple(orgs.get(i, i) for i in getattr(one, name)) for name in LISTS}
        return swap | {
            "name": f"{SECRET}{one.name}",
            "email": one.email and f"{SECRET}{one.email}",
            "organisation": orgs.get(one.organisation),
            "ranks": (*one.ranks, Rank(scale=secret("scale"), step=secret("step"))),
            "submitted": datetime(2026, 11, 3, 4, 5, 6),  # noqa: DTZ001
            "source": Source(file=secret("file"), row=2, raw={secret("header"): secret("cell")}),
        }

    def items(held: tuple[Expertise, ...] | None) -> tuple[Expertise, ...] | None:
        said = {"evidence": secret("evidence")}
        return None if held is None else tuple(i.model_copy(update=said) for i in held)

    def goals(held: tuple[Goal, ...] | None) -> tuple[Goal, ...] | None:
        said = {"text": secret("goal"), "success_measure": secret("measure")}
        said |= {"deadline": date(2031, 1, 2)}
        return None if held is None else tuple(g.model_copy(update=said) for g in held)

    found = people.model_copy(
        update={
            "mentors": tuple(
                m.model_copy(
                    update=common(m)
                    | {"expertise": items(m.expertise), "regions": (*m.regions, secret("region"))}
                )
                for m in people.mentors
            ),
            "mentees": tuple(
                m.model_copy(
                    update=common(m) | {"goals": goals(m.goals), "key_people": (secret("key"),)}
                )
                for m in people.mentees
            ),
            "experts": tuple(
                x.model_copy(update=common(x) | {"expertise": items(x.expertise)})
                for x in people.experts
            ),
            "organisations": tuple(
                o.model_copy(update={"id": orgs[o.id], "name": secret("org", o.id)})
                for o in people.organisations
            ),
            "decisions": Decisions(
                entries=tuple(
                    d.model_copy(update={"who": secret("who", k), "why": secret("why")})
                    for k, d in enumerate(people.decisions.entries)
                )
            ),
            "report": IntakeReport.of([Finding(severity="error", file="f", value=secret("v"))]),
        }
    )
    return MatchRound.model_validate(found.model_dump())


LISTS = ("exclusions", "preferences")


def save_lightly(proposal: am.Proposal, folder: Path) -> None:
    """Write the bundle and its tables, without pages and letters."""
    files = {name: table(proposal, "en").encode("utf-8-sig") for name, table in TABLES.items()}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "bundle.json").write_text(json.dumps(to_bundle(proposal, hashes)), "utf-8")


@settings(max_examples=25)
@given(rounds(), policies())
def test_of_no_round_is_anything_personal_left_and_all_of_it_still_verifies(people, policy):
    proposal = am.propose(secretive(people), policy)
    with tempfile.TemporaryDirectory() as place:
        whole, bare = Path(place, "whole"), Path(place, "bare")
        save_lightly(proposal, whole)
        assert SECRET in written(whole)
        said = am.redact(whole, bare)
        assert alike(people) or said.ids == "replaced"
        assert SECRET not in written(bare)
        assert "@" not in written(bare)
        assert "2026-11-03" not in written(bare)
        assert "2031-01-02" not in written(bare)
        assert verify(bare)
        assert load_proposal(bare).status == proposal.status
        assert load_proposal(bare).assignment.weight == proposal.assignment.weight


def test_of_several_steps_on_one_scale_the_last_counts(tmp_path):
    ranks = tuple(Rank(scale="grade", step=step) for step in ("low", "no such step"))
    people = round_of([mentor(1, ranks=ranks)], [mentee(1, ranks=ranks[:1])])
    scale = {"steps": ("low", "high"), "min_ahead": 1}
    am.propose(people, Policy(scales={"grade": scale})).save(tmp_path / "whole")
    am.redact(tmp_path / "whole", tmp_path / "bare")
    assert verify(tmp_path / "bare")


def alike(people: MatchRound) -> bool:
    """Whether every role has ids of its own kind; here a mentee may have a mentor's."""
    return len({m.id[0] for m in people.mentees}) < 2


# --- ids that tell who it is -----------------------------------------------------------------


def renamed(people: MatchRound) -> MatchRound:
    """A round whose ids are addresses and names."""
    ids = {m.id: f"{m.id}@example.org".lower() for m in people.mentors}
    ids |= {m.id: f"Ms {m.id} of Sampletown" for m in people.mentees}

    def fresh(one: Any) -> Any:
        return one.model_copy(update={"id": ids[one.id]})

    decided = tuple(
        d.model_copy(update={"mentee": ids[d.mentee], "mentor": ids[d.mentor]})
        for d in people.decisions.entries
    )
    changed = {
        "mentors": tuple(map(fresh, people.mentors)),
        "mentees": tuple(map(fresh, people.mentees)),
        "decisions": Decisions(entries=decided),
    }
    return MatchRound.model_validate(people.model_copy(update=changed).model_dump())


@pytest.mark.parametrize("seed", range(12))
def test_ids_that_are_names_or_addresses_are_replaced_and_the_proof_moves_along(seed, tmp_path):
    people, policy = seeded_round(seed)
    people = renamed(people)
    before = am.propose(people, policy)
    save_lightly(before, tmp_path / "first")
    proposal = am.propose(people, policy, previous=load_proposal(tmp_path / "first"))
    save_lightly(proposal, tmp_path / "whole")
    said = am.redact(tmp_path / "whole", tmp_path / "bare")
    assert said.ids == "replaced"
    assert "the tie-break, which rests on them, cannot be repeated" in str(said)
    text = written(tmp_path / "bare")
    assert not [m.id for m in (*people.mentors, *people.mentees) if m.id in text]
    checked = verify(tmp_path / "bare", previous=tmp_path / "first")
    assert checked, checked
    assert "people go by other ids here" in str(checked)
    bare = load_proposal(tmp_path / "bare")
    assert sorted(p.points for p in bare.pairs) == sorted(p.points for p in proposal.pairs)
    assert len(bare.unmatched) == len(proposal.unmatched)


def test_earlier_rounds_count_under_other_ids_too(tmp_path):
    people = renamed(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2, rounds_waited=2)]))
    ours, mentor_id = people.mentees[0].id, people.mentors[1].id
    past = (PastPair(mentee=ours, mentor=mentor_id, rounds_ago=1),)
    past += (PastPair(mentee=None, mentor=mentor_id, rounds_ago=2),)
    people = people.model_copy(update={"history": past})
    proposal = am.propose(people, Policy(criteria={"continuity": {"weight": 300}}))
    save_lightly(proposal, tmp_path / "whole")
    am.redact(tmp_path / "whole", tmp_path / "bare")
    bare = load_proposal(tmp_path / "bare")
    assert len(bare.round.history) == 2
    assert sorted(p.points for p in bare.pairs) == sorted(p.points for p in proposal.pairs)
    assert not [m.id for m in people.mentors if m.id in written(tmp_path / "bare")]


def test_new_ids_do_not_stand_in_the_order_of_the_old_ones():
    people = round_of([mentor(1)], [mentee(k, id=f"Person {k:02d}") for k in range(40)])
    names = Pseudonyms.of(people, (), digest("of the round"))
    order = [names.ids[f"Person {k:02d}"] for k in range(40)]
    assert len(set(order)) == 40
    assert order != sorted(order)
    steps = np.diff([int(one.split("-")[1]) for one in order])
    assert 10 < (steps > 0).sum() < 30
    assert Pseudonyms.of(people, (), digest("of another")).ids != names.ids


@pytest.mark.parametrize(
    ("ids", "kept"),
    [
        (("E01", "E02"), True),
        (("1", "23"), True),
        (("APP-0001", "APP-0002"), False),
        (("JD1975", "AB1980"), False),
        (("ana", "bo"), False),
        (("12345678", "12345679"), False),
    ],
)
def test_which_ids_tell_nothing(ids, kept):
    people = round_of([mentor(1)], [mentee(k, id=i) for k, i in enumerate(ids)])
    assert (Pseudonyms.of(people, (), "").people == "kept") is kept


def test_ids_in_the_order_of_the_names_are_replaced():
    """Whoever knows who took part could count them off."""
    ordered = [mentee(k, name=f"{letter} Example") for k, letter in enumerate("ABCD")]
    mixed = [mentee(k, name=f"{letter} Example") for k, letter in enumerate("ACBD")]
    assert Pseudonyms.of(round_of([mentor(1)], ordered), (), "").people == "replaced"
    assert Pseudonyms.of(round_of([mentor(1)], mixed), (), "").people == "kept"


# --- who is the same person, and whose vote it is --------------------------------------------


def test_one_person_on_both_sides_stays_one(tmp_path):
    same_mail = {"email": "one@example.org"}
    both = {"organisation": "org-7", "name": "Cy Éxample"}
    people = round_of(
        [mentor(1, **same_mail), mentor(2, **both), mentor(3)],
        [mentee(1, **same_mail), mentee(2, **both | {"name": "cy example"}), mentee(3)],
    )
    policy = Policy.from_toml("[rules.different_organisation]\non = false")
    proposal = am.propose(people, policy)
    save_lightly(proposal, tmp_path / "whole")
    am.redact(tmp_path / "whole", tmp_path / "bare")
    bare = load_proposal(tmp_path / "bare")
    assert not bare.scored.eligible[0, 0]
    assert not bare.scored.eligible[1, 1]
    assert bare.scored.eligible.sum() == proposal.scored.eligible.sum() == 7
    assert "address-1" in written(tmp_path / "bare")
    assert bare.round.mentors[2].email is None


def test_whoever_decided_stays_one_and_the_committee_the_committee(tmp_path):
    who = ("Zoë  Invented", "zoe invented", "The Committee", "Bo Example", "")
    entries = tuple(
        Decision(kind="recuse", mentee="E01", mentor="M01", who=name, why=f"{SECRET} {k}")
        for k, name in enumerate(who)
    )
    people = round_of([mentor(1)], [mentee(1)], entries)
    save_lightly(am.propose(people), tmp_path / "whole")
    am.redact(tmp_path / "whole", tmp_path / "bare")
    decided = load_proposal(tmp_path / "bare").round.decisions.entries
    assert [d.who for d in decided] == ["Member 1", "Member 1", "committee", "Member 2", ""]
    assert {d.why for d in decided} == {""}


# --- what is refused -------------------------------------------------------------------------


def test_what_does_not_verify_or_is_taken_is_refused(tmp_path):
    whole = tmp_path / "whole"
    save_lightly(am.propose(round_of([mentor(1)], [mentee(1)])), whole)
    am.redact(whole, tmp_path / "bare")
    with pytest.raises(am.AllianceMatchError, match="without names already"):
        am.redact(tmp_path / "bare", tmp_path / "barer")
    with pytest.raises(am.AllianceMatchError, match="name a new folder"):
        am.redact(whole, tmp_path / "bare")
    (tmp_path / "empty").mkdir()
    assert verify(am.redact(whole, tmp_path / "empty").folder)
    (whole / "proposal.csv").write_text("changed", "utf-8")
    with pytest.raises(am.AllianceMatchError, match="does not verify"):
        am.redact(whole, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_redaction_that_would_change_a_rule_is_refused():
    """As if two people had been given one name, who are not taken for one."""
    people = round_of([mentor(1, organisation="org-1")], [mentee(1, organisation="org-1")])
    policy = Policy.from_toml("[rules.different_organisation]\non = false")
    names = Pseudonyms.of(people, (), "")
    same = replace(names, names=dict.fromkeys(names.names, "One Name"))
    with pytest.raises(am.AllianceMatchError, match="cannot be redacted"):
        without_names(am.propose(people, policy), same, OtherAnswers.of(people, policy, ""))

"""Earlier rounds: past pairs, places that projects still take, and who waited in vain."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import alliance_match as am
from alliance_match.errors import InputError
from alliance_match.model.history import PastPair

MENTORS = {
    "Name": ["Ada Sample", "Ben Sample"],
    "Email": ["ada@example.org", "ben@example.org"],
    "Organisation": ["North Example", "East Example"],
    "Languages": ["English", "English"],
    "Expertise": ["Fundraising events", "Fundraising events"],
    "How many mentees": ["1", "1"],
}
MENTEES = {
    "Name": ["Eve Example", "Fay Example", "Gus Example"],
    "Email": ["eve@example.org", "fay@example.org", "gus@example.org"],
    "Organisation": ["South Example", "West Example", "Low Example"],
    "Languages": ["English"] * 3,
    "Goal 1": ["Fundraising events"] * 3,
}


def read(mentors=MENTORS, mentees=MENTEES, **more):
    return am.load_round(pd.DataFrame(mentors), pd.DataFrame(mentees), **more)


def without(table, name):
    kept = [k for k, other in enumerate(table["Name"]) if other != name]
    return {column: [cells[k] for k in kept] for column, cells in table.items()}


@pytest.fixture
def last(tmp_path):
    """A round with two places for three mentees."""
    proposal = am.propose(read())
    assert len(proposal.pairs) == 2
    proposal.save(tmp_path / "last")
    return tmp_path / "last", proposal


def named(people, table):
    """Past pairs by the names of people."""
    mentor = {m.id: m.name for m in people.mentors}
    mentee = {m.id: m.name for m in people.mentees}
    return [(p.mentee and mentee[p.mentee], mentor[p.mentor], p.rounds_ago) for p in table]


def test_past_pairs_are_found_though_ids_changed(last):
    folder, proposal = last
    turned = {column: cells[::-1] for column, cells in MENTEES.items()}
    people = read(mentees=turned, history=[folder])
    expected = [(p.mentee.name, p.mentor.name, 1) for p in proposal.pairs]
    assert sorted(named(people, people.history)) == sorted(expected)
    left = proposal.unmatched[0].name
    assert {m.name: m.rounds_waited for m in people.mentees} == {
        name: int(name == left) for name in MENTEES["Name"]
    }


def test_a_project_takes_a_place_while_its_mentee_does_not_apply_again(last):
    folder, proposal = last
    pair = proposal.pairs[0]
    people = read(mentees=without(MENTEES, pair.mentee.name), history=[folder])
    past = [p for p in people.history if p.mentee is None]
    assert len(past) == 1
    again = am.propose(people)
    col = [m.name for m in people.mentors].index(pair.mentor.name)
    assert again.scored.capacity[col] == 0
    ended = am.propose(people, am.Policy(places={"running_rounds": 0}))
    assert ended.scored.capacity[col] == 1
    am.verify(again.save(folder.parent / "again"))
    assert am.verify(folder.parent / "again")


def test_waiting_counts_rounds_without_a_break(last, tmp_path):
    folder, proposal = last
    left = proposal.unmatched[0].name
    bundle = json.loads((folder / "bundle.json").read_text("utf-8"))
    ids = [m["id"] for m in bundle["round"]["mentees"]]
    everybody = {**bundle, "pairs": [], "unmatched": ids}
    (tmp_path / "older.json").write_text(json.dumps(everybody), "utf-8")
    people = read(history=[folder, tmp_path / "older.json"])
    waited = {m.name: m.rounds_waited for m in people.mentees}
    assert waited == {name: 2 * (name == left) for name in MENTEES["Name"]}
    older_first = read(history=[tmp_path / "older.json", folder])
    assert sorted(m.rounds_waited for m in older_first.mentees) == [1, 1, 2]


def test_one_name_in_two_organisations_is_two_people(last):
    folder, _ = last
    strangers = {**MENTEES, "Organisation": ["High Example"] * 3, "Email": [""] * 3}
    people = read(mentees=strangers, history=[folder])
    assert all(past.mentee is None for past in people.history)
    other_address = {**MENTEES, "Email": [f"new-{k}@example.org" for k in range(3)]}
    people = read(mentees=other_address, history=[folder])
    assert all(past.mentee is None for past in people.history)


def test_waiting_and_continuity_move_the_proposal(last):
    folder, proposal = last
    left = proposal.unmatched[0].name
    weights = {name: {"weight": 0} for name in am.Policy().weights}
    waiting = am.Policy(criteria=weights | {"waiting": {"weight": 1, "full_after": 1}})
    found = am.propose(read(history=[folder]), waiting)
    assert left in {pair.mentee.name for pair in found.pairs}
    same = am.Policy(criteria=weights | {"continuity": {"weight": 1}})
    again = am.propose(read(history=[folder]), same)
    before = {(p.mentee.name, p.mentor.name) for p in proposal.pairs}
    assert {(p.mentee.name, p.mentor.name) for p in again.pairs} == before
    said = again.explain(again.pairs[0].mentee.id).text
    assert "a pair in an earlier round" in said
    another = am.Policy(criteria=weights | {"continuity": {"weight": 1, "wanted": "another"}})
    apart = am.propose(read(history=[folder]), another)
    assert not before & {(p.mentee.name, p.mentor.name) for p in apart.pairs}


def test_what_is_no_record_is_refused(last, tmp_path):
    folder, _ = last
    (tmp_path / "notes.json").write_text("[]", "utf-8")
    with pytest.raises(InputError) as caught:
        read(history=[tmp_path / "nowhere", tmp_path / "notes.json"])
    assert "nowhere" in str(caught.value)
    assert "notes.json" in str(caught.value)
    assert "this is no saved proposal" in str(caught.value)
    with pytest.raises(InputError, match="list of folders"):
        read(history=str(folder))


def test_a_past_pair_names_people_of_the_round():
    people = read()
    with pytest.raises(ValueError, match="unknown mentor 'M9'"):
        am.MatchRound.model_validate(
            people.model_dump() | {"history": [PastPair(mentee=None, mentor="M9", rounds_ago=1)]}
        )


def test_everybody_keeps_their_id_when_rows_come_and_go():
    first = read()
    names = {m.name: m.id for m in (*first.mentees, *first.mentors)}
    fewer = without(MENTEES, "Eve Example")
    more = {column: ["Late Example" if column == "Name" else "", *cells] for column, cells in
            fewer.items()}  # fmt: skip
    more["Languages"][0], more["Goal 1"][0] = "English", "Fundraising events"
    again = read(mentees=more, previous=first)
    assert {m.name: m.id for m in again.mentees if m.name in names} == {
        name: names[name] for name in fewer["Name"]
    }
    late = next(m.id for m in again.mentees if m.name == "Late Example")
    assert late not in names.values(), "nobody gets the id of somebody who left"
    # Without it the list is numbered anew, and that is refused where it would mix people up.
    alone = read(mentees=more)
    assert {m.name: m.id for m in alone.mentees if m.name in names} != {
        name: names[name] for name in fewer["Name"]
    }
    old = am.propose(first)
    for use in (am.compare, lambda before, now: am.propose(now.round, previous=before)):
        with pytest.raises(InputError, match="same ids to different people"):
            use(old, am.propose(alone))


def test_an_address_that_two_people_share_is_no_proof():
    shared = {**MENTEES, "Email": ["office@example.org"] * 3}
    first = read(mentees=shared)
    turned = {column: cells[::-1] for column, cells in shared.items()}
    again = read(mentees=turned, previous=first)
    assert {m.name: m.id for m in first.mentees} == {m.name: m.id for m in again.mentees}
    renamed = {**shared, "Name": ["Eva Example", "Fay Example", "Gus Example"]}
    third = read(mentees=renamed, previous=first)
    ids = {m.name: m.id for m in first.mentees}
    assert next(m.id for m in third.mentees if m.name == "Eva Example") not in ids.values()

"""Whose votes count: against a plain re-telling of the rules, pair by pair."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.votes import is_committee, member, settle

#: The same member in several spellings, the committee, and nobody.
NAMES = ("Ana Pérez", "ANA  PEREZ", "ana-perez", "Bo", "Cy", "Committee", "El comité", "")
KINDS = ("pin", "accept", "veto", "waive", "recuse", "note", "keep")


@st.composite
def decision(draw):
    kind = draw(st.sampled_from(KINDS))
    return Decision(
        kind=kind,
        mentee=draw(st.sampled_from(["E1", "E2"])),
        mentor=draw(st.sampled_from(["M1", "M2", "M3"])),
        rule="shared_language" if kind == "waive" else None,
        who=draw(st.sampled_from(NAMES)),
        why=draw(st.sampled_from(["", "because"])),
    )


ENTRIES = st.lists(decision(), max_size=12)


def plain_name(who):
    return {"ana pérez": "ana", "ana  perez": "ana", "ana-perez": "ana"}.get(
        who.lower(), who.lower()
    )


def plain_committee(who):
    return who.lower() in ("committee", "el comité")


def counts_plainly(one, entries):
    """Whether one decision counts, from the rules as people are told them."""
    same = [d for d in entries if d.pair == one.pair]
    absent = {plain_name(d.who) for d in same if d.kind == "recuse"}
    absent -= {"", "committee", "el comité"}
    if one.kind in ("note", "recuse", "keep"):
        return True
    if plain_name(one.who) in absent:
        return False
    if one.kind == "waive":
        return True
    votes = [
        d for d in same if d.kind in ("pin", "accept", "veto") and plain_name(d.who) not in absent
    ]
    whole = [d for d in votes if plain_committee(d.who)]
    if whole:
        return any((d.kind == "veto") == (one.kind == "veto") for d in whole)
    return not any(
        a.kind == "veto" and b.kind != "veto" and plain_name(a.who) != plain_name(b.who)
        for a in votes
        for b in votes
    )


@given(ENTRIES)
def test_counted_is_what_the_rules_say(entries):
    expected = [d for d in entries if counts_plainly(d, entries)]
    settled = settle(entries)
    assert list(settled.counted) == expected
    silent = [*settled.recused, *settled.overruled, *(d for v in settled.disagreements for d in v)]
    assert sorted(map(repr, [*settled.counted, *silent])) == sorted(map(repr, entries))


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(entries, chance: random.Random):
    mixed = chance.sample(entries, len(entries))
    one, other = settle(entries), settle(mixed)
    assert sorted(map(repr, one.counted)) == sorted(map(repr, other.counted))
    for name in ("recused", "overruled", "disagreements", "contradictions"):
        assert getattr(one, name) == getattr(other, name)
    for kind in KINDS:
        assert Decisions(entries=tuple(entries)).of_kind(kind) == Decisions(
            entries=tuple(mixed)
        ).of_kind(kind)


@given(ENTRIES, st.sampled_from(["Ana Pérez", "Bo", "Cy"]))
def test_a_recusal_only_removes_the_votes_of_that_member(entries, who):
    recusal = Decision(kind="recuse", mentee="E1", mentor="M1", who=who)
    mine = [
        d
        for d in entries
        if d.pair == recusal.pair
        and plain_name(d.who) == plain_name(who)
        and d.kind in ("pin", "accept", "veto", "waive")
    ]
    others = [d for d in entries if not any(d is m for m in mine)]
    after = settle([*entries, recusal])
    assert after.counted == settle([*others, recusal]).counted
    assert after.disagreements == settle(others).disagreements
    assert after.contradictions == settle(others).contradictions


@given(ENTRIES)
def test_contradictions_are_of_one_member_and_as_small_as_can_be(entries):
    for votes in settle(entries).contradictions:
        assert len({plain_name(d.who) for d in votes}) == 1
        assert not settle(votes[1:]).contradictions or len(votes) > 2
        if {d.kind for d in votes} == {"pin"}:
            assert len({d.mentee for d in votes}) == 1
            assert len({d.mentor for d in votes}) == len(votes) > 1
        else:
            assert len(votes) == 2
            assert len({d.pair for d in votes}) == 1
            assert sum(d.kind == "veto" for d in votes) == 1


def test_one_who_says_both_contradicts_nobody_else():
    both = [Decision(kind=k, mentee="E1", mentor="M1", who="Bo") for k in ("pin", "veto")]
    settled = settle(both)
    assert not settled.disagreements
    assert [len(v) for v in settled.contradictions] == [2]
    assert len(settled.counted) == 2


@pytest.mark.parametrize("who", ["committee", "The Committee", "COMITÉ", "le comité"])
def test_the_committee_goes_by_several_words(who):
    assert is_committee(who)


@pytest.mark.parametrize("who", ["", "Ana", "committee member Ana", "?"])
def test_others_are_no_committee(who):
    assert not is_committee(who)


def test_a_name_of_signs_alone_is_still_a_name():
    assert member("?") != member("") == ""

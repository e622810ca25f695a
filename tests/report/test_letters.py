"""Letters: one for each side of each pair, about these two people and nobody else."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

import alliance_match as am
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.people import Expertise, Goal
from alliance_match.model.record import Range
from alliance_match.proposal import Pair, Proposal, propose
from alliance_match.report.letters import is_letter, letters
from alliance_match.scoring import evidence

from ..rounds import mentee, mentor, round_of, seeded_round
from .rounds import NAMES, proposals
from .test_dossier import Page

DATA = "examples/data/"


@cache
def example() -> Proposal:
    return propose(
        am.load_round(
            f"{DATA}mentors.csv",
            f"{DATA}mentees.csv",
            experts=f"{DATA}experts.csv",
        )
    )


@cache
def rounds() -> dict[str, Proposal]:
    seeded = {f"seed {seed}": propose(*seeded_round(seed)) for seed in range(40)}
    return {"example": example(), **seeded, **{name: proposals()[name] for name in NAMES}}


def shown(text: str) -> str:
    return " ".join(re.sub(r"\S+@\S+", "[e-mail]", text).split())


def words_of(html: str) -> str:
    return Page(html).words


def by_pair(proposal: Proposal) -> list[tuple[Pair, str, str, str]]:
    """Every letter, with its pair and reader, read off the proposal rather than off its name."""
    found = dict(letters(proposal))
    assert len(found) == 2 * len(proposal.pairs)
    listed = []
    for number, pair in enumerate(proposal.pairs, start=1):
        for reader in ("mentee", "mentor"):
            name = f"{number:03d}-{pair.mentee.id}-{pair.mentor.id}-{reader}.html"
            listed.append((pair, reader, name, found[name]))
    return listed


def test_each_side_of_each_pair_gets_a_letter_that_names_both() -> None:
    count = 0
    for proposal in rounds().values():
        for pair, reader, name, html in by_pair(proposal):
            words, own = words_of(html), pair.mentee if reader == "mentee" else pair.mentor
            assert is_letter(name)
            assert f"Dear {shown(own.name)}," in words
            assert shown(pair.mentee.name) in words
            assert shown(pair.mentor.name) in words
            count += 1
    assert count > 100


def test_no_third_person_is_told_of() -> None:
    for title, proposal in rounds().items():
        people = proposal.round
        for pair, _, name, html in by_pair(proposal):
            words = words_of(html)
            own = people.organisation_of(pair.mentee), people.organisation_of(pair.mentor)
            expected = [pair.mentee.name, pair.mentor.name, *(o.name for o in own if o)]
            rest = words
            for said in sorted(map(shown, expected), key=len, reverse=True):
                rest = rest.replace(said, "")
            for person in (*people.mentees, *people.mentors, *people.experts):
                if person.id not in (pair.mentee.id, pair.mentor.id):
                    assert shown(person.name) not in rest, (title, name)
                    assert person.id not in re.findall(r"\w+", rest)
                for address in (person.email,):
                    assert not address or address not in html
            for organisation in people.organisations:
                assert shown(organisation.name) not in rest, (title, name)
            assert "@" not in rest.replace("@mentee", "")


def test_neither_points_nor_free_text_nor_the_committees_reasons_are_told() -> None:
    for title, proposal in rounds().items():
        labels = {proposal.round.vocabulary.label(t.id) for t in proposal.round.vocabulary.topic}
        secret = {d.why for d in proposal.round.decisions.entries} | {
            d.who for d in proposal.round.decisions.entries
        }
        for pair, _, name, html in by_pair(proposal):
            words = words_of(html)
            free = {g.text for g in pair.mentee.goals or ()} | {
                g.success_measure for g in pair.mentee.goals or ()
            }
            free |= {e.evidence for e in pair.mentor.expertise or ()}
            for text in (free | secret) - {"", None, "A."} - labels:
                if shown(text) not in shown(f"{pair.mentee.name} {pair.mentor.name}"):
                    taken = words.replace(shown(organisations(proposal, pair)), "")
                    assert not re.search(rf"\b{re.escape(shown(text))}\b", taken), (title, name)
            points = {pair.points, *contributed(proposal, pair)} - {0}
            hours = set(re.findall(r"[\d.,]+(?= hours a week)", words))
            for number in points:
                said = f"{number / 10:.1f}"
                assert said in hours or said not in re.findall(r"\d+\.\d+", words), (title, name)


def organisations(proposal: Proposal, pair: Pair) -> str:
    found = map(proposal.round.organisation_of, (pair.mentee, pair.mentor))
    return next((o.name for o in found if o and "<" in o.name), "\0")


def contributed(proposal: Proposal, pair: Pair) -> list[int]:
    return [int(x) for x in proposal.scored.contributions[:, pair.row, pair.col]]


def test_letters_say_what_the_two_share() -> None:
    for proposal in rounds().values():
        for pair, reader, _, html in by_pair(proposal):
            words = words_of(html)
            topics = {g.topic for g in pair.mentee.goals or ()} - {None}
            for topic in topics:
                assert proposal.round.vocabulary.label(topic) in words
            spoken = [{s.language for s in p.languages or ()} for p in (pair.mentee, pair.mentor)]
            for tag in spoken[0] & spoken[1]:
                assert {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese"}[
                    tag
                ] in words
            winter = proposal.scored.facts.overlap.winter[pair.row, pair.col] / 2
            if proposal.scored.facts.overlap.known[pair.row, pair.col]:
                hours = f"In the northern winter: {winter:g} hours a week"
                assert (hours if winter else "please arrange") in words
                other = pair.mentor if reader == "mentee" else pair.mentee
                assert not winter or f"{shown(other.name)}'s time" in words
            else:
                assert "This is not known yet; please tell each other when you can meet." in words


def test_that_an_expert_helps_is_told_and_who_it_is_not() -> None:
    helped = 0
    for proposal in rounds().values():
        for pair, _, _, html in by_pair(proposal):
            found = evidence.goals(proposal.scored, pair.row, pair.col)
            asked = sum(goal.expert is not None for goal in found)
            assert words_of(html).count("; a subject expert will be asked about it.") == asked
            helped += asked
    assert helped > 4


def test_what_is_not_known_is_not_told_as_missing() -> None:
    goal = (Goal(topic="FUN.events", text="Events"),)
    unknown = propose(round_of([mentor(1, expertise=None)], [mentee(1, goals=goal)]))
    other = (Expertise(topic="GOV.strategy", level=3),)
    served = propose(
        round_of([mentor(1, expertise=other)], [mentee(1, goals=goal)]),
        am.Policy.from_toml("[rules.top_goal_covered]\non = false"),
    )
    assert all("to be talked about when you meet" in html for _, html in letters(unknown))
    assert all("not the mentor's own field" in words_of(html) for _, html in letters(served))
    silent = propose(round_of([mentor(1, languages=None)], [mentee(1)]))
    assert all("please tell each other what you speak" in html for _, html in letters(silent))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_letters_are_well_formed_need_nothing_else_and_are_the_same_twice(language: str) -> None:
    for proposal in rounds().values():
        found = list(letters(proposal, language))
        assert found == list(letters(proposal, language))
        for _, html in found:
            page = Page(html)
            assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "a", "form"}
            assert ("html", {"lang": language}) in page.elements
            assert "url(" not in html
            assert "<script" not in unescape(html).replace("<script>alert('x')", "")


def test_ids_that_no_computer_can_name_a_file_by_stay_apart() -> None:
    ids = ("a/b", "a b", "A_B", "..", "com1", "é" * 300)
    two = Range.exactly(6)
    proposal = propose(
        round_of([mentor(1, id="x:y", capacity=two)], [mentee(k, id=i) for k, i in enumerate(ids)])
    )
    names = [name for name, _ in letters(proposal)]
    assert len({name.casefold() for name in names}) == 12
    assert all(is_letter(name) and len(name) < 120 for name in names)


def test_whoever_has_no_common_time_is_asked_to_arrange_one() -> None:
    """The committee waived the rule: no hour a week is no news to send."""
    night = (WeeklyWindow(day=0, start=0, end=120),)
    waiver = am.Decision(kind="waive", rule="weekly_overlap", mentee="E01", mentor="M01", who="C.")
    waived = propose(round_of([mentor(1, availability=night)], [mentee(1)], (waiver,)))
    assert len(waived.pairs) == 1
    for language, words in (
        ("en", "please arrange one that suits both."),
        ("fr", "un moment qui vous arrange"),
        ("es", "que les venga bien a ambos"),
    ):
        for _, html in letters(waived, language):
            assert words in words_of(html)
            assert not re.search(r"\b0 (hour|heure|h)", words_of(html))


def test_experience_in_the_same_area_is_not_called_related() -> None:
    near = (Expertise(topic="FUN.grants", level=3),)
    goal = (Goal(topic="FUN.events", text="Events"),)
    policy = am.Policy.from_toml("[rules.top_goal_covered]\non = false")
    proposal = propose(round_of([mentor(1, expertise=near)], [mentee(1, goals=goal)]), policy)
    for _, html in letters(proposal):
        assert "the mentor has experience in the same area, in" in words_of(html)

"""The page "Why not?": every cell is what `why_not` says of its pair."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from benchmarks.random_rounds import random_policy, random_round

from alliance_match.explain.why_not import WhyNot
from alliance_match.model.decisions import Decision
from alliance_match.model.policy import Policy
from alliance_match.proposal import Proposal, propose
from alliance_match.report.why_not_codes import CODES, codes_of
from alliance_match.report.why_not_page import render_why_not
from alliance_match.scoring.rules import RULES

from ..rounds import mentee, mentor, round_of, seeded_round
from .rounds import NAMES, proposals
from .test_dossier import Page


class Table(HTMLParser):
    """The rows of all tables: per row its head, then text, class and title of each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self.columns: list[str] = []
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("thead", "tbody"):
            self._within = tag
        elif tag == "tr" and self._within == "tbody":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append(["", given.get("class") or "", ""])
        elif tag == "abbr":
            self.rows[-1][-1][2] = given["title"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("thead", "tbody"):
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "tbody" and self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1][0] += data


class Words(HTMLParser):
    """What is told of each mentee below the tables: pairs of what it is about and what is said."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.told: list[list[list[str]]] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "dl" and (dict(attrs).get("id") or "").startswith("words-"):
            self.told.append([])
        elif tag == "dt" and self.told:
            self.told[-1].append(["", ""])
        if tag in ("dt", "dd"):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in and self.told:
            self.told[-1][-1][self._in == "dd"] += data


@cache
def random_proposals() -> dict[str, Proposal]:
    seeded = {f"seed {k}": propose(*seeded_round(k)) for k in range(40)}
    seasons = {f"season {k}": propose(random_round(k, 6, 7), random_policy(k)) for k in range(8)}
    return seeded | seasons


def expected(answer: WhyNot, counts: bool) -> str | None:
    """What a cell with a price says; None where it has a code."""
    if answer.verdict == "proposed":
        return "proposed"
    if answer.verdict == "as_good":
        return "0.0 as good"
    if answer.verdict != "costs":
        return None
    assert answer.loss is not None
    points = f"{answer.loss.points / 10:.1f}"
    lost = answer.loss.coverage if counts else 0
    return f"{lost} match{'es' if lost > 1 else ''}, {points}" if lost else points


def code_of(proposal: Proposal, row: int, col: int, answer: WhyNot) -> set[str]:
    """The codes that an ineligible pair may have: of the first rule in the order of RULES."""
    broken = proposal.scored.broken(row, col)
    first = next((rule.name for rule in RULES if rule.name in broken), None)
    if first is None and proposal.scored.too_few_points[row, col]:
        first = "too_few_points"
    if first is None and not proposal.scored.capacity[col]:
        first = "no_place"
    if first is not None:
        assert answer.verdict == "ineligible"
        return {CODES[first]}
    return {
        "vetoed": {"V"},
        "pinned": {"P", "N"},
        "min_load": {"N"},
        "no_proposal": {"?", "P"},
    }[answer.verdict]


def test_every_cell_is_what_why_not_says() -> None:
    seen: set[str] = set()
    for title, proposal in random_proposals().items():
        table, people = Table(render_why_not(proposal)), proposal.round
        counts = proposal.assignment.objective == "coverage_total"
        assert [len(row) for row in table.rows] == [len(people.mentors)] * len(people.mentees)
        for i, row in enumerate(table.rows):
            for j, (text, kind, told) in enumerate(row):
                answer = proposal.why_not(people.mentees[i].id, people.mentors[j].id)
                said = expected(answer, counts)
                where = (title, i, j, answer.verdict)
                seen.add(answer.verdict)
                if said is not None:
                    assert (text, told) == (said, ""), where
                    assert kind == {"proposed": "p", "as_good": "g"}.get(answer.verdict, ""), where
                    continue
                assert text in code_of(proposal, i, j, answer), where
                if answer.verdict in ("ineligible", "vetoed"):
                    for reason in answer.reasons:
                        assert str(reason)[1:] in told, where
    assert seen >= {"proposed", "ineligible", "vetoed", "pinned", "as_good", "costs"}


def test_every_cell_is_also_told_in_words() -> None:
    for title, proposal in random_proposals().items():
        html, people = render_why_not(proposal), proposal.round
        table, told = Table(html), Words(html).told
        assert [len(lines) for lines in told] == [len(people.mentors)] * len(people.mentees)
        for i, lines in enumerate(told):
            for j, (about, said) in enumerate(lines):
                answer, where = proposal.why_not(people.mentees[i].id, people.mentors[j].id), title
                assert about == f"{people.mentors[j].name} {people.mentors[j].id}", where
                if answer.verdict == "costs":
                    assert said == f"The round would lose {answer.loss}.", where
                elif answer.verdict == "proposed":
                    assert said == "This pair is proposed.", where
                elif answer.verdict == "as_good":
                    assert said == "Another proposal of equal worth has this pair.", where
                else:
                    assert said == table.rows[i][j][2], where


def test_pins_and_minimum_loads_have_their_codes() -> None:
    pins = (Decision(kind="pin", mentee="E01", mentor="M01"),)
    pinned = propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)], pins))
    assert codes_of(pinned).tolist() == [["", "pin"], ["pin", ""]]
    assert codes_of(proposals()["minimum"]).tolist().count(["", ""]) == 2
    short = Policy.from_toml("[places]\nmin_load = 1")
    people = [mentor(1), mentor(2)], [mentee(1), mentee(2, exclusions=("M02",))]
    needed = propose(round_of(*people), short)
    assert codes_of(needed).tolist() == [["min_load", ""], ["", "no_exclusion"]]


def test_the_key_explains_every_code_of_the_table_and_counts_it() -> None:
    for proposal in [*random_proposals().values(), *(proposals()[name] for name in NAMES)]:
        html = render_why_not(proposal)
        cells = [cell for row in Table(html).rows for cell in row]
        key = re.findall(r'<dt class="x">(.)</dt><dd>(.+?) <span class="quiet">\((\d+) pair', html)
        for code, meaning, count in key:
            assert meaning
            assert sum(c[0] == code and c[1] == "x" for c in cells) == int(count)
        assert {c[0] for c in cells if c[1] == "x"} == {code for code, _, _ in key}
        assert not any(c[0] == "" for c in cells)


def test_a_proposal_that_is_not_proved_has_codes_and_no_price() -> None:
    proposal = propose(*seeded_round(3))
    assert proposal.status == "optimal"
    other = replace(proposal, assignment=replace(proposal.assignment, status="feasible"))
    html = render_why_not(other)
    assert "not proved optimal" in html
    assert "<svg" not in html
    own = {(p.row, p.col) for p in other.pairs}
    for i, row in enumerate(Table(html).rows):
        for j, (text, _, _) in enumerate(row):
            assert text == "proposed" if (i, j) in own else text in set(CODES.values())


def test_where_there_is_no_proposal_the_conflict_is_told() -> None:
    proposal = proposals()["contradicting"]
    page = Page(render_why_not(proposal))
    for mentee_of in proposal.round.mentees:
        assert f"{mentee_of.name} ({mentee_of.id})" in page.words
    assert "There is no proposal" in page.words
    assert "proposed" not in {c[0] for row in Table(render_why_not(proposal)).rows for c in row}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_well_formed_and_needs_nothing_else(name: str, language: str) -> None:
    html = render_why_not(proposals()[name], language)
    assert html == render_why_not(proposals()[name], language)
    page = Page(html)
    tags = [tag for tag, _ in page.elements]
    assert not set(tags) & {"script", "link", "img", "form", "iframe"}
    assert all("scope" in attrs for tag, attrs in page.elements if tag == "th")
    assert tags.count("table") == tags.count("caption")
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    for named in page.attributes("aria-labelledby"):
        assert set(named.split()) <= set(ids)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert "@example.org" not in html


def test_a_large_round_stays_under_five_megabytes_and_is_folded() -> None:
    proposal = propose(random_round(1, 400, 200))
    html = render_why_not(proposal)
    assert len(html.encode()) < 5_000_000
    assert html.count("<details") == 8 + 200
    assert html.count("<details open") == 1
    table = Table(html)
    assert sum(map(len, table.rows)) == 80_000
    assert not any(told for row in table.rows for _, _, told in row)


def test_in_a_large_round_every_mentor_stands_under_what_the_cell_says() -> None:
    proposal = propose(random_round(2, 60, 50))
    html, mentors = render_why_not(proposal), proposal.round.mentors
    words = {"": "what the round would lose with", "p": "the pair that is proposed"}
    words["g"] = "another proposal of equal worth has this pair"
    for row, lines in zip(Table(html).rows, Words(html).told, strict=True):
        expected: dict[str, set[str]] = {}
        for mentor_of, (text, kind, _) in zip(mentors, row, strict=True):
            head = text if kind == "x" else words[kind]
            name = mentor_of.name if kind else f"{mentor_of.name} ({text})"
            expected.setdefault(head, set()).add(name)
        found = {
            about[0] if about[1:2] == ":" else about: re.split(r", (?=Synthetic)", said)
            for about, said in lines
        }
        assert {head: set(names) for head, names in found.items()} == expected
        assert sum(map(len, found.values())) == len(mentors)


def test_every_name_in_a_table_leads_to_the_words_on_that_mentee() -> None:
    page = Page(render_why_not(propose(random_round(3, 9, 30))))
    targets = [i for i in page.attributes("id") if i.startswith("words-")]
    assert [h[1:] for h in page.attributes("href") if h.startswith("#words")] == targets
    assert len(targets) == 30


def test_with_many_mentors_the_table_is_narrow_and_the_proposed_pairs_are_still_read() -> None:
    for mentors, many in ((8, False), (9, True)):
        people = round_of([mentor(k) for k in range(mentors)], [mentee(k) for k in range(2)])
        html = render_why_not(propose(people))
        assert ('class="scroll many"' in html) == ('class="key many"' in html) == many
        assert html.count('<td class="p"><span>proposed</span></td>') == 2

"""The page: self-contained, escaped, complete, and the same each time."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from pydantic import ValidationError

from alliance_match.errors import InputError
from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    cheapest_change,
    completeness,
    fairness,
    other_proposals,
    override_costs,
    recruitment,
)
from alliance_match.model.findings import FileRead, IntakeReport
from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.proposal import propose
from alliance_match.report.dossier import render_dossier
from alliance_match.report.view import dossier_view, presentable
from alliance_match.words import speech
from alliance_match.words.templates.policy import HOURS_PER_MENTEE

from ..rounds import seeded_round
from .rounds import ARABIC, EMAIL, HOSTILE, LONG, NAMES, proposals, view_of

every = pytest.mark.parametrize("name", NAMES)
_VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page as a list of elements; refuses elements that are left open or closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.elements if (value := attrs.get(name))]

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@cache
def html_of(name: str, language: str = "en") -> str:
    return render_dossier(view_of(name), language)


@every
def test_the_page_is_well_formed_and_needs_nothing_else(name: str) -> None:
    html = html_of(name)
    page = Page(html)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "base", "form", "input"}
    assert all(href[0] == "#" or href == "why-not.html" for href in page.attributes("href"))
    assert page.attributes("src") == []
    assert not any(key.startswith("on") for _, attrs in page.elements for key in attrs)
    assert "url(" not in html
    assert "@import" not in html


@every
def test_every_link_leads_somewhere_and_ids_are_unique(name: str) -> None:
    page = Page(html_of(name))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.attributes("href") if href != "why-not.html"} <= set(ids)
    for names in page.attributes("aria-labelledby"):
        assert set(names.split()) <= set(ids)


@every
def test_headings_come_in_order(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html_of(name)).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@every
def test_tables_have_captions_and_scoped_headers(name: str) -> None:
    page = Page(html_of(name))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in attrs for tag, attrs in page.elements if tag == "th")


@every
def test_everybody_is_named_and_numbers_are_the_proposals(name: str) -> None:
    proposal, words = proposals()[name], Page(html_of(name)).words
    for person in (*proposal.round.mentees, *proposal.round.mentors):
        assert " ".join(person.name.split()) in words
        assert person.id in words
    for pair in proposal.pairs:
        assert f"{speech().marks(pair.points)} of 100 points" in words
        for points in proposal.scored.contributions[:, pair.row, pair.col].tolist():
            assert speech().marks(points) in words


@every
def test_no_address_is_shown(name: str) -> None:
    html = html_of(name)
    assert EMAIL not in html
    assert re.search(r"[\w.]+@[\w-]+\.\w+", html) is None


@every
def test_the_page_is_the_same_each_time(name: str) -> None:
    assert html_of(name) == render_dossier(dossier_view(proposals()[name]))


def test_what_people_wrote_is_escaped_and_kept() -> None:
    html = html_of("full")
    assert "<script" not in html
    assert html.count("</style>") == 1
    words = Page(html).words
    assert HOSTILE in words
    assert LONG in words
    assert f"<bdi>{ARABIC}</bdi>" in html
    assert f"{HOSTILE} write to [e-mail]" in words


def test_the_bar_says_its_numbers() -> None:
    view, html = view_of("full"), html_of("full")
    assert len(re.findall(r'id="pair-\d+-bar"', html)) == len(view.pairs)
    for card in view.pairs:
        for c in card.explanation.contributions:
            if c.full:
                assert f"{c.label}: {speech().marks(c.points)} of {speech().marks(c.full)}" in html


def test_what_matters_is_said() -> None:
    words = Page(html_of("full")).words
    for expected in (
        "Before you decide",
        "The data do not decide this: the choice is yours",
        "The committee pinned this pair (Chair)",
        "Waived: A shared language: “A friend”.",
        "Takes no part in this decision: Vice: a relative.",
        "Proposed subject expert: Expert One",
        "One more place with",
        "No proposal is worth more than",
        "sum of SHA-256 hashes",
        "rounded so that they add up exactly: equal shares may differ by 0.1",
        "left without a mentor in 1 earlier round",
    ):
        assert expected in words
    assert "No proposal possible" in Page(html_of("contradicting")).words
    assert "Nothing stands out" in Page(html_of("empty")).words


def test_no_clock_is_on_the_page() -> None:
    assert re.search(r"\d\d:\d\d:\d\d|generated", html_of("full"), re.IGNORECASE) is None


@every
def test_every_row_question_and_person_is_on_the_page(name: str) -> None:
    proposal, words = proposals()[name], Page(html_of(name)).words
    for question in proposal.questions().questions:
        assert presentable(" ".join(str(question.question).split())) in words
    for one in completeness(proposal.round, proposal.policy).people:
        assert f"{len(one.answered)} of {one.asked}" in words
    assert f"Questions to ask ({len(proposal.questions().questions)})" in words


def test_rows_of_files_are_counted_first() -> None:
    counted = FileRead(
        file="a.csv", format="plain table", kind="mentee", rows=9, kept=5, duplicates=2, dropped=2
    )
    base = proposals()["full"].round
    held = {k: getattr(base, k) for k in type(base).model_fields}
    report = IntakeReport.of(base.report.findings, [counted])
    page = Page(render_dossier(dossier_view(propose(MatchRound(**{**held, "report": report})))))
    words = page.words
    assert "a.csv Plain table 9 5 mentees 2 0 2" in words
    at = [words.index(w) for w in ("Rows of applications 9", "Questions to ask", "Errors in the")]
    assert at == sorted(at)


def test_rows_that_are_not_accounted_for_are_refused() -> None:
    with pytest.raises(ValidationError, match="3 rows, but 2 are accounted for"):
        FileRead(file="a.csv", kind="mentee", rows=3, kept=2)


LANGUAGES = pytest.mark.parametrize("language", ["en", "fr", "es"])


@every
@LANGUAGES
def test_the_page_is_whole_in_every_language(name: str, language: str) -> None:
    html = html_of(name, language)
    page = Page(html)
    assert page.elements[0] == ("html", {"lang": language})
    assert "Message(" not in html
    assert "{" not in page.words.replace(HOSTILE, "")
    assert EMAIL not in html
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.attributes("href") if href != "why-not.html"} <= set(ids)
    for mentee in proposals()[name].round.mentees:
        assert " ".join(mentee.name.split()) in page.words


@LANGUAGES
def test_facts_and_counter_argument_are_told_unfolded(language: str) -> None:
    html, to = html_of("full", language), speech(language)
    for card in view_of("full").pairs:
        article = html[html.index(f'id="{card.anchor}"') :]
        unfolded = " ".join(
            Page(article[article.index('<div class="brief"') : article.index("<details")]).text
        )
        told = [*card.explanation.facts, card.explanation.counter]
        for said in (card.verdict, *told):
            words = presentable(to.sentence(said))
            assert " ".join(words.split()) in " ".join(unfolded.split())


def test_what_is_folded_opens_without_a_script_and_is_printed() -> None:
    html = html_of("full")
    assert html.count("<details") == html.count("<summary>") > 6 * len(view_of("full").pairs)
    assert "details::details-content { content-visibility: visible" in html


def test_the_answers_to_further_questions_are_on_the_page() -> None:
    proposal, words = proposals()["full"], Page(html_of("full")).words
    told = [
        *(place.message for place in bottlenecks(proposal).scarce),
        *recruitment(proposal).profiles,
        *(cheapest_change(proposal, who.id) for who in proposal.unmatched),
        *fairness(proposal).untold,
        *fairness(proposal).worst_off.verdict,
        *blocking_pairs(proposal).pairs,
        other_proposals(proposal).verdict,
        *override_costs(proposal).each,
    ]
    assert len(told) > 8
    for one in told:
        assert " ".join(str(one).split()).rstrip(".") in words


def test_pictures_are_drawn_with_a_description() -> None:
    assert 'aria-labelledby="load-bars-title load-bars-about"' in html_of("full")


def test_weights_are_drawn_where_one_can_undo_the_pair_and_else_a_sentence_says_so() -> None:
    drawn = said = 0
    for proposal in (proposals()["full"], propose(*seeded_round(0))):
        view = dossier_view(proposal)
        html = render_dossier(view)
        for card in view.pairs:
            article = html[html.index(f'id="{card.anchor}"') :]
            article = article[: article.index("</article>")]
            spans = view.further.weights[card.explanation.mentee.id].spans
            moves = any(span.stays != ((0, 1000),) for span in spans)
            assert (f'id="{card.anchor}-weights-about"' in article) == moves
            assert ("No single weight can undo it." in article) == (not moves)
            drawn, said = drawn + moves, said + (not moves)
    assert drawn
    assert said


@pytest.mark.parametrize(
    ("language", "city", "hours"), [("en", "London", "1.5"), ("fr", "Londres", "1,5")]
)
def test_clocks_and_hours_are_written_as_the_language_does(
    language: str, city: str, hours: str
) -> None:
    words = Page(html_of("full", language)).words
    assert f"({city})" in words
    assert "Europe/London" not in words
    policy = Policy.from_toml("[places]\nhours_per_mentee = 1.5")
    view = dossier_view(propose(proposals()["full"].round, policy))
    label = speech(language).say(HOURS_PER_MENTEE())
    assert f"{label} {hours}" in Page(render_dossier(view, language)).words


@every
def test_french_signs_stand_after_a_space_in_what_the_page_puts_together(name: str) -> None:
    html = html_of(name, "fr")
    ours = re.findall(r"<desc.*?</desc>|<caption.*?</caption>|<strong>.*?</strong>", html)
    ours += re.findall(r'data-label="[^"]*"|<p class="source">.*?</p>', html)
    for words in map(unescape, ours):
        said = re.sub(r"<[^>]*>|\d\d?:\d\d", "", words.replace(HOSTILE, ""))
        assert not re.search(r"[^\u00a0][:;?!](?=\s|$)", said), said


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(InputError, match="give one of en, fr, es"):
        render_dossier(view_of("empty"), "xx")

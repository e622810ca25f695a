"""Hand-checked cells: what is read is right, and most of what can be read is read."""

from __future__ import annotations

import pytest
from intake_corpus import CORPUS, HELD_OUT, Cell, Judged, Score, by, judge, line, load, shown, total

KINDS = {"languages": 80, "availability": 80, "capacity": 40, "hours": 40, "topics": 80}


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return [judge(cell) for cell in load(CORPUS)]


def _told(name: str, score: Score, judged: list[Judged]) -> str:
    return "\n".join((line(name, score), *shown(judged)))


def test_the_corpus_is_large_and_of_many_languages() -> None:
    cells = load(CORPUS)
    sizes = {kind: sum(c.kind == kind for c in cells) for kind in {c.kind for c in cells}}
    assert len(cells) >= 360
    assert all(sizes[kind] >= least for kind, least in KINDS.items())
    assert sizes["zones"] + sizes["countries"] >= 60
    assert (
        len({c.language for c in cells if sum(d.language == c.language for d in cells) >= 10}) > 8
    )
    assert len({(c.kind, c.text, c.country) for c in cells}) == len(cells)


def test_what_is_accepted_is_right_and_little_is_missed(judged: list[Judged]) -> None:
    score = total(judged)
    assert score.precision >= 0.99, _told("corpus", score, judged)
    assert score.recall >= 0.9, _told("corpus", score, judged)
    assert score.asking >= 0.95, _told("corpus", score, judged)


def test_each_kind_is_read_right(judged: list[Judged]) -> None:
    for kind, score in by(judged, lambda cell: cell.kind).items():
        of_kind = [j for j in judged if j.cell.kind == kind]
        assert score.precision >= 0.97, _told(kind, score, of_kind)


@pytest.mark.parametrize("name", HELD_OUT)
def test_held_out_cells_are_read_as_well(name: str) -> None:
    held_out = [judge(cell) for cell in load(HELD_OUT[name])]
    score = total(held_out)
    assert score.precision >= 0.97, _told(name, score, held_out)
    assert score.recall >= 0.85, _told(name, score, held_out)
    assert score.asking >= 0.95, _told(name, score, held_out)


@pytest.mark.parametrize(
    ("read", "right", "wrong", "missed"),
    [
        (("en:C1", "fr"), 2, 0, 0),
        (("en", "fr"), 1, 0, 1),
        (("en:B2", "fr"), 1, 1, 1),
        (("fr", "es", "en:C1"), 3, 0, 0),
        (("fr", "de"), 1, 1, 1),
        ((), 0, 0, 2),
    ],
)
def test_facts_are_counted_as_the_benchmark_says(
    monkeypatch: pytest.MonkeyPatch, read: tuple[str, ...], right: int, wrong: int, missed: int
) -> None:
    """A level that is left out is missed and no mistake; a wrong one is both."""
    cell = Cell("languages", "en", "x", read=("en:C1", "fr|fr:B1"), may=("es",))
    monkeypatch.setattr(
        "intake_corpus.read_languages",
        lambda text: _reading(read),
    )
    score = judge(cell).score
    assert (score.right, score.wrong, score.missed) == (right, wrong, missed)


def _reading(facts: tuple[str, ...]) -> object:
    from alliance_match.intake.reading import Reading
    from alliance_match.model.people import LanguageSkill

    skills = (fact.partition(":") for fact in facts)
    return Reading(tuple(LanguageSkill(language=f, level=v or None) for f, _, v in skills))

"""What mentees need: their goals, their stage, who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ..model.people import Goal
from ..model.vocabulary import normalise
from .reading import note, question, warning
from .sheets import Cell, Row
from .values.priorities import ranked_pieces
from .values.quantities import read_count
from .values.terms import is_nobody, read_kind, read_stage
from .values.topics import TopicReader

__all__ = ["mentee_fields", "read_goals"]

_LOWEST = 3
#: What to do about words that no numbered goal takes up.
_OF_A_GOAL = {
    "goal_text": 'Where the goals are numbered, say in a mapping of which: "goal_1_text".',
    "success_measure": 'Check the goals; of a numbered goal it is "goal_1_success".',
    "deadline": 'Check the goals; of a numbered goal it is "goal_1_deadline".',
}


def mentee_fields(row: Row, topics: TopicReader, contact: str = "") -> dict[str, Any]:
    """Read what is a mentee's own.

    Parameters
    ----------
    row : Row
        The application.
    topics : TopicReader
        Reads the vocabulary's topics.
    contact : str
        Who applies for an organisation: the first of its key people.
    """
    return {
        "kind": row.read("kind", read_kind),
        "key_people": _key_people(row, contact),
        "goals": read_goals(row, topics),
        "stage": row.read("stage", read_stage),
        "rounds_waited": row.read("rounds_waited", read_count) or 0,
    }


def _key_people(row: Row, contact: str) -> tuple[str, ...]:
    people = [contact, *re.split(r"[;\n]|, ", row.text("key_people"))]
    named: dict[str, str] = {}
    for person in people:
        shown = " ".join(person.split())
        if shown and not is_nobody(shown):
            named.setdefault(normalise(shown) or shown, shown)
    return tuple(named.values())


def read_goals(row: Row, topics: TopicReader) -> tuple[Goal, ...] | None:
    """Read the goals in the order of their priority.

    Parameters
    ----------
    row : Row
        The application.
    topics : TopicReader
        Reads the vocabulary's topics.

    Returns
    -------
    tuple of Goal or None
        Every answer is kept verbatim in ``text``, also where its topic is not understood; ``None``
        when there is none.
    """
    ranked = [g for n in (1, 2, 3) for g in _ranked(row, topics, n)]
    priority = min(max((g.priority for g in ranked), default=0) + 1, _LOWEST)
    chosen = list(_chosen(row, topics, priority))
    goals = _once([*ranked, *chosen]) or list(_described(row, topics))
    measure, deadline = row.text("success_measure") or None, row.date("deadline")
    complete = tuple(
        g.model_copy(
            update={
                "success_measure": g.success_measure or measure,
                "deadline": g.deadline or deadline,
            }
        )
        for g in goals
    )
    _tell_unused(row, complete)
    return complete or None


def _tell_unused(row: Row, goals: Sequence[Goal]) -> None:
    """Tell what is said of goals and stands in none of them."""
    numbered = [f"goal_{n}" for n in (1, 2, 3)]
    texts = {
        "goal_text": [g.text for g in goals],
        **{f"{n}_text": [g.text for g in goals] for n in numbered},
        **{f: [g.success_measure or "" for g in goals] for f in _named("success", numbered)},
    }
    unused = [
        (field, cell)
        for field, held in texts.items()
        for cell in row.cells(field)
        if not is_nobody(cell.text) and not any(cell.text in text for text in held)
    ]
    dates = {g.deadline for g in goals}
    for field in _named("deadline", numbered):
        cell, read = row.cell(field), row.date(field)
        unused += [(field, cell)] if cell and read and read not in dates else []
    for field, cell in unused:
        remedy = _OF_A_GOAL.get(field, "Check the goals.")
        remark = warning("Belongs to no goal that is read, so it is not used", remedy)
        row.journal.remark(cell.place, (remark,), cell.text)


def _named(part: str, numbered: Sequence[str]) -> list[str]:
    whole = {"success": "success_measure"}.get(part, part)
    return [whole, *(f"{n}_{part}" for n in numbered)]


def _ranked(row: Row, topics: TopicReader, number: int) -> Iterable[Goal]:
    """Read ``goal_N`` with its own text, measure and deadline."""
    named, told = row.cell(f"goal_{number}"), row.cell(f"goal_{number}_text")
    answered = [c for c in (named, told) if c is not None and not is_nobody(c.text)]
    if not answered:
        return
    ids = _topics(row, topics, answered[0]) or (None,)
    if ids == (None,) and len(answered) > 1:
        ids = _told(row, topics, answered[1]) or ids
    for topic in ids:
        yield Goal(
            topic=topic,
            priority=number,
            text=": ".join(c.text for c in answered),
            success_measure=row.text(f"goal_{number}_success") or None,
            deadline=row.date(f"goal_{number}_deadline"),
        )


def _told(row: Row, topics: TopicReader, cell: Cell) -> tuple[str | None, ...]:
    """Read the goal's own words, where its topic is not understood; what is doubtful is told."""
    reading = topics.goal(cell.text)
    doubtful = tuple(r for r in reading.remarks if r.severity == "warning")
    row.journal.remark(cell.place, doubtful, cell.text)
    return reading.value


def _topics(row: Row, topics: TopicReader, cell: Cell) -> tuple[str | None, ...]:
    found = row.parsed(cell, topics.goal)
    if len(found) > 1:
        remark = warning("Names several topics; each is a goal of its own", "Check it.")
        row.journal.remark(cell.place, (remark,), cell.text)
    return found


def _chosen(row: Row, topics: TopicReader, priority: int) -> Iterable[Goal]:
    """Read the options ticked in ``goals``, with the free text that goes with them."""
    told = row.text("goal_text")
    for cell in row.cells("goals"):
        if is_nobody(cell.text):
            remark = question("No goal is named", "Ask for one.")
            row.journal.remark(cell.place, (remark,), cell.text)
            continue
        for place, piece in _in_order(row, cell):
            for option in row.parsed(Cell(piece, cell.place), topics.options):
                text = f"{option}: {told}" if told and option != told else option
                for topic in _topics(row, topics, Cell(option, cell.place)) or (None,):
                    yield Goal(topic=topic, priority=min(priority + place, _LOWEST), text=text)


def _described(row: Row, topics: TopicReader) -> Iterable[Goal]:
    """Read goals that are only described in free text."""
    for cell in row.cells("goal_text"):
        if not is_nobody(cell.text):
            for place, piece in _in_order(row, cell):
                for topic in _topics(row, topics, Cell(piece, cell.place)) or (None,):
                    yield Goal(topic=topic, priority=min(1 + place, _LOWEST), text=piece)
            row.journal.remark(cell.place, (note("Topics come from the free text"),), cell.text)


def _in_order(row: Row, cell: Cell) -> tuple[tuple[int, str], ...]:
    """Part an answer by the order that it says itself, from 0; else it is one piece."""
    ranked = ranked_pieces(cell.text)
    if not ranked:
        return ((0, cell.text),)
    remark = note("The order in the text is taken as the priority", "Check it.")
    row.journal.remark(cell.place, (remark,), cell.text)
    return tuple((place - 1, piece) for place, piece in ranked)


def _once(goals: list[Goal]) -> list[Goal]:
    """Keep a topic once, where it matters most; the words of the others are added to it."""
    kept: dict[object, Goal] = {}
    for goal in goals:
        key: object = goal.topic or (goal.priority, goal.text)
        held = kept.get(key)
        if held is None:
            kept[key] = goal
        else:
            kept[key] = _merged(held, goal)
    return list(kept.values())


def _merged(held: Goal, other: Goal) -> Goal:
    measure = _both(held.success_measure or "", other.success_measure or "")
    return held.model_copy(
        update={
            "text": _both(held.text, other.text),
            "success_measure": measure or None,
            "deadline": held.deadline or other.deadline,
        }
    )


def _both(one: str, other: str) -> str:
    return one if other in one else f"{one}; {other}" if one else other

"""What mentors and subject experts offer."""

from __future__ import annotations

from typing import Any

from ..model.people import Expertise
from ..model.regions import region_of
from .reading import note
from .sheets import Row
from .values.quantities import read_capacity, read_count, read_hours
from .values.terms import read_panel_status, read_regions, read_stages
from .values.topics import TopicReader

__all__ = ["expert_fields", "mentor_fields"]


def mentor_fields(row: Row, topics: TopicReader, country: str | None) -> dict[str, Any]:
    """Read what is a mentor's own.

    Parameters
    ----------
    row : Row
        The application.
    topics : TopicReader
        Reads the vocabulary's topics.
    country : str or None
        The mentor's country; its region is not experience of another one.
    """
    own = region_of(country)
    regions = row.read("regions", read_regions) or ()
    if own in regions and (cell := row.cell("regions")):
        remark = note(f"{own} is the mentor's own region, so it is not counted")
        row.journal.remark(cell.place, (remark,), cell.text)
    return {
        "expertise": read_expertise(row, topics),
        "hours_per_month": row.read("hours_per_month", read_hours),
        "capacity": row.read("capacity", read_capacity),
        "stages": row.read("stages", read_stages),
        "regions": tuple(r for r in regions if r != own),
        "mentoring_experience": row.read("mentoring_experience", read_count),
        "panel_status": row.read("panel_status", read_panel_status),
    }


def expert_fields(row: Row, topics: TopicReader) -> dict[str, Any]:
    """Read what is a subject expert's own.

    Parameters
    ----------
    row : Row
        The application.
    topics : TopicReader
        Reads the vocabulary's topics.
    """
    return {
        "expertise": read_expertise(row, topics),
        "consultations": row.read("consultations", read_capacity),
    }


def read_expertise(row: Row, topics: TopicReader) -> tuple[Expertise, ...] | None:
    """Read ticked topics, and those that a free text mentions besides.

    A single word of the free text counts only where its area is ticked: "one van and nine
    volunteers" does not say that somebody can manage volunteers.

    Parameters
    ----------
    row : Row
        The application.
    topics : TopicReader
        Reads the vocabulary's topics.

    Returns
    -------
    tuple of Expertise or None
        ``None`` when nothing is answered, or nothing was understood.
    """
    found: dict[str, Expertise] = {}
    answered = False
    for cell in row.cells("expertise"):
        ticked = row.parsed(cell, topics.expertise)
        answered = answered or ticked is not None
        for item in ticked or ():
            held = found.get(item.topic)
            if held is None or (item.level or 0) > (held.level or 0):
                found[item.topic] = item
    chosen = frozenset(found)
    for cell in row.cells("expertise_text"):
        for item in row.parsed(cell, topics.mentioned, chosen):
            found.setdefault(item.topic, item)
    return tuple(found.values()) if found or answered else None

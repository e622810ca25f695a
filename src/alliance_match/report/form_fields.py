"""What the columns of our own forms are: their order, their help, and what can be chosen."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from pydantic import Field

from ..intake.fields import Role
from ..intake.values.countries import country_code
from ..intake.values.tzinfo import canonical_zone, country_zones
from ..model.people import SIZES, STAGES, Membership, PanelStatus
from ..model.record import Record
from ..model.regions import regions
from ..model.vocabulary import Vocabulary

__all__ = ["FormField", "choices", "country_name", "form_columns", "form_field"]


class FormField(Record):
    """One column of a form.

    Parameters
    ----------
    name : str
        The canonical header.
    needed, what, examples : str
        What the help says of it.
    choices : str
        The list to choose from; empty for none.
    strict : bool
        Whether nothing but the list will do.
    date : bool
        Whether it holds dates.
    width : int
        In characters.
    """

    name: str
    needed: str
    what: str
    examples: str
    choices: Literal[
        "",
        "count",
        "country",
        "few",
        "kind",
        "membership",
        "panel_status",
        "region",
        "size",
        "stage",
        "time_zone",
        "topic",
    ] = ""
    strict: bool = False
    date: bool = False
    width: int = Field(default=16, gt=0)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("form.toml").read_text("utf-8"))


def form_columns(role: Role) -> tuple[str, ...]:
    """Give the columns of a form from left to right; some topics have several of one name."""
    return tuple(_data()["columns"][role])


def form_field(column: str) -> FormField:
    """Describe a column, also one such as ``scale.grade``."""
    number = next(iter(re.findall(r"^goal_(\d)", column)), "")
    key = "scale" if column.startswith("scale.") else re.sub(r"^goal_\d", "goal_N", column)
    said = _data()["field"][key]
    needed = "no" if number in ("2", "3") else said["needed"]  # of the goals, only the first
    what = said["what"].format(n=number)
    return FormField(**{**said, "name": column, "needed": needed, "what": what})


def choices(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Give what can be chosen, by the name of the list; every entry is read as itself."""
    return {
        "country": tuple(sorted(_countries())),
        "time_zone": tuple(sorted({z for c in _countries().values() for z in _zones(c)})),
        "membership": get_args(Membership),
        "panel_status": tuple(s.replace("_", " ") for s in get_args(PanelStatus)),
        "kind": ("organisation", "individual"),
        "size": SIZES,
        "stage": STAGES,
        "region": regions(),
        "topic": _topics(vocabulary),
        "few": tuple(map(str, range(1, 6))),
        "count": tuple(map(str, range(11))),
    }


def _topics(vocabulary: Vocabulary) -> tuple[str, ...]:
    """List every area with its topics below it."""
    return tuple(
        vocabulary.label(entry.id)
        for area in vocabulary.area
        for entry in (area, *(t for t in vocabulary.topic if t.area == area.id))
    )


@cache
def _countries() -> dict[str, str]:
    """Give the codes of countries by their English names."""
    from babel import Locale
    from babel.core import get_global

    named = Locale("en").territories
    real = {named[c]: c for c in get_global("territory_zones") if c in named}
    return {name: code for name, code in real.items() if country_code(name) == code}


def country_name(code: str | None) -> str:
    """Name a country in English; a code that has no name stays as it is."""
    return next((name for name, held in _countries().items() if held == code), code or "")


def _zones(country: str) -> tuple[str, ...]:
    return tuple(map(canonical_zone, country_zones(country)))

"""A round's applications, written so that reading them gives the same people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..errors import InputError
from ..intake import load_round
from ..intake.fields import ROLES, Role
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.round import MatchRound
from .cells import neutralise
from .form_fields import form_columns
from .forms import Form, FormFormat, write_forms
from .written import scale_columns, written

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["save_applications"]

_Person: TypeAlias = "Mentor | Mentee | SubjectExpert"
_Who: TypeAlias = "tuple[Role, str]"
#: Fields by person.
_Fields: TypeAlias = "Mapping[_Who, set[str]]"
#: Words first; exact where they fail; once more for what one person's exact cells did to another.
_TRIES = 4


def save_applications(
    match_round: MatchRound,
    folder: str | Path,
    *,
    file_format: FormFormat = "xlsx",
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write the people of a round under our own headers; ``load_round`` reads the same people.

    Cells are written as people write them wherever that is read back as the same, and exactly
    elsewhere (``json: null``). It is read again before anything is written. The files hold e-mail
    addresses, as applications do: keep them as you keep those. Decisions and the vocabulary are
    not among the applications; give ``load_round`` the same ones.

    Parameters
    ----------
    match_round : MatchRound
        With at least one mentor and one mentee.
    folder : path
        Created when missing; gets ``mentors``, ``mentees`` and, if there are any, ``experts``.
    file_format : {"xlsx", "csv"}
        A workbook each, with lists to choose from and a help sheet; or CSV.
    overwrite : bool
        Whether files of these names that are there already are replaced.

    Returns
    -------
    tuple of Path
        The files, in the order in which ``load_round`` takes them.

    Raises
    ------
    InputError
        When the round has no mentors or no mentees, so that nothing could be read back; when a
        file is there already; or when it cannot be written.
    """
    for role in ("mentors", "mentees"):
        if not _people(match_round, role):
            raise InputError(f"The round has no {role}: there are no applications to write.")
    forms = _settled(match_round)
    return write_forms(forms.values(), Path(folder), file_format, match_round.vocabulary, overwrite)


def _people(match_round: MatchRound, role: str) -> tuple[_Person, ...]:
    people: tuple[_Person, ...] = getattr(match_round, role)
    return tuple(p for p in people if not isinstance(p, Mentor) or p.group is None)


def _settled(match_round: MatchRound) -> dict[Role, Form]:
    """Write in words; exactly, what is not read back as the same."""
    exact: dict[_Who, set[str]] = defaultdict(set)
    for _ in range(_TRIES):
        forms = _forms(match_round, exact)
        lost = _lost(match_round, forms, exact)
        if not lost:
            return forms
        for who, fields in lost.items():
            exact[who] |= fields
    (role, person), fields = next(iter(lost.items()))
    raise InputError(
        f"{role}: {', '.join(sorted(fields))} of {person!r} cannot be written so that it is read "
        "back as the same. Nothing was written."
    )


def _forms(match_round: MatchRound, exact: _Fields) -> dict[Role, Form]:
    forms = {}
    for role in ROLES:
        people = _people(match_round, role)
        rows = [written(role, p, match_round, sorted(exact.get((role, p.id), ()))) for p in people]
        if rows:
            filled = {column for cells in rows for column, text in cells.items() if text}
            usual = tuple(dict.fromkeys(form_columns(role)))
            others = sorted(filled - {*usual} - {*scale_columns(people)})
            header = (*usual, *others, *scale_columns(people))
            forms[role] = Form(role, header, [tuple(c.get(h, "") for h in header) for c in rows])
    return forms


def _lost(
    match_round: MatchRound, forms: Mapping[Role, Form], exact: _Fields
) -> dict[_Who, set[str]]:
    """Read what would be written, and find the fields that are not as they were."""
    frames = {role: _frame(form) for role, form in forms.items()}
    try:
        read = load_round(**frames, vocabulary=match_round.vocabulary)  # type: ignore[arg-type]
    except InputError:
        everybody: list[_Who] = [(r, p.id) for r in forms for p in _people(match_round, r)]
        if all("id" in exact.get(who, ()) for who in everybody):
            raise
        return {who: {"id"} for who in everybody}
    found = {(role, p.id): p for role in forms for p in _people(read, role)}
    return {
        (role, person.id): fields
        for role in forms
        for person in _people(match_round, role)
        if (fields := _differing(person, found.get((role, person.id)), match_round, read))
    }


def _frame(form: Form) -> pd.DataFrame:
    import pandas as pd

    rows = [[neutralise(cell) for cell in row] for row in form.rows]
    return pd.DataFrame(rows, columns=pd.Index(form.header), dtype=object)


def _differing(
    person: _Person, found: _Person | None, given: MatchRound, read: MatchRound
) -> set[str]:
    if found is None:
        return {"id", "name"}
    names = type(person).model_fields.keys() - {"source"}
    fields = {name for name in names if getattr(person, name) != getattr(found, name)}
    same = given.organisation_of(person) == read.organisation_of(found)
    return fields if same else fields | {"organisation"}

"""Who applies: the part of a row that tells people apart, before the rest is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from ..model.people import Membership, Organisation, Size
from ..model.vocabulary import normalise
from .fields import Role
from .journal import Journal
from .reading import warning
from .sheets import Row, Sheet
from .values.countries import read_country
from .values.sizes import read_size
from .values.terms import read_kind, read_membership

__all__ = ["Applicant", "read_applicants"]

UNNAMED = "(no name)"
_WHO = ("name", "given_name", "family_name", "organisation", "email")
_FOOTER = re.compile(
    r"(grand |sub ?)?totals?\b|confidential|copyright|©|\(c\) \d{4}|generated (by|on)|exported|"
    r"page \d|end of (report|file)|summe\b|gesamt\b|suma\b|somme\b",
    re.IGNORECASE,
)
_FOOTER_CELLS = 2
_APPLICATION_CELLS = 3
#: How a finding on a row that is no application ends.
DROPPED = "; dropped"


@dataclass(frozen=True)
class Applicant:
    """Somebody's application, as far as it says who it is.

    Parameters
    ----------
    row : Row
        The application.
    role : {"mentors", "mentees", "experts"}
        What they apply as.
    given_id : str
        The id that the file gives; empty where it gives none.
    name, organisation, email : str
        As written; empty where not given.
    country : str or None
        ISO code.
    membership, size : str or None
        Standing and size of the organisation.
    submitted : datetime or None
        When it was sent.
    is_organisation : bool
        Whether the organisation is the mentee: the name is then a contact's, if it is not its own.
    """

    row: Row
    role: Role
    given_id: str
    name: str
    organisation: str
    email: str
    country: str | None
    membership: Membership | None
    size: Size | None
    submitted: datetime | None
    is_organisation: bool = False

    @property
    def contact(self) -> str:
        """Who applies for an organisation that is the mentee; empty where nobody is named."""
        own = normalise(self.name) == normalise(self.organisation)
        apart = self.is_organisation and not own and "name" not in self.row.exact
        return self.name if apart else ""

    @property
    def is_settled(self) -> bool:
        """Whether the id is given exactly: then nobody else is the same person."""
        return "id" in self.row.exact

    @property
    def declared(self) -> Organisation | None:
        """The organisation, where it is given exactly."""
        given = self.row.exact.get("organisation")
        return given if isinstance(given, Organisation) else None

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """The whole row in an order that does not depend on where it stands."""
        return tuple(sorted(self.row.raw.items()))


def read_applicants(sheet: Sheet, journal: Journal) -> tuple[list[Applicant], int]:
    """Read who applies in a file.

    Parameters
    ----------
    sheet : Sheet
        The file.
    journal : Journal
        Where findings go; every row that is not an application is reported there.

    Returns
    -------
    tuple of (list of Applicant, int)
        The applicants from top to bottom, and how many rows were dropped.
    """
    found, dropped = [], 0
    for row in sheet.rows(journal):
        if _is_application(row, journal):
            found.append(_applicant(row, sheet.role))
        else:
            dropped += 1
    return found, dropped


def _is_application(row: Row, journal: Journal) -> bool:
    if row.exact.keys() & {"id", "name"}:
        return True
    filled = [text for text in row.texts if text.strip()]
    shown = " | ".join(filled)
    if len(filled) <= _FOOTER_CELLS and _FOOTER.match(filled[0].strip()):
        journal.add("warning", row.place, f"A footer, not an application{DROPPED}", "", shown)
        return False
    refuse = row.sheet.recognition.format.refuse
    if refuse and (why := refuse(row.raw, row.sheet.role)):
        journal.add("warning", row.place, f"{why}{DROPPED}", "", shown)
        return False
    if any(row.text(f) for f in _WHO if row.sheet.columns.of(f)):
        return True
    lost = len(filled) >= _APPLICATION_CELLS
    what = f"Holds no name, organisation or e-mail address{DROPPED}"
    remedy = "If it is an application, fill in the name." if lost else ""
    journal.add("error" if lost else "warning", row.place, what, remedy, shown)
    return False


def _applicant(row: Row, role: Role) -> Applicant:
    exact = row.exact
    country = row.read("country", read_country)
    membership = row.read("membership", read_membership)
    size = row.read("size", read_size, row.sheet.sizes)
    is_organisation = role == "mentees" and _kind(row) == "organisation"
    name = exact.get("name") or _name(row)
    return Applicant(
        row=row,
        role=role,
        given_id=exact.get("id") or row.text("id"),
        name=name,
        organisation=_organisation(row, name if is_organisation else ""),
        email=exact["email"] or "" if "email" in exact else _tidy(row.text("email")),
        country=country,
        membership=cast("Membership | None", membership),
        size=size,
        submitted=_sent(row),
        is_organisation=is_organisation,
    )


def _sent(row: Row) -> datetime | None:
    if "submitted" not in row.exact:
        return row.moment("submitted")
    given: datetime | None = row.exact["submitted"]
    return given and given.replace(tzinfo=None)  # exports give no zone to compare with


def _organisation(row: Row, own: str) -> str:
    if "organisation" in row.exact:
        given: Organisation | None = row.exact["organisation"]
        return given.name if given else ""
    return _tidy(row.text("organisation")) or own


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _name(row: Row) -> str:
    """Read the name: the whole one, with the family name where it holds only the given one."""
    whole, given, family = (_tidy(row.text(f)) for f in ("name", "given_name", "family_name"))
    if not whole or not (given or _is_within(family, whole)):
        return _tidy(f"{whole or given} {family}")
    for cell in (*row.cells("given_name"), *row.cells("family_name")):
        if not _is_within(cell.text, whole):
            remark = warning(f"Not used, because the name given is {whole}", "Check the name.")
            row.journal.remark(cell.place, (remark,), cell.text)
    return whole


def _is_within(part: str, whole: str) -> bool:
    return {*normalise(part).split()} <= {*normalise(whole).split()}


def _kind(row: Row) -> str | None:
    return row.sheet.once(read_kind, row.text("kind")).value


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: "Ana Ruiz" and "RUIZ, Ana" or "Ana Ruiz López".

    Examples
    --------
    >>> same_name("Ana Ruiz", "Ruíz, Ana"), same_name("Ana Ruiz", "Bo Li")
    (True, False)
    """
    first, second = normalise(one)[:_COMPARED], normalise(other)[:_COMPARED]
    if not first or not second or first == second:
        return True
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(first, second) >= _SAME


_SAME = 90.0
#: Letters of a name that are compared; no real one has more.
_COMPARED = 300

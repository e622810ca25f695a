"""Who is who: duplicates within a file, and ids that do not depend on the order of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..model.same import KnownPeople
from ..model.vocabulary import normalise
from .applicants import Applicant, same_name
from .fields import Role
from .journal import Journal
from .values.terms import is_nobody

__all__ = ["Application", "assign_ids", "unite"]

Content: TypeAlias = "tuple[tuple[str, str], ...]"
_Turn: TypeAlias = "tuple[bool, datetime, str, str, str]"

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - exports give no zone, and none is assumed
_LETTER: dict[Role, str] = {"mentors": "M", "mentees": "E", "experts": "X"}
#: So many different names with one e-mail address are not compared with each other.
_MOST_NAMES = 200
#: So many rows at most are listed in one finding.
_MOST_SHOWN = 10


@dataclass(frozen=True)
class Application:
    """The application that counts, with the duplicates that it replaces."""

    kept: Applicant
    replaced: tuple[Applicant, ...] = ()

    @property
    def first_sent(self) -> datetime | None:
        """When the first of the duplicates was sent, so that a correction keeps the number."""
        sent = [a.submitted for a in (self.kept, *self.replaced) if a.submitted is not None]
        return min(sent, default=None)


def unite(applicants: Sequence[Applicant], journal: Journal) -> list[Application]:
    """Find the duplicates of one file; the application that was sent last counts.

    Where no date tells which that is, the one with the most answers counts, of equal ones one that
    does not depend on the order of rows; and it is asked which is newer.

    The same person is: one e-mail address with one name, or one organisation with one name. Two
    people of one organisation are not duplicates; neither are two names with one address, nor
    whoever has an exact id.

    Parameters
    ----------
    applicants : sequence of Applicant
        All rows of the file.
    journal : Journal
        Where both rows of a duplicate are reported.
    """
    groups = _groups(applicants, journal)
    applications = []
    for group in groups:
        ordered = sorted(group, key=_recency) if len(group) > 1 else group
        kept, replaced = ordered[-1], tuple(ordered[:-1])
        applications.append(Application(kept, replaced))
        _report(kept, replaced, journal)
    return applications


def _recency(applicant: Applicant) -> tuple[bool, datetime, int, Content]:
    filled = sum(bool(text.strip()) for text in applicant.row.texts)
    sent = applicant.submitted
    return sent is not None, sent or _EPOCH, filled, applicant.content


def _groups(applicants: Sequence[Applicant], journal: Journal) -> list[list[Applicant]]:
    leader = list(range(len(applicants)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = i = leader[leader[i]]
        return i

    for same in (*_same_address(applicants, journal), *_same_place(applicants)):
        for i in same[1:]:
            leader[find(i)] = find(same[0])
    groups: dict[int, list[Applicant]] = defaultdict(list)
    for i, applicant in enumerate(applicants):
        groups[find(i)].append(applicant)
    return list(groups.values())


def _same_place(applicants: Sequence[Applicant]) -> Iterable[list[int]]:
    """Group by organisation and name; without either, there is nothing to go by."""

    def key(a: Applicant) -> Hashable | None:
        if a.is_settled:
            return None
        both = normalise(a.organisation), normalise(a.name)
        if all(both):
            return both
        alone = a.role == "mentees" and both[0] and not a.email
        return both if alone else None

    return _buckets(applicants, [key(a) for a in applicants])


def _same_address(applicants: Sequence[Applicant], journal: Journal) -> Iterable[list[int]]:
    addresses = [None if a.is_settled else a.email.casefold() or None for a in applicants]
    for bucket in _buckets(applicants, addresses):
        clusters: dict[str, list[int]] = defaultdict(list)
        for i in bucket:
            clusters[normalise(applicants[i].name)].append(i)
        united = _by_likeness(clusters)
        yield from united
        if len(united) > 1:
            _report_shared([applicants[i] for i in bucket], journal)


def _by_likeness(clusters: dict[str, list[int]]) -> list[list[int]]:
    united: list[tuple[str, list[int]]] = []
    compare = len(clusters) <= _MOST_NAMES
    for name in sorted(clusters, key=lambda n: (-len(n), n)):
        near = next((rows for held, rows in united if compare and same_name(held, name)), None)
        if near is None:
            united.append((name, list(clusters[name])))
        else:
            near += clusters[name]
    return [rows for _, rows in united]


def _buckets(applicants: Sequence[Applicant], keys: Sequence[Hashable | None]) -> list[list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if key is not None:
            found[key].append(i)
    return [rows for rows in found.values() if len(rows) > 1]


def _report_shared(sharing: Sequence[Applicant], journal: Journal) -> None:
    rows = ", ".join(str(a.row.number) for a in sharing[:_MOST_SHOWN])
    rows += ", …" * (len(sharing) > _MOST_SHOWN)
    for applicant in sharing:
        what = f"Different names with one e-mail address (rows {rows}); all are kept"
        remedy = "If it is one person, use one spelling of the name."
        journal.add("warning", applicant.row.place, what, remedy, applicant.email)


def _report(kept: Applicant, replaced: Sequence[Applicant], journal: Journal) -> None:
    if not replaced:
        return
    rows = ", ".join(str(a.row.number) for a in replaced)
    if all(a.content == kept.content for a in replaced):
        what = f"The same application as in row {rows}; it is used once"
        journal.add("warning", kept.row.place, what, "", kept.name)
    elif all(_sent_before(a, kept) for a in replaced):
        what = f"The same person as in row {rows}; this application, sent last, is used"
        journal.add("warning", kept.row.place, what, "", kept.name)
    else:
        what = f"The same person as in row {rows}; no date tells which is newer. This one is used"
        remedy = "If another is newer, delete this row; or give the dates in a column 'submitted'."
        journal.add("question", kept.row.place, what, remedy, kept.name)
    for applicant in replaced:
        what = f"The same person as in row {kept.row.number}, which is used instead"
        journal.add("warning", applicant.row.place, what, "", applicant.name)
        excluded = applicant.row.text("exclusions")
        if excluded and not is_nobody(excluded) and excluded != kept.row.text("exclusions"):
            what = f"Declares exclusions that row {kept.row.number}, which is used, does not"
            remedy = "Ask whether they still hold."
            journal.add("question", applicant.row.place, what, remedy, excluded)


def _sent_before(one: Applicant, other: Applicant) -> bool:
    return bool(one.submitted and other.submitted and one.submitted < other.submitted)


def assign_ids(
    role: Role,
    applications: Sequence[Application],
    journal: Journal,
    known: KnownPeople | None = None,
) -> list[tuple[str, Application]]:
    """Give every application an id: the file's own, else a letter and a number.

    Numbers go by the time of sending, then by name, so that the order of rows never matters and
    late applications come last.

    Parameters
    ----------
    role : {"mentors", "mentees", "experts"}
        Decides the letter: M, E, X.
    applications : sequence of Application
        Of one file, without duplicates.
    journal : Journal
        Where an id that two people share is recorded as a problem.
    known : KnownPeople, optional
        Of an earlier reading: whoever is among them keeps the id, and nobody gets one of theirs.
    """
    given = Counter(a.kept.given_id for a in applications if a.kept.given_id)
    for shared in sorted(i for i, count in given.items() if count > 1):
        _problem_shared_id(shared, applications, journal)
    ordered = _in_turn(applications)
    width = max(2, len(str(len(ordered))))
    kept = {} if known is None else _known_ids(ordered, known, given)
    taken = {*given, *(() if known is None else known.ids)}
    free = (f"{_LETTER[role]}{n:0{width}d}" for n in range(1, len(ordered) + len(taken) + 1))
    numbers = (i for i in free if i not in taken)
    return [(a.kept.given_id or kept.get(k) or next(numbers), a) for k, a in enumerate(ordered)]


def _known_ids(
    ordered: Sequence[Application], known: KnownPeople, given: Container[str]
) -> dict[int, str]:
    """Give the ids of those who were there before, each to one application only."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(ordered):
        kept = one.kept
        name = kept.organisation if kept.is_organisation else kept.name
        who = known.find(name, kept.organisation, kept.email)
        if who is not None and who not in given and not kept.given_id:
            found[who].append(number)
    return {numbers[0]: who for who, numbers in found.items() if len(numbers) == 1}


def _in_turn(applications: Sequence[Application]) -> list[Application]:
    """Sort; whole rows are compared only where nothing else tells two applications apart."""
    alike: dict[_Turn, list[Application]] = defaultdict(list)
    for application in applications:
        alike[_turn(application)].append(application)
    return [application for turn in sorted(alike) for application in _by_content(alike[turn])]


def _by_content(alike: list[Application]) -> list[Application]:
    return sorted(alike, key=lambda a: a.kept.content) if len(alike) > 1 else alike


def _turn(application: Application) -> _Turn:
    kept, sent = application.kept, application.first_sent
    name, organisation = normalise(kept.name), normalise(kept.organisation)
    return sent is None, sent or _EPOCH, name, kept.email.casefold(), organisation


def _problem_shared_id(shared: str, applications: Sequence[Application], journal: Journal) -> None:
    sharing = sorted(
        (a.kept for a in applications if a.kept.given_id == shared), key=lambda a: a.row.number
    )
    rows = " and ".join(str(a.row.number) for a in sharing)
    cell = sharing[0].row.cell("id")
    place = cell.place if cell else sharing[0].row.place
    what = f"rows {rows} have the same id but are different people"
    journal.problem(place, what, "Give each an id of their own.", shared)

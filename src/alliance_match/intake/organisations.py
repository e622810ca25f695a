"""The organisations that the applicants name, each once, under whatever spelling."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ..model.people import Membership, Organisation
from ..model.vocabulary import normalise
from .applicants import Applicant
from .journal import Journal, Place
from .reading import warning

__all__ = ["Organisations", "read_organisations", "slug"]

T = TypeVar("T", bound=str)

_ALIKE = 90.0
#: More organisations than this are not compared with each other: it would take minutes.
_MOST_COMPARED = 5_000
#: Letters of a name that are compared; no real one has more.
_COMPARED = 300
_LITTLE_WORDS = (
    "inc ltd limited llc ev e v eingetragener verein asbl vzw aisbl ong ngo onlus aps npo gmbh "
    "ggmbh charity the la el los le les der die das of de del da do des du and y et und"
)
_LEGAL_FORMS = frozenset(_LITTLE_WORDS.split())


@dataclass(frozen=True)
class Organisations:
    """Organisations by their folded name, and those besides that only go by their id."""

    by_name: dict[str, Organisation]
    others: tuple[Organisation, ...] = ()

    @property
    def all(self) -> tuple[Organisation, ...]:
        """Every organisation, once."""
        return tuple({o.id: o for o in (*self.by_name.values(), *self.others)}.values())

    def named(self, name: str) -> Organisation | None:
        """Give the organisation of that name, in any spelling that differs in case and accents."""
        if name not in self._spelt:
            self._spelt[name] = self.by_name.get(normalise(name))
        return self._spelt[name]

    @cached_property
    def _spelt(self) -> dict[str, Organisation | None]:
        return {}


def read_organisations(applicants: Sequence[Applicant], journal: Journal) -> Organisations:
    """Gather the organisations that applicants of all files name.

    Parameters
    ----------
    applicants : sequence of Applicant
        Of all files.
    journal : Journal
        Where contradictions and near-identical names are reported.
    """
    declared = _declared(applicants, journal)
    known = _by_one_name(declared)
    members: dict[str, list[Applicant]] = defaultdict(list)
    for applicant in applicants:
        key = normalise(applicant.organisation)
        if key and key not in known and applicant.declared is None:
            members[key].append(applicant)
        elif not key:
            _tell_homeless(applicant, journal)
    ids = _ids(sorted(members), frozenset(o.id for o in declared))
    found = {
        key: Organisation(
            id=ids[key],
            name=_usual(a.organisation for a in members[key]) or key,
            country=_agreed("country", [(a, a.country) for a in members[key]], journal),
            membership=_agreed("membership", _memberships(members[key]), journal),
            size=_agreed("size", [(a, a.size) for a in members[key]], journal),
        )
        for key in sorted(members)
    }
    _flag_alike(members, found, journal)
    return Organisations(found | known, declared)


def _declared(applicants: Sequence[Applicant], journal: Journal) -> tuple[Organisation, ...]:
    """Gather the organisations that are given exactly; no two of them may have one id."""
    found: dict[str, Organisation] = {}
    for applicant in applicants:
        given = applicant.declared
        if given is not None and found.setdefault(given.id, given) != given:
            what = f"the organisation {given.id!r} is given in two ways"
            remedy = "Give it alike in all rows of all files."
            journal.problem(applicant.row.place, what, remedy, given.name)
    return tuple(found[i] for i in sorted(found))


def _by_one_name(declared: Sequence[Organisation]) -> dict[str, Organisation]:
    """Give the organisations that a name alone tells: no other has the same."""
    named = Counter(normalise(o.name) for o in declared)
    found = {normalise(o.name): o for o in declared}
    return {name: o for name, o in found.items() if name and named[name] == 1}


def _tell_homeless(applicant: Applicant, journal: Journal) -> None:
    """Tell what an applicant says of an organisation that is not named."""
    for field in ("country", "membership", "size"):
        cell = applicant.row.cell(field)
        if cell is None or getattr(applicant, field) is None:
            continue
        use = "counts for the time zone and region alone" if field == "country" else "is not used"
        remark = warning(f"No organisation is named, so the {field} {use}", "Ask for its name.")
        journal.remark(cell.place, (remark,), cell.text)


def slug(name: str) -> str:
    """Make an id of a name: ASCII letters and digits with hyphens; a hash where none are left.

    Examples
    --------
    >>> slug("Asociación ELA – Perú")
    'asociacion-ela-peru'
    """
    folded = normalise(name)
    plain = "-".join(re.findall(r"[a-z0-9]+", folded))
    return plain or "org-" + hashlib.sha256(folded.encode()).hexdigest()[:8]


def _ids(keys: Iterable[str], taken: frozenset[str] = frozenset()) -> dict[str, str]:
    """Give every folded name a slug of its own, and none that is taken."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_slug[slug(key)].append(key)
    ids: dict[str, str] = {}
    for base, sharing in by_slug.items():
        for number, key in enumerate(sharing, 1):
            name = base if number == 1 else f"{base}-{number}"
            while name in taken or (name != base and name in by_slug):
                name += "-x"
            ids[key] = name
    return ids


def _usual(values: Iterable[T]) -> T | None:
    """Give the most frequent value, of equally frequent ones the first by the alphabet."""
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


def _memberships(said: Sequence[Applicant]) -> list[tuple[Applicant, Membership | None]]:
    """Leave out who only says that it is a member, where others say of which kind."""
    kinds = {a.membership for a in said} - {None, "member", "none"}
    return [(a, None if kinds and a.membership == "member" else a.membership) for a in said]


def _agreed(what: str, said: Sequence[tuple[Applicant, T | None]], journal: Journal) -> T | None:
    """Give what the members say; the most frequent, or unknown at a tie, where they contradict."""
    counted = Counter(v for _, v in said if v is not None)
    if len(counted) <= 1:
        return next(iter(counted), None)
    (best, most), (_, second) = counted.most_common(2)
    used = best if most > second else None
    shown = ", ".join(sorted(counted))
    for applicant, value in said:
        if value is not None and value != used:
            text = f"{applicant.organisation} is said to have the {what} {shown}; "
            text += f"{used} is used" if used else "it is left unknown"
            remedy = "Check which is right."
            journal.add("warning", applicant.row.place, text, remedy, value)
    return used


def _flag_alike(
    members: dict[str, list[Applicant]], found: dict[str, Organisation], journal: Journal
) -> None:
    keys = sorted(members)
    if len(keys) > _MOST_COMPARED:
        place = Place(members[keys[0]][0].row.place.file)
        what = f"{len(keys):,} organisations are too many to look for near-identical names"
        remedy = "Look for them yourself: a conflict of interest could be missed."
        journal.add("warning", place, what, remedy)
        return
    for one, other in _alike(keys):
        first, second = found[one].name, found[other].name
        place = min((a.row.place for a in members[other]), key=lambda p: (p.file, p.row or 0))
        what = f"{second!r} and {first!r} may be the same organisation; they are kept apart"
        remedy = "If they are one, use one spelling: a conflict of interest would be missed."
        journal.add("warning", place, what, remedy, second)


def _alike(keys: list[str]) -> Iterable[tuple[str, str]]:
    """Find pairs that are nearly the same; names that differ in a number are different."""
    import numpy as np
    from rapidfuzz import fuzz, process

    plain = [_plain(k)[:_COMPARED] for k in keys]
    scores = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.uint8)
    for i, j in np.argwhere(np.triu(scores, 1)):
        if _digits(keys[i]) == _digits(keys[j]):
            yield keys[i], keys[j]


def _plain(key: str) -> str:
    """Drop legal forms and little words, and join initials: "e l a" is "ela"."""
    joined = re.sub(r"\b(\w) (?=\w\b)", r"\1", key)
    return " ".join(w for w in joined.split() if w not in _LEGAL_FORMS) or joined


def _digits(key: str) -> list[str]:
    return re.findall(r"\d+", key)

"""The rows of a table of decisions, each read on its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from pydantic import ValidationError

from ..errors import did_you_mean
from ..model.decisions import WRITTEN, Decision, Kind
from ..model.people import Mentee, Mentor
from ..model.record import Source
from ..model.vocabulary import normalise
from ..model.votes import is_committee
from .decision_words import COLUMNS, KIND_NAMES, kinds, rules
from .journal import Journal, Place

__all__ = ["RowReader"]

P = TypeVar("P", Mentor, Mentee)


class RowReader:
    """Reads the rows of one table of decisions."""

    def __init__(
        self,
        file: str,
        positions: dict[str, int],
        who: str,
        mentors: Sequence[Mentor],
        mentees: Sequence[Mentee],
        journal: Journal,
        header: tuple[str, ...],
    ) -> None:
        self.file, self.positions, self.journal, self.header = file, positions, journal, header
        self.who = " ".join(who.split())
        self.called = {"mentor": _called(mentors), "mentee": _called(mentees)}
        self.names = {
            "mentor": {m.id: m.name for m in mentors},
            "mentee": {m.id: m.name for m in mentees},
        }

    def texts(self, cells: tuple[str, ...]) -> dict[str, str]:
        """Give the cells of a row by column, empty where there is no such column."""
        found = {n: " ".join(cells[p].split()) for n, p in self.positions.items()}
        return dict.fromkeys(COLUMNS, "") | found

    def undecided(self, row: int, texts: dict[str, str]) -> None:
        """Ask about a row in which something is said, but no decision."""
        for name in ("rule", "why"):
            if texts[name]:
                what = "No decision is said in this row, so this is not used"
                remedy = f"Say one of: {', '.join(KIND_NAMES)}."
                self.journal.add("question", self._place(row, name), what, remedy, texts[name])

    def decision(self, row: int, cells: tuple[str, ...], texts: dict[str, str]) -> Decision | None:
        """Read one row; ``None`` when problems were recorded."""
        mentee = self.person("mentee", texts, row)
        mentor = self.person("mentor", texts, row)
        kind = self._kind(texts["decision"], row)
        rule = self._rule(kind, texts["rule"], row)
        who = texts["who"] or self.who
        is_named = kind != "recuse" or self._recuses(who, row)
        if mentee is None or mentor is None or kind is None or rule is False or not is_named:
            return None
        raw = dict(zip(self.header, cells, strict=True))
        try:
            return Decision(
                kind=kind,
                mentee=mentee,
                mentor=mentor,
                rule=rule or None,
                who=who,
                why=texts["why"],
                source=Source(file=self.file, row=row, raw=raw),
            )
        except ValidationError as error:
            for wrong in error.errors():
                what = wrong["msg"].removeprefix("Value error, ").rstrip(".")
                self.journal.problem(Place(self.file, row), what, "Correct this row.", rule)
            return None

    def _place(self, row: int, name: str) -> Place:
        return Place(self.file, row, self.header[self.positions[name]])

    def person(self, role: str, texts: dict[str, str], row: int) -> str | None:
        """Find who is meant: by the id, else by the name; ``None`` when a problem was recorded."""
        named = texts[f"{role}_name"]
        if not texts[role] and named:
            return self._found(role, named, self._place(row, f"{role}_name"))
        found = self._found(role, texts[role], self._place(row, role))
        beside = self._ids(role, named)
        if found is None or len(beside) != 1 or found in beside:
            return found
        what = f"this is {self.names[role][found]}, but beside it stands {named}"
        remedy = "Correct one of the two, or empty the name."
        self.journal.problem(self._place(row, role), what, remedy, texts[role])
        return None

    def _ids(self, role: str, text: str) -> set[str]:
        called = self.called[role]
        return called.get(text.casefold()) or called.get(normalise(text)) or set()

    def _found(self, role: str, text: str, place: Place) -> str | None:
        found = self._ids(role, text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            remedy = f"Give the id: {', '.join(sorted(found))}."
            self.journal.problem(place, f"{len(found)} {role}s go by this name", remedy, text)
        elif text:
            names = [n for one in self.names[role].items() for n in one]
            remedy = (
                "Give an id or a name of this round, or take the row out if they have withdrawn."
                f"{did_you_mean(text, names)}"
            )
            self.journal.problem(place, f"there is no such {role} in this round", remedy, text)
        else:
            self.journal.problem(place, f"no {role} is named", "Give an id or a name.")
        return None

    def _kind(self, text: str, row: int) -> Kind | None:
        folded = normalise(text)
        if found := kinds().get(folded):
            return found
        what = "this is not a decision"
        if folded in WRITTEN:
            what = "pairs are marked so by matching alone"
        remedy = f"Say one of: {', '.join(KIND_NAMES)}.{did_you_mean(folded, KIND_NAMES)}"
        self.journal.problem(self._place(row, "decision"), what, remedy, text)
        return None

    def _rule(self, kind: Kind | None, text: str, row: int) -> str | Literal[False]:
        if kind is None:
            return ""
        if (kind == "waive") == bool(text):
            return self._named_rule(text, row) if text else ""
        place = Place(self.file, row)
        if kind == "waive":
            remedy = "Name the rule in the column 'rule', such as different_organisation."
            self.journal.problem(place, "the rule that is waived is not named", remedy)
        else:
            remedy = "Only a waiver names a rule; leave the cell blank."
            self.journal.problem(place, f"a {kind} names no rule", remedy, text)
        return False

    def _named_rule(self, text: str, row: int) -> str | Literal[False]:
        known = rules()
        found = known.get(normalise(text))
        if found is not None:
            return found
        near = did_you_mean(text, known.values()) or did_you_mean(normalise(text), known)
        remedy = f"Name a rule of the policy.{near}"
        self.journal.problem(self._place(row, "rule"), "there is no such rule", remedy, text)
        return False

    def _recuses(self, who: str, row: int) -> bool:
        if who and not is_committee(who):
            return True
        what = "the committee as a whole cannot recuse itself" if who else "nobody is named"
        remedy = "Write in the column 'who' which member takes no part in deciding on this pair."
        place = Place(self.file, row, "who")
        self.journal.problem(place, f"{what}, so this recusal takes nobody out", remedy, who)
        return False


def _called(people: Sequence[P]) -> dict[str, set[str]]:
    """Give the ids by everything that people are called; an exact id always wins."""
    called: dict[str, set[str]] = {}
    for person in people:
        for name in (normalise(person.name), (person.email or "").casefold()):
            if name:
                called.setdefault(name, set()).add(person.id)
    for person in people:
        called[person.id.casefold()] = {person.id}
        called[normalise(person.id)] = {person.id}
    return called

"""The way from application files to a round."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from ..errors import InputError
from ..model.decisions import Decisions
from ..model.findings import FileRead, IntakeReport
from ..model.groups import Group, formed
from ..model.people import Mentee, Mentor, Person
from ..model.round import MatchRound
from ..model.same import KnownPeople
from ..model.vocabulary import Vocabulary
from .applicants import Applicant, read_applicants
from .bounds import DEFAULT_BOUNDS, Bounds
from .candidates import ask_for_missing
from .decisions import DecisionSources, read_decisions
from .earlier_decisions import with_earlier
from .fields import ROLES, Role
from .history import with_history
from .identity import Application, assign_ids, unite
from .journal import Journal, Place
from .kinds import tells
from .mapping import Mapping, load_vocabulary
from .organisations import read_organisations
from .people import build_people
from .sheets import Sheet, read_sheet
from .tables import TableSource, file_name
from .unread import ask_for_names, names_in

if TYPE_CHECKING:
    from .text_topics import TextTagger

__all__ = ["load_round"]

PathLike: TypeAlias = "str | os.PathLike[str]"
_SINGULAR: dict[Role, str] = {
    "mentors": "mentor",
    "mentees": "mentee",
    "experts": "subject expert",
}


def load_round(
    mentors: TableSource,
    mentees: TableSource,
    *,
    experts: TableSource | None = None,
    mapping: Mapping | PathLike | None = None,
    vocabulary: Vocabulary | PathLike | None = None,
    decisions: Decisions | DecisionSources | None = None,
    on_proposal: str | None = None,
    history: Sequence[PathLike] = (),
    groups: Iterable[Group] = (),
    previous: MatchRound | None = None,
    bounds: Bounds = DEFAULT_BOUNDS,
    tag_text: bool = False,
) -> MatchRound:
    """Read a round from application files.

    Parameters
    ----------
    mentors, mentees : path or DataFrame
        The applications: CSV or text in any common encoding and delimiter, a workbook
        (``"book.xlsx#Sheet 2"`` names a sheet), or a DataFrame.
    experts : path or DataFrame, optional
        Subject experts.
    mapping : Mapping or path, optional
        What columns mean that are not recognised, and how to read what files do not tell.
    vocabulary : Vocabulary or path, optional
        The topics; by default what the mapping names, else the vocabulary that ships with the
        library.
    decisions : Decisions, path, DataFrame, or several, optional
        What the committee has decided so far: one table, a sequence of tables, or tables by the
        name of the member who filled each in.
    on_proposal : str, optional
        The fingerprint of the proposal that was decided on; decisions on another are refused.
    history : sequence of path
        Folders of earlier rounds' proposals, the last round first: their pairs, the places that
        their projects still take, and who was left without a mentor are known then.
    groups : iterable of Group
        Of the policy, where decisions or an earlier proposal are about them; ``propose`` forms them
        otherwise.
    previous : MatchRound, optional
        This round as it was read before: whoever was in it keeps the id, though rows came or went.
        What was decided then holds on where ``decisions`` is left out; whatever does not is a
        warning.
    bounds : Bounds, optional
        How large files may be.
    tag_text : bool
        Whether goals that name no topic are read by their meaning, with the sentence encoder of
        the extra ``[text]``; every such reading is a warning. Without it each is a question.

    Returns
    -------
    MatchRound
        Its ``report`` holds everything that was guessed, flagged or dropped, and for each file in
        words what became of its rows. The people do not depend on the order of rows.

    Raises
    ------
    InputError
        When ``tag_text`` is asked for and the extra is not installed; or when a file cannot be
        read as what it should be: all problems at once, each with file, row,
        column and remedy.
    PolicyError
        When the mapping holds something that means nothing.

    Examples
    --------
    >>> load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    Round of 18 mentees, 14 mentors and 0 subject experts
    """
    journal = Journal()
    said = _mapping(mapping)
    words = _vocabulary(vocabulary, said)
    tagger = _tagger(words) if tag_text else None
    sources: dict[Role, TableSource | None]
    sources = {"mentors": mentors, "mentees": mentees, "experts": experts}
    sheets = _sheets(sources, said, words, journal, bounds)
    journal.stop_on_problems()
    applications = {role: _applications(sheet, journal) for role, sheet in sheets.items()}
    organisations = read_organisations(_everybody(applications), journal)
    known = {} if previous is None else _known(previous)
    numbered = {
        role: assign_ids(role, found, journal, known.get(role))
        for role, found in applications.items()
    }
    journal.stop_on_problems()
    people = build_people(numbered, sheets, organisations, words, journal, tagger)
    offered = formed(people.mentors, groups, words)
    decided = _decisions(decisions, offered, people.mentees, journal, on_proposal)
    if previous is not None:
        decided = with_earlier(decided, previous, offered, people.mentees, journal)
    mentees_now, past = with_history(
        history, people.mentors, people.mentees, organisations.all, journal
    )
    journal.stop_on_problems()
    try:
        return MatchRound(
            mentors=offered,
            mentees=mentees_now,
            experts=people.experts,
            organisations=organisations.all,
            decisions=decided or Decisions(),
            history=past,
            vocabulary=words,
            report=IntakeReport.of(journal.findings, journal.files),
        )
    except ValidationError as error:  # decisions that were given as records, on unknown people
        wrong = "; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())
        raise InputError(f"The round contradicts itself: {wrong}.") from None


def _known(previous: MatchRound) -> dict[Role, KnownPeople]:
    kinds: dict[Role, Sequence[Person]]
    kinds = {
        "mentors": tuple(m for m in previous.mentors if m.group is None),
        "mentees": previous.mentees,
        "experts": previous.experts,
    }
    return {role: KnownPeople(people, previous.organisations) for role, people in kinds.items()}


def _mapping(mapping: Mapping | PathLike | None) -> Mapping:
    if isinstance(mapping, Mapping):
        return mapping
    return Mapping() if mapping is None else Mapping.load(mapping)


def _vocabulary(vocabulary: Vocabulary | PathLike | None, said: Mapping) -> Vocabulary:
    if isinstance(vocabulary, Vocabulary):
        return vocabulary
    if vocabulary is not None:
        return load_vocabulary(vocabulary)
    return said.vocabulary() or Vocabulary.alliance()


def _tagger(vocabulary: Vocabulary) -> TextTagger:
    from .text_topics import TextTagger

    return TextTagger(vocabulary)


def _sheets(
    sources: dict[Role, TableSource | None],
    said: Mapping,
    words: Vocabulary,
    journal: Journal,
    bounds: Bounds,
) -> dict[Role, Sheet]:
    names = {r: file_name(s, r) for r, s in sources.items() if s is not None}
    repeated = {n for n, count in Counter(names.values()).items() if count > 1}
    sheets: dict[Role, Sheet] = {}
    for role in ROLES:
        source = sources[role]
        if source is None:
            continue
        name = f"{role}: {names[role]}" if names[role] in repeated else names[role]
        sheet = read_sheet(role, source, name, said, journal, bounds, words)
        if sheet is not None:
            sheets[role] = sheet
    for one, other in combinations(sheets, 2):
        told = tells(sheets[one].columns, one) and tells(sheets[other].columns, other)
        told = told or sheets[one].recognition.format.has_roles
        if _are_same(sources[one], sources[other]) and not told:
            what = f"the same file was given for {one} and for {other}"
            remedy = (
                "Give each their own. If both are in it, say in a mapping under "
                f"[{one}.columns] and [{other}.columns] what its columns mean."
            )
            journal.problem(Place(names[one]), what, remedy)
    return _all_asked(sheets, journal)


def _all_asked(sheets: dict[Role, Sheet], journal: Journal) -> dict[Role, Sheet]:
    """Ask about columns that are not read: those that name people, and what may be missing."""
    names = frozenset[str]().union(*(names_in(s.table, s.columns) for s in sheets.values()))
    return {role: _asking(sheet, names, journal) for role, sheet in sheets.items()}


def _asking(sheet: Sheet, names: frozenset[str], journal: Journal) -> Sheet:
    columns = ask_for_names(sheet.table, sheet.columns, names, journal)
    return replace(sheet, columns=ask_for_missing(sheet.table, sheet.role, columns, journal))


def _are_same(one: TableSource | None, other: TableSource | None) -> bool:
    if isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike):
        return os.path.realpath(one) == os.path.realpath(other)
    return one is other


def _everybody(applications: dict[Role, list[Application]]) -> list[Applicant]:
    return [a.kept for role in ROLES for a in applications.get(role, ())]


def _applications(sheet: Sheet, journal: Journal) -> list[Application]:
    applicants, dropped = read_applicants(sheet, journal)
    applications = unite(applicants, journal)
    _count(sheet, applications, len(applicants), dropped, journal)
    return applications


def _count(
    sheet: Sheet, applications: Sequence[Application], rows: int, dropped: int, journal: Journal
) -> None:
    """Put on record what became of the rows of a file."""
    table, matches = sheet.table, sheet.columns.matches
    journal.files.append(
        FileRead(
            file=table.file,
            format=sheet.recognition.format.name,
            kind=_SINGULAR[sheet.role],
            rows=len(table.rows) + table.blank,
            kept=len(applications),
            duplicates=rows - len(applications),
            blank=table.blank,
            dropped=dropped,
            columns={m.header: m.field for m in matches if m.field not in (None, "ignore")},
        )
    )
    if not applications and sheet.role != "experts":
        remedy = "Check that this is the right file, and which rows were dropped."
        journal.problem(Place(table.file), f"no row is an application of {sheet.role}", remedy)


def _decisions(
    decisions: Decisions | DecisionSources | None,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    journal: Journal,
    on_proposal: str | None,
) -> Decisions | None:
    if decisions is None or isinstance(decisions, Decisions):
        return decisions
    return read_decisions(decisions, mentors, mentees, journal, on_proposal)

"""Columns that their headers leave open, settled or asked about by the look of their answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from .aliases import aliases, asks_about_oneself
from .by_values import ReadAs, kind_of_answers, read_as, sample
from .fields import FIELDS, JOINED, ROLES, Role
from .header_words import says_nothing, speaks_against, speaks_of
from .headers import header_key
from .matches import ColumnMatch
from .tables import Table
from .values.topics import TopicReader

__all__ = ["EMPTY", "with_guesses"]

#: Fields whose answers look like nothing else, so that a guess may be used.
_TELLING = ("email", "languages", "expertise", "goals", "availability", "time_zone", "country")
#: Closed questions: their answers are common words, so that a guess is only asked about.
_CLOSED = ("membership", "panel_status", "stage", "stages", "kind")
#: Numbers and dates look alike: they are asked about where the header leans to them.
_WEAK = ("hours_per_month", "capacity", "size", "submitted", "deadline")
#: A field that is filled, when one of these is, in another way.
_INSTEAD = {"goals": ("goal_1", "goal_2", "goal_3")}
_GOALS = ("goals", "goal_text", "goal_1", "goal_2", "goal_3")
_ONESELF = "it is about the applicant at large, of which nothing is read but the goals"

#: What is said of a column without answers.
EMPTY = "it is empty"
#: Shares of the answers from which a guess is used, and from which it is asked about.
_USED, _ASKED = 0.9, 0.75
#: Different answers that must be there under a header that leans to the field, or says nothing.
_SOME, _MANY = 2, 5
#: Different answers of which one at least should read, if a header was understood rightly.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Guess:
    """What an open column may hold."""

    match: ColumnMatch
    read: ReadAs
    leaning: int
    sure: bool


def with_guesses(
    table: Table,
    role: Role,
    matches: Sequence[ColumnMatch],
    defaults: Collection[str],
    topics: TopicReader,
) -> list[ColumnMatch]:
    """Look at the answers of columns that are open by their headers.

    A guess is used where at least 9 of 10 different answers read as what a field holds, no other
    column fills the field, and the header speaks of it or is a mere code; else it is asked about.

    Parameters
    ----------
    table : Table
        The table.
    role : {"mentors", "mentees", "experts"}
        Whose file it is.
    matches : sequence of ColumnMatch
        What each column is by its header.
    defaults : collection of str
        Fields that the user has given a default for.
    topics : TopicReader
        Knows the topics of the round.
    """
    answers = {
        m.position: sample(table.column(m.position))
        for m in matches
        if (m.field is None and not m.why) or m.how == "fuzzy"
    }
    checked = [
        _doubted(m, role, answers[m.position], topics) if m.how == "fuzzy" else m for m in matches
    ]
    filled = {m.field: repr(m.header) for m in checked if m.field} | dict.fromkeys(
        defaults, "the default"
    )
    open_ones = [m for m in checked if m.field is None and not m.why]
    guesses = {m.position: _guess(m, role, answers[m.position], topics) for m in open_ones}
    used = _used(guesses, filled)
    return [
        _settled(m, role, guesses[m.position], used, filled, answers[m.position], topics)
        if m.position in guesses
        else m
        for m in checked
    ]


def _doubted(
    match: ColumnMatch, role: Role, answers: Sequence[str], topics: TopicReader
) -> ColumnMatch:
    """Give up a near miss that single words or all answers speak against."""
    field = match.field or ""
    read = read_as(answers, field, topics)
    key = header_key(match.header)
    against = speaks_of(key, field) and speaks_against(key, field, role)
    if not against and (read.read or read.of < _ENOUGH):
        return match
    why = "the header seems to mean something else" if against else str(read)
    return replace(match, field=None, how="unused", nearest=field, why=why)


def _guess(
    match: ColumnMatch, role: Role, answers: Sequence[str], topics: TopicReader
) -> _Guess | None:
    """Find the field that the answers of a column read as, the header's first."""
    key = header_key(match.header)
    silent = says_nothing(key)
    found = []
    for field in (f for f in (*_TELLING, *_CLOSED, *_WEAK) if f in FIELDS[role]):
        leaning = 2 * (match.nearest == field) or int(speaks_of(key, field))
        if not (leaning or field in _TELLING or (silent and field in _CLOSED)):
            continue
        read = read_as(answers, field, topics)
        if read.share >= _ASKED:
            against = speaks_against(key, field, role)
            sure = field in _TELLING and not against and _is_sure(read, bool(leaning), silent)
            found.append(_Guess(match, read, leaning, sure))
    return max(found, key=lambda g: (g.leaning, g.read.firm, g.read.read), default=None)


def _is_sure(read: ReadAs, leaning: bool, silent: bool) -> bool:
    enough = read.of >= _SOME if leaning else silent and min(read.of, read.firm) >= _MANY
    return enough and read.share >= _USED


def _used(guesses: Mapping[int, _Guess | None], filled: Mapping[str, str]) -> dict[str, int | None]:
    """Choose the column for each field that guesses are sure of; none where several are as good."""
    used: dict[str, int | None] = {}
    for field in _TELLING:
        sure = [g for g in guesses.values() if g and g.sure and g.read.field == field]
        best = [g for g in sure if g.leaning] or sure
        if best and _filled_by(field, filled) is None:
            used[field] = best[0].match.position if len(best) == 1 else None
    return used


def _filled_by(field: str, filled: Mapping[str, str]) -> str | None:
    return next((filled[f] for f in (field, *_INSTEAD.get(field, ())) if f in filled), None)


def _settled(
    match: ColumnMatch,
    role: Role,
    guess: _Guess | None,
    used: Mapping[str, int | None],
    filled: Mapping[str, str],
    answers: Sequence[str],
    topics: TopicReader,
) -> ColumnMatch:
    field = guess.read.field if guess else match.nearest
    has_goals = not filled.keys().isdisjoint(_GOALS)  # else goals may stand in it
    if guess is None and role == "mentees" and has_goals and asks_about_oneself(match.header):
        return replace(match, nearest=None, why=_ONESELF)
    if field is None:
        return replace(match, why=_asked_of_others(match.header, role) or _described(answers))
    by = _filled_by(field, filled)
    if guess is None:
        if by is not None and field not in JOINED:
            return replace(match, nearest=None, why=f"{by} is used for {_words(field)}")
        read = read_as(answers, field, topics)
        if not read.read and read.of >= _MANY:
            why = f"the header is somewhat like {_words(field)}, but {read}"
            return replace(match, nearest=None, why=why)
        if field == "goal_text":
            return _of_goals(match, filled, answers)
        return replace(match, why=str(read) if read.of else _described(answers))
    confidence = guess.read.confidence
    if used.get(field) == match.position:
        return replace(
            match, field=field, how="values", confidence=confidence, nearest=None,
            why=str(guess.read),
        )  # fmt: skip
    if by is None and used.get(field) is None:
        return replace(match, confidence=confidence, nearest=field, why=str(guess.read))
    why = f"{guess.read}, for which {by or 'another column'} is used"
    return replace(match, confidence=confidence, nearest=None, why=why)


def _of_goals(match: ColumnMatch, filled: Collection[str], answers: Sequence[str]) -> ColumnMatch:
    """Let words on goals be of the first one, where goals are numbered."""
    numbered = not set(_INSTEAD["goals"]).isdisjoint(filled) and "goals" not in filled
    if numbered and "goal_1_text" not in filled:
        why = f"{_described(answers)}, and the goals are numbered"
        return replace(match, nearest="goal_1_text", why=why)
    hint = (
        ""
        if numbered or "goals" in filled
        else '; where the goals are numbered, it is "goal_1_text"'
    )
    return replace(match, why=_described(answers) + hint)


def _asked_of_others(header: str, role: Role) -> str:
    """Say that a question is known, but belongs to people of another role."""
    key = header_key(header)
    for other in ROLES:
        field = key.replace(" ", "_") if key.replace(" ", "_") in FIELDS[other] else None
        field = field or aliases(other).get(key)
        if other != role and field:
            return f"it is {_words(field)}, of which only {other} are asked"
    return ""


def _described(answers: Sequence[str]) -> str:
    kind = kind_of_answers(answers)
    return EMPTY if kind == "none" else f"its answers are {kind}"


def _words(field: str) -> str:
    return field.replace("_", " ")

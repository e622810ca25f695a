"""What a column holds by the look of its answers: a bounded sample of them, read by the parsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .values.availability import read_availability
from .values.countries import usual_country
from .values.dates import read_moment
from .values.languages import read_languages
from .values.quantities import read_capacity, read_hours
from .values.sizes import read_size
from .values.terms import is_blank, read_term, read_terms, yes_or_no
from .values.topics import TopicReader
from .values.week_words import week_tokens
from .values.zones import abbreviations, read_zone

__all__ = ["ReadAs", "kind_of_answers", "read_as", "sample"]

#: So many different answers are looked at, and a kind is given up after the first few that fail.
_LOOKED_AT, _FIRST = 50, 10
#: Characters: a longer answer is no closed one.
_LONGEST = 500
_LONGEST_WORDS = 12
_LONGEST_TERM = 4
#: Letters: what is shorter may be a code of anything.
_CODE = 3
_TOPICS = ("expertise", "goals")
#: Fields of which "1" is no "yes".
_NUMBERS = ("hours_per_month", "capacity", "size")
#: Of more options than these, one may be unknown.
_FEW = 2
_EMAIL = re.compile(r"[^\s@;,<>()\"']+@[^\s@;,<>()\"']+\.[^\s@;,<>()\"']+")
_ZONE = re.compile(
    r"[a-z]+/[a-z_]+|\b(?:utc|gmt)\b|\b(?:time|zone|heure|hora|zeit|fuso|ora|tijd)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How many of a column's different answers read as what a field holds.

    Parameters
    ----------
    field : str
        The field.
    read, of : int
        Answers that read so, and answers that were looked at.
    firm : int
        Those of ``read`` that leave no doubt: more than a code of three letters, and topics by
        their names.
    """

    field: str
    read: int
    of: int
    firm: int

    @property
    def share(self) -> float:
        """The part of the answers that reads so."""
        return self.read / self.of if self.of else 0.0

    @property
    def confidence(self) -> float:
        """How sure that makes one, of 100: by the rule of succession, so that few say less."""
        return round(100 * (self.read + 1) / (self.of + 2), 1)

    def __str__(self) -> str:
        words = self.field.replace("_", " ")
        return f"{self.read} of {self.of} different answer{'s' * (self.of != 1)} read as {words}"


def sample(cells: Iterable[str]) -> tuple[str, ...]:
    """Choose the different answers to look at; which they are does not depend on their order.

    Parameters
    ----------
    cells : iterable of str
        A column.
    """
    different = sorted(set(map(str.strip, cells)))
    if len(different) <= 2 * _LOOKED_AT:
        return _spread([text for text in different if not is_blank(text)])
    return tuple(text for text in _spread(different) if not is_blank(text))


def _spread(texts: Sequence[str]) -> tuple[str, ...]:
    """Take texts at even distances, from the first one on."""
    size = min(len(texts), _LOOKED_AT)
    return tuple(texts[n * len(texts) // size] for n in range(size))


def read_as(answers: Sequence[str], field: str, topics: TopicReader) -> ReadAs:
    """Count the answers that read wholly and without a question as what a field holds.

    Parameters
    ----------
    answers : sequence of str
        From :func:`sample`.
    field : str
        The field.
    topics : TopicReader
        Knows the topics of the round.
    """
    reads = _reader(field, topics)
    read = firm = looked = 0
    for answer in answers if reads else ():
        closed = yes_or_no(answer) is not None and not (field in _NUMBERS and answer.isdecimal())
        if reads and len(answer) <= _LONGEST and not closed and reads(answer):
            read += 1
            firm += _is_firm(answer, field, topics)
        looked += 1
        if looked == _FIRST and 2 * read < looked:
            break
    return ReadAs(field, read, looked, firm)


def _reader(field: str, topics: TopicReader) -> Callable[[str], bool] | None:
    if field in _TOPICS:
        return lambda answer: _are_topics(answer, topics)
    return _READERS.get(field)


def _are_topics(answer: str, topics: TopicReader) -> bool:
    """Tell options that are all topics, or but one: what was written after "Other"."""
    options = topics.options(answer).value
    known = sum(topics.knows(o) or topics.nearly_knows(o) for o in options)
    return bool(known) and known >= len(options) - (len(options) > _FEW)


def _is_firm(answer: str, field: str, topics: TopicReader) -> bool:
    if field in _TOPICS:
        return all(map(topics.knows, topics.options(answer).value))
    return sum(map(str.isalpha, answer)) > _CODE


def _are_languages(answer: str) -> bool:
    if len(answer.split()) > _LONGEST_WORDS:
        return False
    reading = read_languages(answer)
    return bool(reading.value) and all(r.severity == "note" for r in reading.remarks)


def _is_availability(answer: str) -> bool:
    if len(answer.split()) > 2 * _LONGEST_WORDS:
        return False
    if not any(token.kind in ("day", "part") for token in week_tokens(answer)):
        return False
    reading = read_availability(answer)
    return bool(reading.value.windows) and all(r.severity == "note" for r in reading.remarks)


def _is_zone(answer: str) -> bool:
    if answer.upper() in abbreviations():
        return True
    return bool(_ZONE.search(answer)) and read_zone(answer).value is not None


def _is_country(answer: str) -> bool:
    return len(answer.split()) <= _LONGEST_TERM and usual_country(answer) is not None


def _is_term(table: str) -> Callable[[str], bool]:
    return lambda answer: (
        len(answer.split()) <= _LONGEST_TERM and read_term(table, answer).value is not None
    )


_READERS: dict[str, Callable[[str], bool]] = {
    "languages": _are_languages,
    "availability": _is_availability,
    "time_zone": _is_zone,
    "country": _is_country,
    "email": lambda answer: _EMAIL.fullmatch(answer) is not None,
    "membership": lambda a: not yes_or_no(a) and _is_term("membership")(a),  # yes to anything
    "panel_status": _is_term("panel_status"),
    "stage": _is_term("stage"),
    "stages": lambda answer: all(r.severity == "note" for r in read_terms("stage", answer).remarks),
    "kind": _is_term("kind"),
    "hours_per_month": lambda answer: read_hours(answer).value is not None,
    "size": lambda answer: read_size(answer).value is not None,
    "capacity": lambda answer: read_capacity(answer).value is not None,
    "submitted": lambda answer: (
        read_moment(answer, day_first=True).value is not None
        or read_moment(answer, day_first=False).value is not None
    ),
}
_READERS["deadline"] = _READERS["submitted"]


def kind_of_answers(answers: Sequence[str]) -> str:
    """Say in words what the answers of a column look like.

    Parameters
    ----------
    answers : sequence of str
        From :func:`sample`.

    Examples
    --------
    >>> kind_of_answers(("38", "41.5")), kind_of_answers(("Yes", "no")), kind_of_answers(())
    ('numbers', 'yes or no', 'none')
    """
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("yes or no", lambda answer: yes_or_no(answer) is not None),
        ("numbers", lambda answer: re.fullmatch(r"[+-]?[\d.,\s]+", answer) is not None),
        ("dates", _READERS["submitted"]),
        ("links", lambda answer: answer.startswith(("http://", "https://", "www."))),
        ("e-mail addresses", _READERS["email"]),
        ("a few words each", lambda answer: len(answer.split()) <= _LONGEST_TERM),
    )
    if not answers:
        return "none"
    return next((words for words, test in tests if all(map(test, answers))), "free text")

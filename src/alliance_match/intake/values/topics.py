"""Topics of the vocabulary, from options and from people's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ...model.findings import UNKNOWN_TOPIC
from ...model.people import Expertise
from ...model.vocabulary import Mention, Vocabulary, normalise
from ..nearness import suggestion
from ..reading import Reading, Remark, note, question, warning
from .lists import folded, split_options
from .negation import clauses, is_negated
from .terms import is_nobody

if TYPE_CHECKING:
    from ..text_topics import TextTagger

__all__ = ["TopicReader"]

_NEAR = 92.0
#: Words: a longer answer may well say "no" of something else than its topic.
_SHORT = 5
_LEVEL = re.compile(
    r"[\s,:–—-]*[(\[]?\s*(?:level|lvl|niveau|nivel|nível|stufe)\s*[:=]?\s*(\d+)\s*[)\]]?\s*$"
    r"|\s*[(\[]\s*(\d)\s*(?:/\s*3)?\s*[)\]]\s*$|\s*[:–—-]\s*(\d)\s*$",
    re.IGNORECASE,
)
#: Letters at the end of an option that may hold its level.
_LONGEST_LEVEL = 40
#: More options than this were never ticked one by one.
_MOST_OPTIONS = 200
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_STOP = re.compile(r"[.!?;\n]")


@dataclass(frozen=True, eq=False)
class TopicReader:
    """Reads topics by one vocabulary.

    Parameters
    ----------
    vocabulary : Vocabulary
        What topics there are.
    separator : str or None
        What the export puts between the options of a cell.
    shown : frozenset of str
        Options that the column itself shows, folded.
    tagger : TextTagger or None
        Reads goals by their meaning where they name no topic.
    """

    vocabulary: Vocabulary
    separator: str | None = None
    shown: frozenset[str] = frozenset()
    tagger: TextTagger | None = None

    def goal(self, text: str) -> Reading[tuple[str, ...]]:
        """Find the topics of a goal as in :meth:`topics`; of a text that names none, by meaning.

        Parameters
        ----------
        text : str
            The goal, in whatever words.
        """
        reading = self.topics(text)
        if reading.value or self.tagger is None or self.vocabulary.mentions(text):
            return reading
        return self.tagger.read(text)

    def options(self, text: str) -> Reading[tuple[str, ...]]:
        """Split a cell into the options that were ticked."""
        split = split_options(text, self.separator, self._is_option)
        if len(split.options) > _MOST_OPTIONS:
            what = f"{len(split.options):,} options are more than a form has; none is used"
            return Reading((), (question(what, "Is a closing quotation mark missing?", text),))
        return Reading(split.options, split.remarks)

    def knows(self, option: str) -> bool:
        """Tell whether an option, but for its level, is a topic or area by one of its names."""
        return self.vocabulary.exact(_without_level(option)[0]) is not None

    def nearly_knows(self, option: str) -> bool:
        """Tell whether at least half of the words of a short option name topics or areas."""
        words = _without_level(option)[0]
        size = len(normalise(words).split())
        if size > _SHORT or is_negated(words):
            return False
        named = sum(len(m.words.split()) for m in self.vocabulary.mentions(words))
        return 2 * named >= size > 0

    def _is_option(self, text: str) -> bool:
        bare, _, _ = _without_level(text)
        names = _option_names(_Held(self.vocabulary))
        return bare in self.vocabulary or folded(bare) in names or folded(text) in self.shown

    def topics(self, text: str) -> Reading[tuple[str, ...]]:
        """Find the topics that one option or a piece of free text names.

        Parameters
        ----------
        text : str
            One option, or a text.

        Returns
        -------
        Reading of tuple of str
            Topic or area ids: of the whole text, else of the words that it mentions, else of the
            one name that it nearly is. A short text with a "no" or an "except" is a question.
        """
        if len(text.split()) <= _SHORT:
            return self._affirmed(text)
        return Reading(*_topics(_Held(self.vocabulary), text))

    def _affirmed(self, text: str) -> Reading[tuple[str, ...]]:
        """Find topics as in :meth:`topics`, but ask about those beside a "no" or an "except"."""
        rest, asked = self._without_negated(text)
        if asked and not self.vocabulary.mentions(rest):
            return Reading((), asked)
        found, remarks = _topics(_Held(self.vocabulary), rest)
        return Reading(found, (*asked, *remarks))

    def _without_negated(
        self, text: str, counts: Callable[[Mention], bool] = lambda mention: True
    ) -> tuple[str, tuple[Remark, ...]]:
        """Take out the clauses that name a topic beside a "no" or an "except"; ask about each."""
        if not is_negated(text) or self.vocabulary.exact(text):
            return text, ()
        kept, asked = list[str](), list[Remark]()
        for clause in clauses(text):
            named = [m for m in self.vocabulary.mentions(clause) if counts(m)]
            besides = normalise(clause)
            for mention in named:
                besides = besides.replace(mention.words, " ")
            if named and is_negated(clause) and is_negated(besides):
                labels = self._labels(m.id for m in named)
                what = f"Names {labels}, but seems to say no; not counted"
                asked.append(question(what, "Name only the topics that are meant.", clause))
            else:
                kept.append(clause)
        return (", ".join(kept), tuple(asked)) if asked else (text, ())

    def expertise(self, text: str) -> Reading[tuple[Expertise, ...] | None]:
        """Read what a mentor or expert ticked or wrote, with levels where they are given.

        Parameters
        ----------
        text : str
            The cell, such as ``"Grants (level 3); Events - 2"``.
        """
        if is_nobody(text):
            return Reading(())
        options = self.options(text)
        remarks, found = list(options.remarks), dict[str, Expertise]()
        for option in options.value:
            bare, level, said = _without_level(option)
            topics = self._affirmed(bare)
            remarks += [*said, *topics.remarks]
            for topic in topics.value:
                new = Expertise(topic=topic, level=level, evidence=option)
                found[topic] = _stronger(found.get(topic), new)
        return Reading(tuple(found.values()) or None, tuple(remarks))

    def mentioned(
        self, text: str, chosen: frozenset[str] = frozenset()
    ) -> Reading[tuple[Expertise, ...]]:
        """Find the topics that a free text mentions, each with the sentence that says so.

        Parameters
        ----------
        text : str
            The free text.
        chosen : frozenset of str
            Topics that the person chose elsewhere: only in their areas a single word is enough.
        """
        areas = {self.vocabulary.area_of(topic) for topic in chosen}

        def counts(mention: Mention) -> bool:
            return " " in mention.words or self.vocabulary.area_of(mention.id) in areas

        found, doubtful, asked = dict[str, Expertise](), dict[str, None](), list[Remark]()
        for sentence in _SENTENCE.split(text) if _STOP.search(text) else (text,):
            rest, denied = self._without_negated(sentence, counts)
            asked += denied
            for mention in self.vocabulary.mentions(rest):
                if counts(mention):
                    item = Expertise(topic=mention.id, evidence=sentence.strip())
                    found.setdefault(mention.id, item)
                else:
                    doubtful[mention.id] = None
        remarks = asked + [note(f"Mentions {self._labels(found)}", "Check it.", text)] * bool(found)
        if single := [t for t in doubtful if t not in found]:
            what = f"Mentions {self._labels(single)}; not counted"
            remedy = "One word is not enough; if it is offered, add it to the topics chosen."
            remarks.append(note(what, remedy, text))
        if not remarks and not is_nobody(text):
            remarks.append(note("Mentions no topic of the vocabulary", "", text))
        return Reading(tuple(found.values()), tuple(remarks))

    def _labels(self, topics: Iterable[str]) -> str:
        return ", ".join(map(self.vocabulary.label, topics))


def _stronger(old: Expertise | None, new: Expertise) -> Expertise:
    return new if old is None or (new.level or 0) > (old.level or 0) else old


def _without_level(option: str) -> tuple[str, int | None, tuple[Remark, ...]]:
    match = _LEVEL.search(option, max(0, len(option) - _LONGEST_LEVEL))
    if not match or not option[: match.start()].strip():
        return option, None, ()
    bare = option[: match.start()].strip()
    level = int(match[1] or match[2] or match[3])
    if 1 <= level <= 3:
        return bare, level, ()
    what = f"Level {level} is not on the scale of 1 (has done it), 2 (has led it), 3 (teaches it)"
    return bare, None, (question(what, "Give 1, 2 or 3.", option),)


class _Held:
    """A vocabulary as a key of the cache: the same object, not equal content."""

    __slots__ = ("vocabulary",)

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.vocabulary is self.vocabulary


@lru_cache(maxsize=20_000)
def _topics(held: _Held, text: str) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    vocabulary = held.vocabulary
    if topic := vocabulary.exact(text):
        return (topic,), ()
    mentions = vocabulary.mentions(text)
    if mentions:
        named = " and ".join(vocabulary.label(m.id) for m in mentions)
        return tuple(m.id for m in mentions), (note(f"Read as {named}", "Check it.", text),)
    names = _names(held)
    near = _nearest(normalise(text), names)
    if near:
        label = vocabulary.label(names[near])
        return (names[near],), (
            warning(f"Read as {label}, although spelt otherwise", "Check it.", text),
        )
    labels = [e.label.get("en", e.id) for e in (*vocabulary.area, *vocabulary.topic)]
    remedy = f"Name a topic of the vocabulary.{suggestion(text, labels)}"
    return (), (question(UNKNOWN_TOPIC, remedy, text),)


@lru_cache(maxsize=8)
def _names(held: _Held) -> dict[str, str]:
    entries = (*held.vocabulary.area, *held.vocabulary.topic)
    return {normalise(name): e.id for e in entries for name in e.names}


@lru_cache(maxsize=8)
def _option_names(held: _Held) -> frozenset[str]:
    entries = (*held.vocabulary.area, *held.vocabulary.topic)
    return frozenset(folded(name) for e in entries for name in e.names)


def _nearest(text: str, names: dict[str, str]) -> str | None:
    """Give the one name that a text nearly is; none where several topics are as near."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, list(names), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    best = [name for name, score, _ in found if score == found[0][1]]
    return best[0] if best and len({names[b] for b in best}) == 1 else None

"""The topics that mentors offer and mentees ask for, and the words by which people name them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, cached_property, lru_cache
from importlib import resources

from pydantic import Field, ValidationError, model_validator

from ..errors import InputError
from .record import Record

__all__ = ["Area", "Mention", "Topic", "Vocabulary", "normalise"]


#: Marks that a word can lack: accents, Hebrew and Arabic points, joiners, signs of direction.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=100_000)
def normalise(text: str) -> str:
    """Fold a text for comparison: no case, accents or punctuation, single spaces.

    The vowel signs of Indic and other scripts are no accents: they are kept, within their words.

    Examples
    --------
    >>> normalise("  Équipement: prêt/location ")
    'equipement pret location'
    >>> normalise("(हिन्दी)") == normalise("हिन्दी") != normalise("हनद")
    True
    """
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    kept = (c if c.isalnum() or c == "_" or _is_mark(c) else " " for c in plain)
    return " ".join("".join(kept).split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


class Area(Record):
    """A group of topics; its label and synonyms by language code."""

    id: str
    label: dict[str, str]
    synonyms: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every word or phrase that means this area or topic."""
        return (*self.label.values(), *(s for many in self.synonyms.values() for s in many))


class Topic(Area):
    """One topic of an area."""

    area: str


class Mention(Record):
    """A place of a text that names a topic or area: its id and the words, as normalised."""

    id: str
    words: str


class Vocabulary(Record):
    """Areas and their topics.

    Parameters
    ----------
    area : tuple of Area
        The groups.
    topic : tuple of Topic
        The topics; each names its area.

    Examples
    --------
    >>> import alliance_match as am
    >>> people = am.load_round("examples/data/mentors.csv", "examples/data/mentees.csv")
    >>> people.vocabulary.label("FUN.grants")
    'Grants and foundations'
    """

    area: tuple[Area, ...] = Field(min_length=1)
    topic: tuple[Topic, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Vocabulary:
        areas = {a.id for a in self.area}
        for topic in self.topic:
            if topic.area not in areas:
                raise ValueError(f"topic {topic.id!r} names the unknown area {topic.area!r}")
        ids = [entry.id for entry in (*self.area, *self.topic)]
        if repeated := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"ids used twice: {', '.join(repeated)}")
        owner: dict[str, str] = {}
        for entry in (*self.area, *self.topic):
            for name in entry.names:
                other = owner.setdefault(normalise(name), entry.id)
                if other != entry.id:
                    raise ValueError(f"{name!r} means both {other!r} and {entry.id!r}")
        return self

    @classmethod
    @cache
    def alliance(cls) -> Vocabulary:
        """Load the vocabulary of ALS/MND associations that ships with the library."""
        data = resources.files(__package__).joinpath("topics.toml").read_text("utf-8")
        return cls.from_toml(data)

    @classmethod
    def from_toml(cls, text: str) -> Vocabulary:
        """Read a vocabulary written like the ``topics.toml`` that ships with the library.

        Raises
        ------
        InputError
            When the text is not TOML or does not describe a consistent vocabulary.
        """
        try:
            return cls.model_validate(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise InputError(f"The vocabulary cannot be used: {error}") from None

    @classmethod
    def of(cls, *labels: str) -> Vocabulary:
        """Make a flat vocabulary: every label is an area of its own, such as a profession."""
        return cls(area=tuple(Area(id=label, label={"en": label}) for label in labels))

    def area_of(self, topic: str) -> str:
        """Give the area id of a topic id; an area id is its own area."""
        return self._area_of[topic]

    def label(self, topic: str, language: str = "en") -> str:
        """Give the label of a topic or area, in English where the language is not held."""
        labels = self._entries[topic].label
        return labels.get(language) or labels.get("en") or next(iter(labels.values()))

    def __contains__(self, topic: object) -> bool:
        return topic in self._area_of

    @cached_property
    def _entries(self) -> dict[str, Area]:
        return {e.id: e for e in (*self.area, *self.topic)}

    @cached_property
    def _area_of(self) -> dict[str, str]:
        return {a.id: a.id for a in self.area} | {t.id: t.area for t in self.topic}

    @cached_property
    def _owner(self) -> dict[str, str]:
        entries = self._entries.values()
        return {normalise(n): e.id for e in entries for n in e.names}

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How many words the longest name has, by its first word."""
        longest: dict[str, int] = {}
        for words in map(str.split, self._owner):
            if words:
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return longest

    def exact(self, text: str) -> str | None:
        """Give the topic or area that this whole text names, by id or by name, or ``None``."""
        return text if text in self else self._owner.get(normalise(text))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find the topics and areas that a text names, as whole words, the longest name first.

        An area that is named together with one of its own topics is left out.

        Parameters
        ----------
        text : str
            Free text in any of the vocabulary's languages.

        Returns
        -------
        tuple of Mention
            In the order of the text, each id once.
        """
        words, found, end = normalise(text).split(), dict[str, str](), 0
        longest, owner = self._longest, self._owner
        for at, word in enumerate(words):
            if word not in longest or at < end:
                continue
            for size in range(min(longest[word], len(words) - at), 0, -1):
                name = " ".join(words[at : at + size])
                if name in owner:
                    found.setdefault(owner[name], name)
                    end = at + size
                    break
        if not found:
            return ()
        topical = {self.area_of(t) for t in found if self.area_of(t) != t}
        return tuple(Mention(id=i, words=w) for i, w in found.items() if i not in topical)

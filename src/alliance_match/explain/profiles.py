"""The search for the profile of the new mentor who would bring most.

With one place a new mentor brings what the best of the mentees gains. For one mentee topics,
language, and time zone with hours can be chosen one by one, since each rule and each criterion
looks at one of them alone and the points rise with each criterion's share. So the best profile for
each mentee is found exactly, and the best of all profiles is one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from ..scoring.criteria import CRITERIA
from ..scoring.facts import Facts
from ..scoring.rules import BROKEN
from ..scoring.score import ScoredPairs
from .newcomers import Hours, Newcomers, Profile

__all__ = ["Search", "Vocabulary"]

Table = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """What is searched.

    Attributes
    ----------
    topics, languages, zones : tuple of str
        Topic and area ids, language tags and names of time zones; at least one language and zone.
    hours : tuple of (int, int)
        Spans of full hours on weekdays; at least one.
    most_topics : int
        How many topics a profile has at most.
    """

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    zones: tuple[str, ...]
    hours: tuple[Hours, ...]
    most_topics: int

    @property
    def times(self) -> tuple[tuple[str, Hours], ...]:
        """Time zones with hours."""
        return tuple(product(self.zones, self.hours))


@dataclass(frozen=True, eq=False)
class Search:
    """The search over a vocabulary.

    Attributes
    ----------
    newcomers : Newcomers
        What each profile brings.
    words : Vocabulary
        What is searched.
    """

    newcomers: Newcomers
    words: Vocabulary

    def best(self) -> Iterator[Profile]:
        """Give the best profile for one mentee after the other, best first.

        Yields
        ------
        Profile
            None that brings nothing. Topics that are left over serve as many others as they can.
        """
        tailored = sorted({self._for(row) for row in range(self._n_rows)}, key=lambda p: p.key)
        gains = self.newcomers.gains(tailored)
        order = np.argsort(-gains.max(axis=0, initial=0), kind="stable")
        served = set[int]()
        for k in order.tolist():
            row = int(gains[:, k].argmax())
            if gains[row, k] > 0 and row not in served:
                served.add(row)
                yield self._filled(tailored[k])

    @property
    def _n_rows(self) -> int:
        return len(self.newcomers.proposal.round.mentees)

    # --- the best for one mentee ------------------------------------------------------------------

    def _for(self, row: int) -> Profile:
        """Choose topics, language, zone and hours for one mentee."""
        language = int(self._by_language[row].argmax())
        time = self.words.times[int(self._by_time[row].argmax())]
        return Profile(self._topics(row), self.words.languages[language], *time)

    @cached_property
    def _by_language(self) -> Table:
        """How good each language is for each mentee; among equals, for all of them."""
        profiles = [Profile((), tag, *self.words.times[0]) for tag in self.words.languages]
        return self._ranked(profiles, "shared_language", "language")

    @cached_property
    def _by_time(self) -> Table:
        """How good each time zone with its hours is for each mentee; among equals, for all."""
        profiles = [Profile((), self.words.languages[0], *time) for time in self.words.times]
        return self._ranked(profiles, "weekly_overlap", "availability")

    def _ranked(self, profiles: Sequence[Profile], rule: str, criterion: str) -> Table:
        """Rank profiles for each mentee: first the rule, then the share, then what all have."""
        scored = self.newcomers.scored(profiles)
        shares = next(c for c in CRITERIA if c.name == criterion).shares(scored.facts).value
        own = (scored.verdicts[rule] != BROKEN) * BIT + shares.astype(np.int64)
        return np.asarray(own * (self._n_rows + 1) * 2 * BIT + own.sum(axis=0))

    def _topics(self, row: int) -> tuple[str, ...]:
        """Choose the fewest topics that serve a mentee's goals best."""
        goals = np.flatnonzero(self._facts.goal_owner == row)
        share, none = self._share[goals], len(self.words.topics)
        useful = [k for k in range(none) if (share[:, k] > share[:, none]).any()]
        useful = [k for k in useful if not _is_beaten(share, k, useful)]
        best, chosen = (-1, -1), tuple[int, ...]()
        for size in range(min(self.words.most_topics, len(useful)) + 1):
            for some in combinations(useful, size):
                columns = [none, *some]
                keeps = bool(self._top_goal[row, columns].any())
                worth = int((self._weight[goals] * share[:, columns].max(axis=1)).sum())
                if (keeps, worth) > best:
                    best, chosen = (keeps, worth), some
        return tuple(sorted(self.words.topics[k] for k in chosen))

    @cached_property
    def _by_topic(self) -> ScoredPairs:
        """One new mentor for each topic, and one for none."""
        topics = [*((topic,) for topic in self.words.topics), ()]
        language, time = self.words.languages[0], self.words.times[0]
        return self.newcomers.scored([Profile(some, language, *time) for some in topics])

    @property
    def _facts(self) -> Facts:
        return self._by_topic.facts

    @cached_property
    def _share(self) -> Table:
        """How well each topic serves each goal."""
        return self._facts.goal_cover.value.astype(np.int64)

    @cached_property
    def _top_goal(self) -> NDArray[np.bool_]:
        """Whether each topic keeps the rule on the top goal, for each mentee."""
        return np.asarray(self._by_topic.verdicts["top_goal_covered"] != BROKEN)

    @cached_property
    def _weight(self) -> Table:
        """How much each goal counts."""
        by_priority = np.array(
            self.newcomers.proposal.policy.criteria.goal_coverage.priority_weights
        )
        return by_priority[self._facts.goal_priority - 1]

    # --- topics that are left over ----------------------------------------------------------------

    def _filled(self, profile: Profile) -> Profile:
        """Add topics, one after the other, by which most other mentees could gain.

        None by which another mentee would gain most: that would be another profile.
        """
        while len(profile.topics) < self.words.most_topics:
            more = [t for t in self.words.topics if t not in profile.topics]
            wider = [replace(profile, topics=tuple(sorted((*profile.topics, t)))) for t in more]
            gains = np.maximum(self.newcomers.gains([profile, *wider]), 0)
            same = gains.max(axis=0) == gains[:, 0].max()
            could = np.where(same, (gains > 0).sum(axis=0), -1)
            if could.max() <= could[0]:
                break
            best = max(range(len(wider) + 1), key=lambda k: (could[k], int(gains[:, k].sum()), -k))
            profile = wider[best - 1]
        return profile


BIT = 2**15
"""More than any share."""


def _is_beaten(share: Table, topic: int, others: Sequence[int]) -> bool:
    """Say whether another topic serves every goal at least as well, the first of equals kept."""
    return any(
        (share[:, k] >= share[:, topic]).all()
        and ((share[:, k] > share[:, topic]).any() or k < topic)
        for k in others
        if k != topic
    )

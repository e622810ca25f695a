"""The scoring of a round once more, pair by pair, in plain Python: a reference and a baseline.

It takes the same objects as ``alliance_match.scoring`` and shares no code with it: no numpy, and
every constant is written out again on purpose. It is what one would write without arrays: a double
loop over mentees and mentors, with what belongs to one person (the free half hours in UTC, the best
level per topic, the lists) worked out once per person.
"""

from __future__ import annotations

from dataclasses import dataclass

from plain_cards import (
    FULL,
    NOTHING,
    Card,
    Share,
    Skills,
    best,
    free_half_hours,
    identities,
    largest_remainder,
    spoken_levels,
    times,
    usable,
)
from plain_criteria import CRITERIA
from plain_rules import RULES

from alliance_match.model.people import Expertise, Mentee, Mentor, Person, SubjectExpert
from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound

BROKEN, PASSED, UNKNOWN, WAIVED = 0, 1, 2, 3


@dataclass(frozen=True)
class PlainPair:
    """One pair, judged: the same words as ``ScoredPairs``."""

    eligible: bool
    verdicts: dict[str, int]
    contributions: dict[str, int]
    points: int
    low: int
    high: int


def score_pair(
    match_round: MatchRound, policy: Policy, mentee: Mentee, mentor: Mentor
) -> PlainPair:
    """Judge one pair."""
    return PlainScorer(match_round, policy).pair(mentee, mentor)


def score_all(match_round: MatchRound, policy: Policy) -> dict[tuple[str, str], PlainPair]:
    """Judge every pair, by the ids of mentee and mentor."""
    scorer = PlainScorer(match_round, policy)
    return {
        (mentee.id, mentor.id): scorer.pair(mentee, mentor)
        for mentee in match_round.mentees
        for mentor in match_round.mentors
    }


class PlainScorer:
    """One round under one policy; :meth:`pair` judges one pair."""

    def __init__(self, match_round: MatchRound, policy: Policy):
        self.round = match_round
        self.policy = policy
        self.organisations = {o.id: o for o in match_round.organisations}
        self.experts = [self.skills(x) for x in match_round.experts]
        self.expert_cards = [self.expert_card(x) for x in match_round.experts]
        self.cards = dict[tuple[str, str], Card]()
        self.by_experts = dict[str | None, bool | None]()
        self.neutral = {
            name: round(getattr(policy.criteria, name).neutral * FULL / 100) for name in CRITERIA
        }
        self.covered_from = round(policy.rules.top_goal_covered.min_coverage * FULL / 100)
        self.waived = {
            (d.mentee, d.mentor, d.rule) for d in match_round.decisions.entries if d.kind == "waive"
        }

    def pair(self, mentee: Mentee, mentor: Mentor) -> PlainPair:
        """Judge one pair."""
        a, b = self.card(mentee), self.card(mentor)
        common = self.common_half_hours(a, b)
        verdicts = {name: self.verdict(name, a, b, common) for name in RULES}
        weights = self.policy.weights
        shares = {name: share(self, a, b, common) for name, share in CRITERIA.items()}
        parts = [weights[name] * share[0] for name, share in shares.items()]
        contributions = dict(zip(CRITERIA, largest_remainder(parts), strict=True))
        points = sum(contributions.values())
        enough = points >= round(self.policy.min_points * 10)
        return PlainPair(
            eligible=enough and BROKEN not in verdicts.values(),
            verdicts=verdicts,
            contributions=contributions,
            points=points,
            low=sum(weights[name] * share[1] for name, share in shares.items()) // FULL,
            high=-(-sum(weights[name] * share[2] for name, share in shares.items()) // FULL),
        )

    def verdict(self, name: str, a: Card, b: Card, common: int | None) -> int:
        """Judge one pair by one rule: its answer, its setting, and whether it is waived."""
        setting = getattr(self.policy.rules, name)
        if not setting.on:
            return PASSED
        holds = RULES[name](self, a, b, common)
        if holds:
            return PASSED
        if (a.person.id, b.person.id, name) in self.waived:
            return WAIVED
        return UNKNOWN if holds is None and setting.unknown == "pass" else BROKEN

    def card(self, person: Mentee | Mentor) -> Card:
        """Give what is worked out once per person."""
        key = (type(person).__name__, person.id)
        if key not in self.cards:
            self.cards[key] = self.new_card(person)
        return self.cards[key]

    def expert_card(self, expert: SubjectExpert) -> Card:
        """Give an expert's card; lists name mentors by id, and experts by organisation alone."""
        card = self.new_card(expert)
        card.names = card.names - {expert.id} | {o for o in (expert.organisation,) if o}
        return card

    def new_card(self, person: Mentee | Mentor | SubjectExpert) -> Card:
        organisation = self.organisations.get(person.organisation or "")
        region = None if organisation is None else organisation.region
        weeks = None
        if person.availability is not None and person.time_zone is not None:
            calendar = self.policy.calendar
            mondays = calendar.winter_week, calendar.summer_week
            weeks = [free_half_hours(person, monday) for monday in mondays]
        card = Card(
            person=person,
            same=identities(person),
            names={person.id} if person.organisation is None else {person.id, person.organisation},
            region=region,
            membership=None if organisation is None else organisation.membership,
            languages=spoken_levels(person),
            weeks=weeks,
            steps=self.steps(person),
            exclusions=set(person.exclusions),
            preferences={who: k for k, who in reversed(list(enumerate(person.preferences, 1)))},
        )
        if isinstance(person, Mentor):
            card.skills = self.skills(person)
            card.regions = {r for r in (region, *person.regions) if r is not None}
        return card

    def steps(self, person: Person) -> dict[str, int]:
        """Give the step on each of the policy's scales, where it is known."""
        held = {rank.scale: rank.step for rank in person.ranks}
        return {
            name: scale.steps.index(held[name])
            for name, scale in self.policy.scales.items()
            if held.get(name) in scale.steps
        }

    def skills(self, holder: Mentor | SubjectExpert) -> Skills | None:
        """Give the best shares that somebody's expertise earns, before nearness counts."""
        if holder.expertise is None:
            return None
        skills, words = Skills(), self.round.vocabulary
        for item in holder.expertise:
            share, area = self.level_share(item), words.area_of(item.topic)
            skills.exact[item.topic] = best(share, skills.exact.get(item.topic, NOTHING))
            if area != item.topic:
                skills.within[area] = best(share, skills.within.get(area, NOTHING))
        return skills

    def level_share(self, item: Expertise) -> Share:
        """Give the share of a level; an unknown level counts as the middle one."""
        first, second, third = self.policy.criteria.goal_coverage.level_shares
        known = {1: first, 2: second, 3: third}
        if item.level is None:
            return second, first, third
        return (known[item.level],) * 3

    def cover(self, topic: str | None, skills: Skills | None) -> Share:
        """Say how well expertise serves a goal: the topic itself, its area, or a neighbour."""
        if topic is None or skills is None:
            return self.neutral["goal_coverage"], 0, FULL
        settings = self.policy.criteria.goal_coverage
        area = self.round.vocabulary.area_of(topic)
        within = skills.within.get(area, NOTHING)
        share = times(100, skills.exact.get(topic, NOTHING))
        if area == topic:
            return best(share, times(settings.area_share, within))
        share = best(share, times(settings.area_share, skills.exact.get(area, NOTHING)))
        return best(share, times(settings.neighbour_share, within))

    def covered_by_an_expert(self, topic: str | None) -> bool | None:
        """Whether some subject expert serves a topic well enough."""
        if not self.policy.rules.top_goal_covered.experts_count:
            return False
        if topic not in self.by_experts:
            answers = [self.covers(self.cover(topic, skills)) for skills in self.experts]
            self.by_experts[topic] = True if True in answers else None if None in answers else False
        return self.by_experts[topic]

    def covers(self, share: Share) -> bool | None:
        """Whether a share is enough: surely, or likely and more than a guess; or not known."""
        value, low, high = share
        if low >= self.covered_from or (value >= self.covered_from and low > 0):
            return True
        return None if high >= self.covered_from else False

    def common_half_hours(self, a: Card, b: Card) -> int | None:
        """Count the usable common half hours in the worse season, ``None`` where unknown."""
        if a.weeks is None or b.weeks is None:
            return None
        length = self.policy.rules.weekly_overlap.meeting_minutes // 30
        pairs = zip(a.weeks, b.weeks, strict=True)
        return min(usable(mine & theirs, length) for mine, theirs in pairs)

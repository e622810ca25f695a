"""Small rounds by seed in which every kind of answer is now and then missing.

``holed_round`` is short of answers; ``full_round`` has whatever else bears on a proposal besides.
"""

from __future__ import annotations

import random

from alliance_match.model.decisions import Decision
from alliance_match.model.people import (
    STAGES,
    Expertise,
    Goal,
    LanguageSkill,
    Mentee,
    Mentor,
    Rank,
    SubjectExpert,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.model.round import MatchRound

from .rounds import FREE, TOPICS, mentee, mentor, round_of

__all__ = ["FREE", "NIGHT", "SHORT", "full_round", "holed_round", "rebuilt"]

NIGHT = tuple(w.model_copy(update={"start": 0, "end": 300}) for w in FREE)
SHORT = tuple(w.model_copy(update={"end": w.start + 90}) for w in FREE[:2])
#: Rules that random people break now and then, and that a committee may waive.
WAIVED = ("shared_language", "weekly_overlap", "top_goal_covered", "no_exclusion", "scales")


class Season:
    """Answers drawn at random, some of them missing."""

    def __init__(self, rng: random.Random, odds: float = 0.12):
        self.rng, self.odds = rng, odds

    def maybe(self, value: object, odds: float | None = None) -> object:
        return None if self.rng.random() < (self.odds if odds is None else odds) else value

    def spoken(self) -> tuple[LanguageSkill, ...]:
        tags = self.rng.sample(("en", "es", "fr"), self.rng.randint(1, 3))
        levels = (None, "B1", "B2", "C2")
        return tuple(LanguageSkill(language=t, level=self.rng.choice(levels)) for t in tags)

    def skills(self) -> tuple[Expertise, ...]:
        chosen = self.rng.sample((*TOPICS, "FUN"), self.rng.randint(1, 3))
        return tuple(Expertise(topic=t, level=self.rng.choice([None, 1, 2, 3])) for t in chosen)

    def common(self, number: int) -> dict[str, object]:
        rng, maybe = self.rng, self.maybe
        return {
            "organisation": maybe(f"org-{number}", self.odds / 2),
            "languages": maybe(self.spoken()),
            "time_zone": maybe(rng.choice(["Europe/Paris", "America/Lima"])),
            "availability": maybe(rng.choice([FREE, SHORT, NIGHT])),
            "ranks": (Rank(scale="grade", step=rng.choice("abc")),) if rng.random() < 0.8 else (),
            "preferences": tuple(rng.sample(["org-0", "org-101", "M00"], rng.choice([0, 0, 1]))),
            "exclusions": tuple(rng.sample(["org-1", "org-100"], rng.choice([0, 0, 0, 1]))),
        }

    def mentor(self, number: int, capacities: tuple[int, ...] = (1, 1, 2)) -> Mentor:
        rng, maybe = self.rng, self.maybe
        return mentor(
            number,
            **self.common(number),
            expertise=maybe(self.skills()),
            capacity=maybe(Range.exactly(rng.choice(capacities))),
            hours_per_month=maybe(Range.exactly(rng.choice([1, 2, 4]))),
            mentoring_experience=maybe(rng.choice([0, 1, 5])),
            stages=maybe(tuple(rng.sample(STAGES, rng.randint(1, 2)))),
            panel_status=maybe("approved"),
        )

    def mentee(self, number: int) -> Mentee:
        rng, maybe = self.rng, self.maybe
        return mentee(
            number,
            **self.common(number + 100),
            goals=maybe(
                tuple(
                    Goal(topic=maybe(t), priority=p, text=f"Goal {p}")
                    for p, t in enumerate(rng.sample(TOPICS, rng.randint(1, 2)), start=1)
                )
            ),
            stage=maybe(rng.choice(STAGES)),
        )

    def expert(self) -> SubjectExpert:
        return SubjectExpert(
            id="X1", name="Expert Example", expertise=self.maybe(self.skills(), 0.5)
        )

    def without_standing(self, made: MatchRound) -> MatchRound:
        """Forget where some organisations are, and whether they are members."""
        organisations = tuple(
            o.model_copy(
                update={"country": self.maybe(o.country), "membership": self.maybe("full")}
            )
            for o in made.organisations
        )
        return rebuilt(made, organisations=organisations)


def holed_round(seed: int) -> tuple[MatchRound, Policy]:
    """A round of up to three by four in which every kind of answer is now and then missing."""
    rng = random.Random(seed)
    season = Season(rng)
    mentors = [season.mentor(k) for k in range(rng.randint(2, 3))]
    mentees = [season.mentee(k) for k in range(rng.randint(2, 4))]
    experts = (season.expert(),) * rng.choice([0, 0, 1])
    kind = rng.choice(["pin", "veto", "waive"])
    decision = Decision(
        kind=kind,
        mentee=mentees[0].id,
        mentor=mentors[0].id,
        rule="shared_language" if kind == "waive" else None,
    )
    made = round_of(mentors, mentees, (decision,) * rng.choice([0, 0, 1]), experts=experts)
    made = season.without_standing(made)
    policy = Policy.from_toml(
        f"""
        objective = "{rng.choice(["coverage_total", "total"])}"
        min_points = {rng.choice([0.0, 0.0, 45.0])}
        places.min_load = {rng.choice([0, 0, 1])}
        rules.weekly_overlap.unknown = "{rng.choice(["pass", "pass", "fail"])}"
        rules.top_goal_covered.unknown = "{rng.choice(["pass", "pass", "fail"])}"
        rules.top_goal_covered.experts_count = {rng.choice(["true", "false"])}
        rules.different_organisation.on = {rng.choice(["true", "false"])}
        criteria.scales.weight = {rng.choice([0, 200])}
        [scales.grade]
        steps = ["a", "b", "c"]
        ideal_ahead = 1
        max_ahead = {rng.choice([1, 2])}
        """
    )
    return made, policy


def rebuilt(match_round: MatchRound, **changes: object) -> MatchRound:
    held = {name: getattr(match_round, name) for name in type(match_round).model_fields}
    return MatchRound(**{**held, **changes})


# --- every feature --------------------------------------------------------------------------------


def full_round(seed: int) -> tuple[MatchRound, Policy]:
    """A round of up to four by five with all that bears on a proposal.

    Pins, vetoes, waivers, minimum loads, mentors with no place or three, twins who tie, weights
    that leave one criterion or seven, missing answers, and rules that these break or not.
    """
    rng = random.Random(seed)
    season = Season(rng, rng.choice([0.03, 0.08, 0.15]))
    mentors = [
        season.mentor(k, (0, 1, 1, 1, 1, 2, 2, 3)) for k in range(rng.choice([1, 2, 3, 4, 4, 4]))
    ]
    mentees = [season.mentee(k) for k in range(rng.choice([1, 2, 3, 4, 5, 5]))]
    for people in (mentors, mentees):
        if len(people) > 1 and rng.random() < 0.4:
            one, other = rng.sample(range(len(people)), 2)
            own = {name: getattr(people[other], name) for name in ("id", "name", "email")}
            people[other] = people[one].model_copy(update=own)
    odds = rng.choice([0, 0, 0.15, 0.3])
    for k, one in enumerate(mentees):
        excluded = tuple(other.id for other in mentors if rng.random() < odds)
        mentees[k] = one.model_copy(update={"exclusions": excluded})
    experts = (season.expert(),) * rng.choice([0, 0, 1])
    decisions = tuple(_decisions(rng, mentees, mentors))
    made = season.without_standing(round_of(mentors, mentees, decisions, experts=experts))
    return made, full_policy(rng)


def _decisions(rng: random.Random, mentees: list[Mentee], mentors: list[Mentor]):
    """Up to four pins and vetoes, now and then a recusal, and waivers, mostly for pinned pairs."""
    for kind in rng.choices(
        ["pin", "pin", "veto", "veto", "recuse"], k=rng.choice([0, 1, 1, 2, 3, 4])
    ):
        pair = {"mentee": rng.choice(mentees).id, "mentor": rng.choice(mentors).id}
        yield Decision(kind=kind, **pair, who="A.", why="as agreed")
        if kind == "pin" and rng.random() < 0.8:
            yield from (Decision(kind="waive", **pair, rule=rule) for rule in WAIVED)
    for _ in range(rng.choice([0, 1, 2, 4])):
        pair = {"mentee": rng.choice(mentees).id, "mentor": rng.choice(mentors).id}
        yield Decision(kind="waive", **pair, rule=rng.choice(WAIVED))


def full_policy(rng: random.Random) -> Policy:
    """A policy of either objective with rules on and off, strict and not, and any weights."""
    strict = rng.choice([0.1, 0.3, 0.5])
    names = sorted({*WAIVED, "different_organisation"} - {"no_exclusion"})  # which always holds
    rules = {
        name: {"on": rng.random() < strict, "unknown": rng.choice(["pass", "pass", "fail"])}
        for name in names
    }
    weights = rng.choice([{}, _few_weights(rng), _few_weights(rng)])
    return Policy.model_validate(
        {
            "objective": rng.choice(["coverage_total", "total"]),
            "min_points": rng.choice([0.0] * 6 + [25.0, 45.0]),
            "places": {"min_load": rng.choice([0, 0, 0, 0, 1, 1, 2])},
            "rules": rules,
            "criteria": {
                name: {"weight": weight, "neutral": rng.choice([0, 0, 50])}
                for name, weight in weights.items()
            },
            "scales": {"grade": {"steps": ["a", "b", "c"], "ideal_ahead": 1, "max_ahead": 1}},
        }
    )


def _few_weights(rng: random.Random) -> dict[str, int]:
    """All the weight on some criteria, at times on one alone."""
    names = list(Policy().weights)
    some = rng.sample(names[:-1], rng.choice([1, 1, 2, 2, 2, 3])) + rng.choice([[], [names[-1]]])
    return {name: rng.choice([50, 100, 150]) if name in some else 0 for name in names}

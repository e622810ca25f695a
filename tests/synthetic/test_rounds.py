"""Synthetic rounds: repeatable, as assumed, and read back from messy tables."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import numpy as np
import pytest

import alliance_match as am
from alliance_match.errors import InputError
from alliance_match.model.availability import utc_slots
from alliance_match.model.regions import regions
from alliance_match.model.vocabulary import Vocabulary
from alliance_match.synthetic import (
    ASSUMPTIONS,
    HIDDEN_MODELS,
    SIZES,
    HiddenModel,
    Knobs,
    Size,
    one_goal,
    synthetic_round,
    understated,
    with_noise,
)
from alliance_match.synthetic.assumptions import (
    AREAS,
    CAPACITY,
    HOMES,
    MENTEE_REGIONS,
    MENTOR_REGIONS,
)

SURE = Knobs(missing=0.0)
MANY = Size(400, 600)


@pytest.fixture(scope="module")
def many():
    return synthetic_round(1, MANY, SURE)


@pytest.mark.parametrize("size", ["small", "typical", "large"])
def test_the_same_seed_gives_the_same_round_and_another_seed_another(size):
    one, again, other = (synthetic_round(seed, size) for seed in (5, 5, 6))
    assert one.round == again.round
    assert one.truth.quality.tobytes() == again.truth.quality.tobytes()
    assert one.round != other.round
    assert len(one.round.mentors) == SIZES[size].mentors
    assert len(one.round.mentees) == SIZES[size].mentees


def test_forms_do_not_depend_on_the_hidden_model_or_on_chance():
    rounds = [synthetic_round(3, "typical", model=name).round for name in HIDDEN_MODELS]
    rounds += [synthetic_round(3, "typical", Knobs(noise=n)).round for n in (0, 5)]
    assert all(one == rounds[0] for one in rounds)


def test_nobody_could_be_taken_for_somebody(many):
    people = (*many.round.mentors, *many.round.mentees)
    assert all(p.email.endswith("@example.org") for p in people)
    assert all(re.fullmatch(r"Sample (Mentor|Mentee) \d{4}", p.name) for p in people)


def shares(values, wanted):
    found = Counter(values)
    return {k: 100 * found[k] / sum(found.values()) for k in wanted}


def near(found, wanted, within=6):
    whole = sum(wanted.values())
    return all(abs(found[k] - 100 * w / whole) < within for k, w in wanted.items())


def test_people_come_from_where_is_assumed(many):
    for people, wanted in (
        (many.round.mentors, MENTOR_REGIONS.odds),
        (many.round.mentees, MENTEE_REGIONS.odds),
    ):
        homes = [many.round.organisation_of(p).region for p in people]
        assert near(shares(homes, wanted), wanted)


def test_goals_and_places_are_as_assumed(many):
    goals = [g.topic.split(".")[0] for m in many.round.mentees for g in m.goals]
    assert near(shares(goals, AREAS.odds), AREAS.odds)
    places = [f"{m.capacity.low:g}" for m in many.round.mentors]
    assert near(shares(places, CAPACITY.odds), CAPACITY.odds)
    assert all(4 <= len(m.expertise) <= 10 for m in many.round.mentors)


def test_languages_come_with_the_region(many):
    def works(people, tag):
        good = ("B2", "C1", "C2", "native")
        spoken = [{s.language for s in p.languages if s.level in good} for p in people]
        return 100 * np.mean([tag in said for said in spoken])

    for tag, mentors, mentees in (("en", 90, 70), ("es", 20, 30), ("fr", 12, 14), ("pt", 6, 10)):
        assert abs(works(many.round.mentors, tag) - mentors) < 10, tag
        assert abs(works(many.round.mentees, tag) - mentees) < 10, tag


def test_planted_mentees_can_have_nobody(many):
    share = len(many.truth.planted) / len(many.round.mentees)
    assert 0.05 <= share <= 0.10
    scored = am.propose(many.round).scored
    row = {m.id: i for i, m in enumerate(many.round.mentees)}
    assert not scored.eligible[[row[who] for who in many.truth.planted]].any()


def test_scarcity_leaves_mentors_out_and_missing_leaves_answers_out():
    assert len(synthetic_round(1, "large", Knobs(scarcity=0.5)).round.mentors) == 20
    holed = synthetic_round(1, "large", Knobs(missing=0.5)).round
    gone = np.mean([m.time_zone is None for m in (*holed.mentors, *holed.mentees)])
    assert 0.3 < gone < 0.7
    full = synthetic_round(1, "large", SURE).round
    assert not any(m.time_zone is None for m in (*full.mentors, *full.mentees))


def test_who_understates_has_half_the_time_and_the_same_truth():
    honest, shy = (synthetic_round(2, "typical", Knobs(0, 1, 0, u)) for u in (0, 1))
    for one, other in zip(honest.round.mentees, shy.round.mentees, strict=True):
        assert other.availability == one.availability[::2]
    assert honest.truth.quality.tobytes() == shy.truth.quality.tobytes()
    assert understated(honest.round).mentees == shy.round.mentees
    assert understated(honest.round).mentors == honest.round.mentors
    assert [m.goals for m in one_goal(honest.round).mentees] == [
        m.goals[:1] for m in honest.round.mentees
    ]


def test_noise_changes_the_share_that_it_says():
    made = synthetic_round(4, "large", SURE).round
    assert with_noise(made, 0.0, 1) == made
    assert with_noise(made, 0.1, 1) == with_noise(made, 0.1, 1) != with_noise(made, 0.1, 2)
    noisy = with_noise(made, 0.1, 1)
    before = [(m.id, e) for m in made.mentors for e in m.expertise]
    after = [(m.id, e) for m in noisy.mentors for e in m.expertise]
    topics = [a[1].topic != b[1].topic for a, b in zip(before, after, strict=True)]
    levels = [a[1].level != b[1].level for a, b in zip(before, after, strict=True)]
    assert 0.05 < np.mean(topics) < 0.15
    assert 0.05 < np.mean(levels) < 0.15


def test_knobs_models_and_sizes_that_cannot_be_are_refused():
    with pytest.raises(InputError, match=r"scarcity=1.0, missing=2"):
        Knobs(scarcity=1.0, missing=2)
    with pytest.raises(InputError, match=r"no size 'tipical'\. Did you mean 'typical'"):
        synthetic_round(1, "tipical")
    with pytest.raises(InputError, match=r"no hidden model 'fate'\. There are: literature"):
        synthetic_round(1, "small", model="fate")
    strangers = synthetic_round(1, "typical").round
    with pytest.raises(InputError, match="knows nobody with the id E0008"):
        synthetic_round(1, "small").truth.table(strangers)


def test_every_assumption_names_its_source_and_its_names_exist():
    assert all(one.what and one.odds and one.source for one in ASSUMPTIONS)
    areas = {a.id for a in Vocabulary.alliance().area}
    assert set(AREAS.odds) == areas
    assert set(HOMES) == set(regions()) == set(MENTOR_REGIONS.odds) == set(MENTEE_REGIONS.odds)


# --- the hidden model -----------------------------------------------------------------------------


def test_each_weight_of_the_hidden_model_moves_quality_and_nothing_else_does():
    nothing = dict.fromkeys(
        ("needs", "communication", "commitment", "context", "say", "time", "surface", "chance"), 0
    )
    flat = synthetic_round(1, "typical", model=HiddenModel(**nothing)).truth.quality
    assert np.allclose(flat, 0.5)
    for name in nothing:
        made = synthetic_round(1, "typical", model=HiddenModel(**(nothing | {name: 1.0})))
        assert made.truth.quality.std() > 0.01, name


def test_forms_show_a_part_of_the_truth_and_only_a_part(many):
    points = am.propose(many.round).scored.points
    told = np.corrcoef(points.ravel(), many.truth.table(many.round).ravel())[0, 1]
    assert 0.3 < told < 0.9


# --- tables ---------------------------------------------------------------------------------------


def test_clean_tables_are_read_as_the_same_round():
    made = synthetic_round(8, "large", SURE)
    tables = made.frames(messy=False)
    read = am.load_round(tables.mentors, tables.mentees)
    for one, other in zip(
        (*made.round.mentors, *made.round.mentees), (*read.mentors, *read.mentees), strict=True
    ):
        assert (other.id, other.name, other.time_zone) == (one.id, one.name, one.time_zone)
        assert set(other.languages) == set(one.languages)
        weeks = [utc_slots(p.availability, "UTC", date(2027, 1, 11)) for p in (one, other)]
        assert (weeks[0] == weeks[1]).all()
    for one, other in zip(made.round.mentors, read.mentors, strict=True):
        assert {(e.topic, e.level) for e in other.expertise} == {
            (e.topic, e.level) for e in one.expertise
        }
        assert other.capacity == one.capacity
    for one, other in zip(made.round.mentees, read.mentees, strict=True):
        assert [g.topic for g in other.goals] == [g.topic for g in one.goals]


@pytest.mark.parametrize("seed", range(5))
def test_messy_tables_are_read_with_questions_and_nobody_lost(seed):
    made = synthetic_round(seed, "large")
    tables, again = made.frames(), made.frames()
    assert tables.mentors.equals(again.mentors)
    read = am.load_round(tables.mentors, tables.mentees)
    assert [m.id for m in read.mentees] == [m.id for m in made.round.mentees]
    assert [m.id for m in read.mentors] == [m.id for m in made.round.mentors]
    assert not read.report.at("error")
    assert len(tables.mentees) > len(read.mentees)
    made.truth.table(read)  # the truth knows everybody by id

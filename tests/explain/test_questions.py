"""Questions: what cannot change the proposal does not, whatever anybody answers."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from alliance_match.errors import InputError
from alliance_match.explain import Loss, completeness, open_questions, questions
from alliance_match.model.decisions import Decision
from alliance_match.model.findings import FileRead, Finding, IntakeReport
from alliance_match.model.people import (
    STAGES,
    Expertise,
    Goal,
    LanguageSkill,
    Organisation,
    Rank,
)
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range, Source
from alliance_match.model.round import MatchRound
from alliance_match.proposal import Proposal, propose
from alliance_match.round_problem import build_problem
from alliance_match.scoring.rules import BROKEN, PASSED
from alliance_match.scoring.score import score
from alliance_match.words import speech

from ..holed_rounds import NIGHT, SHORT, holed_round, rebuilt
from ..rounds import FREE, TOPICS, mentee, mentor, round_of
from .question_checks import check_stakes
from .small_rounds import key_of, proposals

SEEDS = range(60)

# --- what anybody could answer, on a grid ---------------------------------------------------------


def levels_of(items, choices, attribute):
    """Fill in what is not known of each item, in every way."""
    open_at = [k for k, item in enumerate(items) if getattr(item, attribute) is None]
    for filled in itertools.product(choices, repeat=len(open_at)):
        new = list(items)
        for k, value in zip(open_at, filled, strict=True):
            new[k] = new[k].model_copy(update={attribute: value})
        yield tuple(new)


def expertise_answers():
    yield ()
    for topic in (*TOPICS, "FUN", "SUP"):
        yield from ((Expertise(topic=topic, level=level),) for level in (None, 1, 3))
    yield tuple(Expertise(topic=topic, level=3) for topic in TOPICS)


def language_answers():
    levels = (None, "A1", "B1", "B2", "C1", "native")
    yield from ((LanguageSkill(language=t, level=v),) for t in ("en", "es", "fr") for v in levels)
    yield (LanguageSkill(language="ja", level="native"),)
    yield tuple(LanguageSkill(language=t, level="native") for t in ("en", "es", "fr"))


def person_answers(match_round, person, field):
    """Yield what a person's record could be, once answered."""
    options = {
        "organisation": [o.id for o in match_round.organisations] + ["org-new"],
        "languages": language_answers(),
        "time_zone": ["Europe/Paris", "Europe/London", "America/Lima", "Pacific/Auckland"],
        "availability": [FREE, SHORT, NIGHT, FREE[:1], ()],
        "stage": STAGES,
        "stages": [c for n in range(4) for c in itertools.combinations(STAGES, n)],
        "mentoring_experience": [0, 1, 2, 3, 9],
        "panel_status": ["approved", "applied", "withdrawn"],
        "capacity": [Range.exactly(n) for n in (0, 1, 2, 3, 9)],
        "hours_per_month": [Range.exactly(n) for n in (0, 1, 2, 3, 9)],
        "consultations": [Range.exactly(n) for n in (0, 1, 2, 9)],
        "expertise": expertise_answers(),
    }
    if field in options:
        found = ({field: value} for value in options[field])
    elif field == "goals":
        found = (
            {"goals": (Goal(topic=a, priority=1), Goal(topic=b, priority=p))}
            for a in (None, *TOPICS, "FUN")
            for b in TOPICS[:2]
            for p in (1, 2)
        )
    elif field == "goal_topics":
        found = ({"goals": g} for g in levels_of(person.goals, (*TOPICS, "FUN", "SUP"), "topic"))
    elif field == "expertise_levels":
        found = ({"expertise": e} for e in levels_of(person.expertise, (1, 2, 3), "level"))
    elif field == "language_levels":
        levels = ("A1", "B1", "B2", "C1", "native")
        found = ({"languages": s} for s in levels_of(person.languages, levels, "level"))
    else:
        assert field == "scale.grade"
        found = ({"ranks": (Rank(scale="grade", step=step),)} for step in "abc")
    return (person.model_copy(update=update) for update in found)


def completions(match_round, question):
    """Yield the round with each answer to a question, and everything else as it is."""
    kinds = {"mentee": "mentees", "mentor": "mentors", "expert": "experts"}
    kind = kinds[question.role]
    people = getattr(match_round, kind)
    (person,) = (p for p in people if p.id == question.person.id)
    if question.field in ("country", "membership"):
        values = {"country": ["PE", "FR", "NZ", "US", "KE", "IN"], "membership": ["full", "none"]}
        for value in values[question.field]:
            organisations = tuple(
                o.model_copy(update={question.field: value}) if o.id == person.organisation else o
                for o in match_round.organisations
            )
            yield rebuilt(match_round, organisations=organisations)
        return
    new = Organisation(id="org-new", name="Example New", country="KE", membership="none")
    organisations = (*match_round.organisations, new)
    for answered in person_answers(match_round, person, question.field):
        others = tuple(answered if p.id == person.id else p for p in people)
        yield rebuilt(match_round, organisations=organisations, **{kind: others})


def judged_again(proposal: Proposal, match_round: MatchRound) -> Proposal:
    """The same pairs under other answers; nothing is solved."""
    scored = score(match_round, proposal.policy)
    return replace(proposal, round=match_round, scored=scored, problem=build_problem(scored))


def within_experts(after: Proposal, everything):
    """Leave out proposals in which more mentees need the one expert than can be served."""
    people, scored = after.round, after.scored
    if not people.experts:
        return everything
    (expert,) = people.experts
    alone = score(rebuilt(people, experts=()), after.policy).verdicts["top_goal_covered"]
    needs = (scored.verdicts["top_goal_covered"] == PASSED) & (alone == BROKEN)
    most = 1 if expert.consultations is None else int(expert.consultations.low)

    def needing(chosen):
        return sum(bool(needs[i, j]) for i, j in enumerate(chosen) if j is not None)

    return [chosen for chosen in everything if needing(chosen) <= most]


def still_best(before: Proposal, after: Proposal) -> bool:
    """Whether the old proposal is possible after the answer, and none is better; by listing."""
    chosen = tuple(
        None if c < 0 else int(c) for c in before.assignment.choice(before.problem.n_rows)
    )
    everything = within_experts(after, proposals(after))
    if chosen not in everything:
        return False
    return key_of(after, chosen) == max(key_of(after, one) for one in everything)


def gain(before: Proposal, after: Proposal) -> tuple[int, int]:
    """How much better the best proposal is than what is left of the old one."""
    eligible = after.scored.eligible
    left = tuple(
        int(c) if c >= 0 and eligible[i, c] else None
        for i, c in enumerate(before.assignment.choice(before.problem.n_rows))
    )
    possible = within_experts(after, proposals(after))
    best = max((key_of(after, one) for one in possible), default=(0, 0))
    parts = list(itertools.product(*({j, None} for j in left)))
    held = max(key_of(after, part) for part in within_experts(after, parts))
    return best[0] - held[0], best[1] - held[1]


# --- the verdicts ---------------------------------------------------------------------------------


def judged(seed):
    match_round, policy = holed_round(seed)
    proposal = propose(match_round, policy)
    return proposal, proposal.questions().questions


def test_the_rounds_ask_everything():
    asked = {(q.role, q.field) for seed in SEEDS for q in judged(seed)[1]}
    assert {field for _, field in asked} == {
        *("organisation", "country", "membership", "languages", "language_levels", "time_zone"),
        *("availability", "expertise", "expertise_levels", "goals", "goal_topics", "stage"),
        *("stages", "mentoring_experience", "panel_status", "capacity", "hours_per_month"),
        *("consultations", "scale.grade"),
    }
    assert {("expert", "expertise"), ("expert", "expertise_levels")} <= asked


@cache
def enumerated(seed):
    """Give each question of a round with whether the old proposal outlives each answer."""
    proposal, asked = judged(seed)
    found = []
    for question in asked:
        if question.verdict != "no_proposal":
            afters = [judged_again(proposal, a) for a in completions(proposal.round, question)]
            stays = all(still_best(proposal, after) for after in afters)
            most = max(gain(proposal, after) for after in afters)
            found.append((question, stays, most))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_cannot_change_the_proposal_does_not(seed):
    for question, stays, most in enumerated(seed):
        if question.verdict == "cannot_change":
            assert stays, question
            assert most <= (0, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_does_more_than_is_said(seed):
    for question, _, most in enumerated(seed):
        if question.effect is not None and question.field not in ("capacity", "hours_per_month"):
            assert most <= (question.effect.coverage, question.effect.points), question


def test_the_effect_is_that_of_the_worst_case():
    counts = Counter()
    for seed in range(40):
        check_stakes(*holed_round(seed), counts)
    assert counts["answers that can change it"] > 50
    assert counts["answers that cannot"] > 50


def test_most_of_what_can_change_the_proposal_does():
    can = [stays for s in SEEDS for q, stays, _ in enumerated(s) if q.verdict == "can_change"]
    cannot = [q for s in SEEDS for q, _, _ in enumerated(s) if q.verdict == "cannot_change"]
    assert len(can) > 100
    assert len(cannot) > 200
    assert can.count(False) > 0.6 * len(can)


# --- order, words and counts ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_what_matters_comes_first(seed):
    asked = judged(seed)[1]
    verdicts = [q.verdict for q in asked]
    assert verdicts == sorted(verdicts, key=["can_change", "no_proposal", "cannot_change"].index)
    can = [q for q in asked if q.verdict == "can_change"]
    assert [q.falls for q in can] == sorted((q.falls for q in can), reverse=True)
    assert len({(q.role, q.person.id, q.field) for q in asked}) == len(asked)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_people_does_not_matter(seed):
    match_round, policy = holed_round(seed)
    turned = rebuilt(
        match_round, mentors=match_round.mentors[::-1], mentees=match_round.mentees[::-1]
    )
    assert questions(propose(turned, policy)).to_dict() == judged(seed)[0].questions().to_dict()


def told(number, **changes):
    """A mentor who left nothing open."""
    return mentor(number, hours_per_month=Range.exactly(9), **changes)


def one_pair(**unknown):
    return propose(round_of([told(1)], [mentee(1, **unknown)]))


def test_an_only_pair_that_may_be_impossible():
    (asked,) = one_pair(languages=None).questions().questions
    assert (asked.verdict, asked.falls, asked.pairs) == ("can_change", 1, 1)
    assert asked.effect == Loss(coverage=0, points=0)
    assert str(asked) == (
        "To Mentee Example 1 (E01): Which languages do you speak, and how well (A1 to C2, or "
        "native)? The answer could change the proposal: 1 proposed pair might turn out to be "
        "impossible."
    )


def test_an_only_pair_whose_points_alone_are_open():
    (asked,) = one_pair(stage=None).questions().questions
    assert (asked.verdict, asked.falls, asked.pairs) == ("cannot_change", 0, 1)
    assert asked.text.endswith("No answer would change the proposal.")


def test_a_mentor_who_comes_under_a_minimum_load_changes_the_proposal():
    policy = Policy.from_toml('places.min_load = 1\nrules.weekly_overlap.unknown = "fail"')
    worse = told(2, availability=None, mentoring_experience=0)
    proposal = propose(round_of([told(1), worse], [mentee(1)]), policy)
    (asked,) = proposal.questions().questions
    assert (asked.person.id, asked.verdict, asked.effect) == ("M02", "can_change", None)
    without = propose(proposal.round, policy.model_copy(update={"places": Policy().places}))
    assert without.questions().questions[0].verdict == "cannot_change"


def test_an_organisation_may_be_one_that_somebody_asked_for():
    off = ("mentor_is_member", "mentee_is_member", "different_organisation")
    rules = "".join(f"rules.{name}.on = false\n" for name in off)
    unknown = told(2, organisation=None, mentoring_experience=1)
    one = mentee(1, preferences=("org-9",))
    for weight, verdict in ((100, "can_change"), (0, "cannot_change")):
        weights = f"criteria.stage_and_context.weight = 1\ncriteria.preference.weight = {weight}"
        policy = Policy.from_toml(f"{rules}{weights}")
        proposal = propose(round_of([told(1), unknown], [one]), policy)
        assert [q.verdict for q in proposal.questions().questions] == [verdict]


def test_two_questions_about_one_thing_are_both_put():
    fields = [q.field for q in one_pair(time_zone=None, availability=None).questions().questions]
    assert sorted(fields) == ["availability", "time_zone"]


def test_what_the_policy_does_not_look_at_is_not_asked():
    match_round = round_of([told(1, mentoring_experience=None)], [mentee(1, kind=None)])
    policy = Policy.from_toml("criteria.mentoring_experience.weight = 0")
    assert propose(match_round, policy).questions().questions == ()
    assert str(propose(match_round, policy).questions()) == "No question is open."
    assert len(propose(match_round).questions().questions) == 1


def test_an_organisation_is_asked_once_and_the_committee_what_it_knows():
    made = round_of(
        [told(1, panel_status=None)],
        [mentee(1, organisation="org-5"), mentee(2, organisation="org-5")],
    )
    bare = {"country": None, "membership": None}
    organisations = tuple(
        o.model_copy(update=bare) if o.id == "org-5" else o for o in made.organisations
    )
    asked = open_questions(rebuilt(made, organisations=organisations)).questions
    assert [(q.ask, q.person.id, q.field) for q in asked] == [
        ("person", "E01", "country"),
        ("committee", "E01", "membership"),
        ("committee", "M01", "panel_status"),
    ]
    assert {q.verdict for q in asked} == {"no_proposal"}
    assert [q.pairs for q in asked] == [2, 2, 2]


def test_there_is_no_proposal_that_could_change():
    pins = tuple(Decision(kind="pin", mentee=e, mentor="M01") for e in ("E01", "E02"))
    bad = propose(round_of([told(1)], [mentee(1, stage=None), mentee(2)], pins))
    (asked,) = bad.questions().questions
    assert asked.verdict == "no_proposal"
    with pytest.raises(InputError, match=r"proposal\.questions"):
        open_questions(bad)


def test_a_round_is_asked_what_a_proposal_is():
    match_round, policy = holed_round(3)
    alone, with_proposal = open_questions(match_round, policy), judged(3)[1]
    assert {str(q.question) for q in alone.questions} == {str(q.question) for q in with_proposal}


def test_what_could_not_be_read_is_quoted():
    finding = Finding(severity="question", file="a.csv", row=2, column="When?", value="IST")
    file = FileRead(file="a.csv", columns={"When?": "time_zone"})
    base = round_of([told(1)], [mentee(1, time_zone=None, source=Source(file="a.csv", row=2))])
    made = rebuilt(base, report=IntakeReport.of([finding], [file]))
    (asked,) = open_questions(made).questions
    assert str(asked.question).startswith("You wrote “IST”, which we could not read with certain")


def test_questions_are_plain_json_and_can_be_said_in_another_language():
    asked = one_pair(languages=None).questions()
    plain = asked.to_dict()["questions"][0]
    assert (plain["label"], plain["verdict"]) == ("languages", "can_change")
    assert asked.questions[0].told(speech("fr"))


# --- completeness ---------------------------------------------------------------------------------


def test_a_line_for_each_person():
    finding = Finding(severity="question", file="a.csv", row=2, column="When?", value="IST")
    file = FileRead(file="a.csv", columns={"When?": "time_zone"})
    unknown = {"time_zone": None, "stage": None, "kind": "individual"}
    base = round_of([told(1)], [mentee(1, source=Source(file="a.csv", row=2), **unknown)])
    found = completeness(rebuilt(base, report=IntakeReport.of([finding], [file])))
    assert [(p.role, p.person.id) for p in found.people] == [("mentee", "E01"), ("mentor", "M01")]
    line = found.people[0]
    assert (len(line.answered), line.unknown, line.flagged) == (
        9,
        ("time_zone", "stage"),
        ("time_zone",),
    )
    assert str(line) == (
        "Mentee Example 1 (E01): 9 of 11 answered; unknown: time zone and stage; "
        "to check: time zone; 1 question"
    )


@pytest.mark.parametrize("seed", range(20))
def test_answered_and_unknown_are_all_that_is_asked(seed):
    match_round, _ = holed_round(seed)
    found = completeness(match_round).people
    assert len(found) == sum(
        len(getattr(match_round, k)) for k in ("mentees", "mentors", "experts")
    )
    for one in found:
        assert not {*one.answered} & {*one.unknown}
        assert {*one.flagged} <= {*one.answered, *one.unknown}
        if one.role != "expert":
            person = next(
                p
                for p in (*match_round.mentees, *match_round.mentors)
                if (p.id, one.role) == (one.person.id, type(p).__name__.lower())
            )
            for name in ("languages", "time_zone", "availability", "organisation"):
                assert (name in one.unknown) == (getattr(person, name) is None)


def test_a_level_matters_only_with_those_who_speak_the_language():
    """M01 did not say how well; of the mentees, E01 alone speaks French, and nobody German."""
    skills = {tag: LanguageSkill(language=tag) for tag in ("de", "fr")}
    english = LanguageSkill(language="en", level="C1")
    people = round_of(
        [mentor(1, languages=(english, *skills.values())), mentor(2, languages=(english,))],
        [mentee(1, languages=(english, skills["fr"])), mentee(2, languages=(english,))],
    )
    whose = "M01", "language_levels"
    (of_mentor,) = (
        q for q in questions(propose(people)).questions if (q.person.id, q.field) == whose
    )
    assert "How well do you speak French (A1" in str(of_mentor.question)
    assert of_mentor.pairs == 1  # with E01
    german = mentor(1, languages=(english, skills["de"]))
    asked = propose(rebuilt(people, mentors=(german, people.mentors[1]))).questions().questions
    (of_german,) = (q for q in asked if (q.person.id, q.field) == whose)
    assert (of_german.pairs, of_german.verdict) == (0, "cannot_change")
    silent = mentee(2, languages=None)
    asked = propose(rebuilt(people, mentees=(people.mentees[0], silent))).questions().questions
    (of_both,) = (q for q in asked if (q.person.id, q.field) == whose)
    assert "German and French" in str(of_both.question) or "French and German" in str(
        of_both.question
    )


def test_a_level_is_not_held_to_matter_where_only_the_other_sides_is_open():
    """M01 did not say how well it speaks German; E01 did not say how well it speaks English."""
    own = LanguageSkill(language="en", level="C1"), LanguageSkill(language="de")
    people = round_of(
        [mentor(1, languages=own)], [mentee(1, languages=(LanguageSkill(language="en"),))]
    )
    asked = {q.person.id: q for q in questions(propose(people)).questions if "levels" in q.field}
    assert (asked["M01"].verdict, asked["M01"].falls) == ("cannot_change", 0)
    assert (asked["E01"].verdict, asked["E01"].falls) == ("can_change", 1)


def test_what_another_proposal_would_be_better_than_is_said():
    better = {
        bool(one.falls): str(one.stake)
        for s in range(12)
        for one in judged(s)[1]
        if one.effect and not one.effect.nothing
    }
    assert "then be better than this one, by up to" in better[False]
    assert "then be better than what is left of this one, by up to" in better[True]


def test_rules_that_are_off_ask_nothing():
    off = "".join(
        f"rules.{name}.on = false\n"
        for name in ("mentor_on_panel", "mentor_is_member", "mentee_is_member")
    )
    home = Organisation(id="org-1", name="Example Association 1", country="PE")
    people = round_of([mentor(1, panel_status=None)], [mentee(1)])
    people = rebuilt(people, organisations=(home, people.organisations[1]))
    with_rules, without = Policy(), Policy.from_toml(off)
    asked = {q.field for q in open_questions(people, with_rules).questions}
    assert {"membership", "panel_status"} <= asked
    asked = {q.field for q in open_questions(people, without).questions}
    assert not {"membership", "panel_status"} & asked
    of_mentor = completeness(people, with_rules).people[1]
    assert {"membership", "panel_status"} <= {*of_mentor.unknown}
    for one in completeness(people, without).people:
        assert not {"membership", "panel_status"} & {*one.unknown, *one.answered}
    limited = Policy.from_toml(off + '[[quotas]]\nof = "mentors"\nby = "membership"\nat_most = 9\n')
    assert "membership" in completeness(people, limited).people[1].unknown

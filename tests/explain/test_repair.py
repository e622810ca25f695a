"""The fewest changes against enumeration of everything that waivers and places could do."""

from __future__ import annotations

import itertools

import alliance_match as am
from alliance_match.explain.repair import cheapest_change
from alliance_match.model.people import Expertise, LanguageSkill

from ..rounds import mentee, mentor, round_of, seeded_round


def fewest(proposal, row):
    """Fewest changes, then most points, over all ways to match the mentee and all who are now."""
    scored, problem = proposal.scored, proposal.problem
    wanted = sorted({row, *(p.row for p in proposal.pairs)})
    pins = dict(problem.pins.tolist())
    vetoes = {tuple(v) for v in problem.forbidden.tolist()}
    options = [
        [
            j
            for j in range(problem.n_cols)
            if not scored.too_few_points[i, j] and (i, j) not in vetoes and pins.get(i, j) == j
        ]
        for i in wanted
    ]
    best = None
    for chosen in itertools.product(*options):
        broken = sum(len(scored.broken(i, j)) for i, j in zip(wanted, chosen, strict=True))
        load = [chosen.count(j) for j in range(problem.n_cols)]
        beyond = sum(max(0, k - int(u)) for k, u in zip(load, problem.capacity, strict=True))
        points = sum(int(scored.points[i, j]) for i, j in zip(wanted, chosen, strict=True))
        key = (-(broken + beyond), points)
        best = key if best is None else max(best, key)
    return best


def test_the_fewest_changes_equal_enumeration():
    asked = impossible = elsewhere = 0
    for seed in range(900):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status != "optimal":
            continue
        for one in proposal.unmatched:
            row = match_round.mentees.index(one)
            told, best = cheapest_change(proposal, one.id), fewest(proposal, row)
            assert told.possible == (best is not None), seed
            if best is None:
                impossible += 1
                continue
            assert len(told.changes) == -best[0], seed
            now = {p.mentee.id: p.mentor.id for p in proposal.pairs}
            now |= {move.mentee.id: move.after.id for move in told.moves}
            mentors = [m.id for m in match_round.mentors]
            rows = {m.id: i for i, m in enumerate(match_round.mentees)}
            points = sum(
                int(proposal.scored.points[rows[e], mentors.index(m)]) for e, m in now.items()
            )
            assert points == best[1], seed
            asked += 1
            elsewhere += told.elsewhere
    assert asked > 100
    assert impossible > 5
    assert elsewhere > 0


def test_with_the_changes_made_the_mentee_is_matched():
    made = 0
    for seed in range(200):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status != "optimal" or policy.objective != "coverage_total":
            continue
        for one in proposal.unmatched:
            told = cheapest_change(proposal, one.id)
            if not told.possible or any(c.kind == "place" for c in told.changes):
                continue
            entries = match_round.decisions.entries + tuple(
                am.Decision(kind="waive", mentee=c.mentee.id, mentor=c.mentor.id, rule=rule)
                for c in told.changes
                for rule in proposal.scored.verdicts
                if c.rule == label_of(rule)
            )
            changed = match_round.model_copy(update={"decisions": am.Decisions(entries=entries)})
            again = am.propose(changed, policy)
            assert len(again.pairs) > len(proposal.pairs), seed
            made += 1
    assert made > 10


def label_of(rule):
    from alliance_match.scoring.rules import RULES

    return next(r.label for r in RULES if r.name == rule)


def test_a_waiver_for_somebody_else_can_be_the_cheapest():
    """E02 needs M01, whom E01 has; M02 would serve E01 better, but is not approved yet."""
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    once = Expertise(topic="FUN.events", level=1, evidence="once")
    people = round_of(
        [
            mentor(1, languages=(french, english), expertise=(once,), mentoring_experience=0),
            mentor(2, languages=(english,), panel_status="applied"),
        ],
        [
            mentee(1, languages=(english,)),
            mentee(2, languages=(LanguageSkill(language="fr", level="B2"),)),
        ],
    )
    proposal = am.propose(people)
    assert [one.id for one in proposal.unmatched] == ["E02"]
    told = cheapest_change(proposal, "E02")
    (change,) = told.changes
    assert told.elsewhere
    assert (change.mentee.id, change.mentor.id) == ("E01", "M02")
    assert change.rule in told.text
    assert "The waiver is for somebody else, who then makes room." in told.text
    assert "Mentee Example 1 (E01) moves from Mentor Sample 1 (M01) to" in told.text


def test_who_has_a_mentor_needs_no_change():
    told = cheapest_change(am.propose(round_of([mentor(1)], [mentee(1)])), "E01")
    assert told.changes == ()

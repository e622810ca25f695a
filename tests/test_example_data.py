"""The example round holds what its README promises."""

import re
import zipfile
from pathlib import Path

import numpy as np
import pytest

from alliance_match.assignment import Assignment, AssignmentProblem, solve
from alliance_match.intake import load_round
from alliance_match.model.policy import Policy, to_points
from alliance_match.model.regions import regions
from alliance_match.model.round import MatchRound
from alliance_match.scoring.rules import BROKEN
from alliance_match.scoring.score import ScoredPairs, score

DATA = Path(__file__).parent.parent / "examples" / "data"


def _load(mentees: str = "mentees.csv") -> MatchRound:
    return load_round(DATA / "mentors.csv", DATA / mentees, experts=DATA / "experts.csv")


@pytest.fixture(scope="module")
def example() -> MatchRound:
    return _load()


@pytest.fixture(scope="module")
def scored(example: MatchRound) -> ScoredPairs:
    return score(example, Policy())


@pytest.fixture(scope="module")
def problem(scored: ScoredPairs) -> AssignmentProblem:
    return AssignmentProblem.from_dense(
        scored.points, eligible=scored.eligible, capacity=scored.capacity
    )


@pytest.fixture(scope="module")
def best(problem: AssignmentProblem) -> Assignment:
    return solve(problem)


def _mentee(example: MatchRound, name: str) -> int:
    return example.mentees.index(example.mentee(name))


def _mentor(example: MatchRound, name: str) -> int:
    return example.mentors.index(example.mentor(name))


def _greedy(problem: AssignmentProblem) -> list[tuple[int, int, int]]:
    """Take the pair with the most points first, until nothing is left."""
    free, taken = problem.capacity.copy(), dict[int, tuple[int, int, int]]()
    pairs = zip(problem.row.tolist(), problem.col.tolist(), problem.score.tolist(), strict=True)
    for row, col, points in sorted(pairs, key=lambda p: (-p[2], p[0], p[1])):
        if row not in taken and free[col]:
            taken[row] = (row, col, points)
            free[col] -= 1
    return list(taken.values())


# --- what the files hold ---------------------------------------------------------------------


def test_counts(example: MatchRound) -> None:
    people = len(example.mentors), len(example.mentees), len(example.experts)
    assert people == (14, 18, 4)
    assert len(example.organisations) == 16


def test_every_world_region_takes_part(example: MatchRound) -> None:
    seen = {o.region for o in example.organisations}
    assert seen >= set(regions())


def test_formats_are_recognised_and_rows_accounted_for(example: MatchRound) -> None:
    assert example.report.read == {
        "mentors.csv": "Google Forms CSV: 15 rows: 14 mentors, 1 duplicate",
        "mentees.csv": "Microsoft Forms: 19 rows: 18 mentees, 1 blank",
        "experts.csv": "Google Sheets: 4 rows: 4 subject experts",
    }


def test_the_duplicate_is_reported_and_the_later_one_used(example: MatchRound) -> None:
    told = {
        f.row: f.understood
        for f in example.report.findings
        if f.file == "mentors.csv" and "same person" in f.understood
    }
    assert set(told) == {5, 11}
    kept = example.mentor("Rafael Exemplo")
    assert kept.source is not None
    assert kept.source.row == 11
    assert kept.capacity is not None
    assert kept.capacity.low == 2


def test_the_blank_row_is_reported(example: MatchRound) -> None:
    told = [f for f in example.report.findings if "blank row" in f.understood]
    assert [f.file for f in told] == ["mentees.csv"]
    assert "row 18" in told[0].understood


def test_workbook_and_csv_hold_the_same_mentees(example: MatchRound) -> None:
    pytest.importorskip("python_calamine")
    same = [m.model_copy(update={"source": None}) for m in example.mentees]
    assert [m.model_copy(update={"source": None}) for m in _load("mentees.xlsx").mentees] == same


def test_answers_that_are_missing_stay_unknown(example: MatchRound) -> None:
    assert example.mentee("Baraka Kielelezo").languages is None
    assert example.mentee("Karim Namudhaj").availability is None
    assert example.mentee("Deniz Deneme").time_zone is None
    assert example.mentor("Lucía Muestra").panel_status is None
    assert example.mentor("Kenji Mihon").hours_per_month is None


def test_a_cell_like_a_formula_is_text(example: MatchRound) -> None:
    goals = example.mentee("Arjun Nidarshan").goals
    assert goals is not None
    assert "=> one charity walk" in goals[0].text
    assert example.mentee("MND Mfano East Africa").key_people[0].startswith("+ ")
    with zipfile.ZipFile(DATA / "mentees.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_every_mentee_has_goals_with_a_topic(example: MatchRound) -> None:
    assert all(m.goals and all(g.topic for g in m.goals) for m in example.mentees)


def test_exclusions_and_preferences_by_name_are_resolved(example: MatchRound) -> None:
    def ids(*mentors: str) -> tuple[str, ...]:
        return tuple(example.mentor(m).id for m in mentors)

    assert example.mentee("Karim Namudhaj").exclusions == ids("Jean-Luc Échantillon")
    assert example.mentee("Meera Namuna").exclusions == ids("Priya Udaharan")
    assert example.mentor("Owen Enghraifft").exclusions == ("mnd-mfano-east-africa",)
    assert example.mentee("ELA Ejemplo Andina").preferences == ids("Inés Ejemplo")
    assert example.mentee("Giulia Campione").preferences == ids("Aroha Tauira")
    assert example.mentor("Inés Ejemplo").preferences == (example.mentee("ELA Ejemplo Andina").id,)


def test_no_address_outside_the_reserved_domains() -> None:
    texts = [p.read_text("utf-8-sig") for p in DATA.iterdir() if p.suffix in {".csv", ".md"}]
    with zipfile.ZipFile(DATA / "mentees.xlsx") as book:
        texts += [book.read(n).decode() for n in book.namelist()]
    domains = {d.lower() for t in texts for d in re.findall(r"@([^\s\"',;<>|]+)", t)}
    assert domains == {"example.org", "example.net"}


# --- what the round shows --------------------------------------------------------------------


def test_two_mentees_cannot_be_served_for_different_reasons(
    example: MatchRound, scored: ScoredPairs
) -> None:
    nobody = [
        m.name for m, row in zip(example.mentees, scored.eligible, strict=True) if not any(row)
    ]
    assert nobody == ["ALS Ülgi Steppe", "MND Sample Pasifika"]
    steppe, pasifika = (_mentee(example, name) for name in nobody)
    assert np.all(scored.verdicts["shared_language"][steppe] == BROKEN)
    assert np.all(scored.verdicts["top_goal_covered"][pasifika] == BROKEN)
    helper, neighbour = _mentor(example, "Jean-Luc Échantillon"), _mentor(example, "Aroha Tauira")
    assert scored.broken(steppe, helper) == ("shared_language",)
    assert scored.broken(pasifika, neighbour) == ("top_goal_covered",)


def test_everybody_else_is_matched(example: MatchRound, best: Assignment) -> None:
    assert best.status == "optimal"
    assert best.coverage == len(example.mentees) - 2


def test_a_mentor_who_is_not_approved_gets_nobody(example: MatchRound, scored: ScoredPairs) -> None:
    assert not scored.eligible[:, _mentor(example, "Bo Testperson")].any()


def test_taking_the_best_pair_first_does_worse(
    example: MatchRound, problem: AssignmentProblem, best: Assignment
) -> None:
    greedy = _greedy(problem)
    assert len(greedy) < best.coverage
    assert sum(points for *_, points in greedy) < best.value
    chosen = {row: col for row, col, _ in greedy}
    andina, ana = _mentee(example, "ELA Ejemplo Andina"), _mentee(example, "Ana Exemplo")
    ines = _mentor(example, "Inés Ejemplo")
    assert chosen[andina] == ines
    assert ana not in chosen
    choice = best.choice(problem.n_rows)
    assert choice[ana] == ines
    assert choice[andina] == _mentor(example, "Jordi Mostra")


def test_common_time_differs_by_season_across_the_equator(
    example: MatchRound, scored: ScoredPairs
) -> None:
    overlap = scored.facts.overlap
    pair = _mentee(example, "Giulia Campione"), _mentor(example, "Aroha Tauira")
    assert 0 < overlap.winter[pair] < overlap.summer[pair]


def test_some_proposed_pairs_pass_with_an_unknown(
    example: MatchRound, scored: ScoredPairs, best: Assignment
) -> None:
    flagged = {name for row, col in best.pairs.tolist() for name in scored.unknown(row, col)}
    assert flagged == {"mentor_on_panel", "shared_language", "weekly_overlap"}
    row, col = _mentee(example, "Deniz Deneme"), best.choice(len(example.mentees))
    assert scored.unknown(row, col[row]) == ("weekly_overlap",)


def test_one_proposed_pair_is_weak_and_the_others_are_sound(
    scored: ScoredPairs, best: Assignment
) -> None:
    points = sorted(scored.points[row, col] for row, col in best.pairs.tolist())
    assert points[0] < to_points(Policy().weak_below)
    assert points[1] >= to_points(55)
    assert points[-1] <= to_points(95)


def test_an_expert_covers_what_the_mentor_does_not(
    example: MatchRound, scored: ScoredPairs, best: Assignment
) -> None:
    facts, choice = scored.facts, best.choice(len(example.mentees))
    least = Policy().rules.top_goal_covered.min_coverage * 100
    helped = set()
    for goal, row in enumerate(facts.goal_owner.tolist()):
        if choice[row] >= 0 and facts.goal_cover.value[goal, choice[row]] < least:
            covering = facts.expert_cover.value[goal] >= least
            helped |= {
                (example.mentees[row].name, example.experts[k].name)
                for k in np.flatnonzero(covering)
            }
    assert {("Tiago Amostra", "Hana Mihon"), ("Deniz Deneme", "Leila Mithal")} <= helped

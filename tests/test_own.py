"""Rules and criteria of a programme's own: a function and its registration."""

from __future__ import annotations

import json
import runpy
import sys

import pytest

import alliance_match as am
from alliance_match import cli
from alliance_match.errors import BundleError, OwnFunctionError, PolicyError
from alliance_match.explain import robustness
from alliance_match.model import own
from alliance_match.model.decisions import Decision
from alliance_match.model.policy import Policy
from alliance_match.proposal import propose
from alliance_match.scoring.score import score

from .rounds import mentee, mentor, round_of


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Register a rule and a criterion for one test."""
    monkeypatch.setattr(own, "_RULES", {})
    monkeypatch.setattr(own, "_CRITERIA", {})
    am.register_rule("even", _even, label="an even number", broken="both numbers are odd")
    am.register_criterion("near", _near, label="Numbers near each other")


def _even(who, whom, people):
    if who.kind == "individual":
        return None
    return (int(who.id[1:]) + int(whom.id[1:])) % 2 == 0


def _near(who, whom, people):
    if who.kind == "individual":
        return None
    return 1 / (1 + abs(int(who.id[1:]) - int(whom.id[1:])))


def people(*decisions):
    return round_of(
        [mentor(k) for k in range(3)],
        [mentee(0), mentee(1), mentee(2, kind="individual")],
        decisions,
    )


def rules(**changes):
    weights = {"near": {"weight": 500, "neutral": 40.0}}
    return Policy(**({"own_rules": {"even": {}}, "own_criteria": weights} | changes))


def test_the_rule_and_the_criterion_decide():
    scored = score(people(), rules())
    assert scored.eligible.tolist() == [[True, False, True], [False, True, False], [True] * 3]
    assert scored.unknown(2, 0) == ("even",)
    near = scored.contributions[-1]
    full = rules().weights["near"]
    assert full == 333
    assert near[0].tolist() == [full, round(full / 2), round(full / 3)]
    assert near[2, 0] == round(full * 0.4)
    assert scored.high[2, 0] - scored.low[2, 0] >= full


def test_what_is_registered_counts_only_where_the_policy_names_it():
    plain = score(people(), Policy())
    assert plain.eligible.all()
    assert "near" not in Policy().weights


def test_a_criterion_may_say_why():
    def why(who, whom, people):
        return f"{who.id} and {whom.id}"

    am.register_criterion("near", _near, label="Numbers near each other", why=why)
    proposal = propose(people(), rules())
    told = str(proposal.explain("E00"))
    assert "Numbers near each other: 33.3 of 33.3: E00 and M00: 100% of the full share." in told
    assert "E02 and" not in str(proposal.explain("E02"))  # not known: nothing is asked of it
    am.register_criterion("near", _near, label="Numbers near each other", why=lambda *three: 1 / 0)
    with pytest.raises(OwnFunctionError, match=r"'near'.*ZeroDivisionError"):
        str(proposal.explain("E00"))


def test_both_are_told_saved_and_read_again(tmp_path):
    proposal = propose(people(), rules())
    told = str(proposal.explain("E00"))
    assert "Numbers near each other: 33.3 of 33.3: 100% of the full share." in told
    assert "both numbers are odd" in str(proposal.why_not("E00", "M01"))
    assert "it is not known whether" in str(proposal.explain("E02"))
    assert "near" in {one.criterion for one in robustness(proposal, draws=0).pairs[0].spans}
    folder = proposal.save(tmp_path / "round")
    assert am.verify(folder)
    assert am.load_proposal(folder).pairs == proposal.pairs
    assert "near" in (folder / "proposal.csv").read_text("utf-8-sig").splitlines()[0]


def test_a_record_is_not_read_where_nothing_is_registered(tmp_path, monkeypatch):
    folder = propose(people(), rules()).save(tmp_path / "round")
    monkeypatch.setattr(own, "_RULES", {})
    with pytest.raises(BundleError, match="Import the module that calls register_rule"):
        am.load_proposal(folder)


def test_a_rule_of_ones_own_can_be_waived():
    waiver = Decision(kind="waive", rule="even", mentee="E00", mentor="M01", who="C.")
    scored = score(people(waiver), rules())
    assert scored.eligible[0, 1]


def test_a_name_that_is_not_registered_brings_the_nearest():
    with pytest.raises(PolicyError, match=r"No criterion 'neer'.*Did you mean 'near'"):
        propose(people(), rules(own_criteria={"neer": {"weight": 1}}))


@pytest.mark.parametrize("share", [1.5, -0.1, "much", float("nan")])
def test_a_share_that_is_none_is_refused(share):
    am.register_criterion("odd", lambda who, whom, people: share, label="Odd")
    with pytest.raises(PolicyError, match="return a share from 0 to 1"):
        propose(people(), rules(own_criteria={"odd": {"weight": 1}}))


@pytest.mark.parametrize("name", ["Near", "", "near by", "1st"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(PolicyError, match="is no name"):
        am.register_criterion(name, _near, label="x")


def test_the_policy_file_holds_them():
    text = rules().to_toml()
    assert "[own_rules.even]" in text
    assert Policy.from_toml(text) == rules()


def test_verify_says_that_a_function_is_missing_and_not_that_the_record_is_wrong(
    tmp_path, monkeypatch
):
    folder = propose(people(), rules()).save(tmp_path / "round")
    monkeypatch.setattr(own, "_RULES", {})
    checked = am.verify(folder)
    assert not checked
    assert [check.name for check in checked.checks if not check.ok] == ["own"]
    assert "Nothing was found wrong" in str(checked)
    assert "damaged" not in str(checked)
    assert "Do not rely on it" not in str(checked)
    page = folder / "dossier.html"
    page.write_text(page.read_text("utf-8") + " ", encoding="utf-8")
    assert "Do not rely on it" in str(am.verify(folder))


def _fails(who, whom, people):
    return {}["Hours"]


def _names_a_stranger(who, whom, people):
    return people.mentor("nobody") is whom


class _Neither:
    def __bool__(self):
        raise ValueError("neither")


@pytest.mark.parametrize(
    ("register", "told"),
    [
        (
            lambda: am.register_rule("even", _fails, label="x", broken="y"),
            "rule 'even' of your own fails for E00 with M00: KeyError: 'Hours'.",
        ),
        (
            lambda: am.register_rule("even", _names_a_stranger, label="x", broken="y"),
            "rule 'even' of your own fails for E00 with M00: UnknownNameError: ",
        ),
        (
            lambda: am.register_rule("even", lambda *_: _Neither(), label="x", broken="y"),
            "rule 'even' of your own fails for E00 with M00: ValueError: neither.",
        ),
        (
            lambda: am.register_criterion("near", _fails, label="x"),
            "criterion 'near' of your own fails for E00 with M00: KeyError: 'Hours'.",
        ),
        (
            lambda: am.register_criterion("near", lambda *_: 2, label="x"),
            "criterion 'near' of your own gave 2 for E00 with M00;",
        ),
    ],
)
def test_a_function_that_fails_on_a_record_is_named_and_the_record_is_not_blamed(
    tmp_path, register, told
):
    folder = propose(people(), rules()).save(tmp_path / "round")
    register()
    checked = am.verify(folder)
    assert [check.name for check in checked.checks if not check.ok] == ["own function"]
    for words in (told, "the record itself may be fine", "Nothing was found wrong"):
        assert words in str(checked)
    assert "damaged" not in str(checked)
    with pytest.raises(BundleError, match="cannot be checked here") as caught:
        am.load_proposal(folder)
    assert told in str(caught.value)
    assert "damaged" not in str(caught.value)
    with pytest.raises(PolicyError) as caught:
        am.suggest_weights(json.loads((folder / "bundle.json").read_text("utf-8")))
    assert told in str(caught.value)


def test_a_function_that_fails_says_on_whom():
    am.register_rule("even", lambda who, whom, people: {}["Hours"], label="x", broken="y")
    with pytest.raises(PolicyError, match=r"rule 'even' of your own fails for E00 with M00: KeyE"):
        propose(people(), rules())


REGISTERS = """
import alliance_match as am
am.register_rule("even", lambda a, b, c: True, label="an even number", broken="odd")
am.register_criterion("near", lambda a, b, c: 0.5, label="Near")
"""


def test_the_command_line_runs_a_file_that_registers(tmp_path, monkeypatch, capsys):
    file, folder = tmp_path / "ours.py", tmp_path / "round"
    file.write_text(REGISTERS, encoding="utf-8")
    runpy.run_path(str(file))
    propose(people(), rules()).save(folder)
    monkeypatch.setattr(own, "_RULES", {})
    monkeypatch.setattr(own, "_CRITERIA", {})
    assert _status(monkeypatch, "verify", folder) == 2
    assert _status(monkeypatch, "--own", file, "verify", folder) == 0
    file.write_text("1 / 0", encoding="utf-8")
    assert _status(monkeypatch, "--own", file, "verify", folder) == 2
    assert "ours.py cannot be run: ZeroDivisionError" in capsys.readouterr().err
    assert _status(monkeypatch, "--own", tmp_path / "none.py", "verify", folder) == 2
    assert "there is no such file" in capsys.readouterr().err


def _status(monkeypatch, *args):
    monkeypatch.setattr(sys, "argv", ["alliance-match", *map(str, args)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code or 0

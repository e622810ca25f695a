"""The command line: parse, call, print. Everything heavy is imported when a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .cli_files import inspect, template
from .cli_own import own
from .cli_quality import quality
from .cli_record import Existing, Language, redact, verify

if TYPE_CHECKING:
    from .model.policy import Policy
    from .model.round import MatchRound
    from .proposal import Progress, Proposal

__all__ = ["app", "main"]

app = typer.Typer(
    help="Match mentors with mentees, prove it, and justify every pairing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help, three times as fast
    add_completion=False,
)

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for dossier, tables and bundle.")]


def main() -> None:
    """Run the command line; exit with 2 when the input or the call is at fault."""
    from .errors import AllianceMatchError

    try:
        app()
    except AllianceMatchError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("Stopped; nothing was written.")


app.callback()(own)


@app.command()
def demo(out: Out = Path("alliance-match-demo"), language: Language = "en") -> None:
    """Match the example round: 14 mentors and 18 mentees, all invented."""
    from .intake import load_round
    from .words import speech
    from .words.templates import console

    data = _example_data()
    print(speech(language).say(console.EXAMPLE(folder=str(data))))
    with _progress() as tell:
        tell("reading the applications")
        match_round = load_round(
            data / "mentors.csv", data / "mentees.csv", experts=data / "experts.csv"
        )
        _propose(match_round, None, out, tell, language)


app.command()(inspect)


@app.command()
def propose(
    mentors: Annotated[Path, typer.Argument(help="Mentors' applications, CSV or XLSX.")],
    mentees: Annotated[Path, typer.Argument(help="Mentees' applications, CSV or XLSX.")],
    experts: Annotated[Path | None, typer.Option("--experts", help="Subject experts.")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="What columns mean.")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="Rules and weights.")] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option("--decisions", help="What was decided so far; once for each member's file."),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="An earlier proposal: move few people.")
    ] = None,
    history: Annotated[
        list[Path] | None, typer.Option("--history", help="Earlier rounds' folders, last first.")
    ] = None,
    tag_text: Annotated[
        bool,
        typer.Option("--tag-text", help="Read goals that name no topic by meaning (extra [text])."),
    ] = False,
    out: Out = Path("proposal"),
    language: Language = "en",
) -> None:
    """Find, prove and save the best proposal."""
    from .intake import load_round
    from .model.policy import Policy
    from .report import load_proposal
    from .report.console import earlier_rounds
    from .words import speech

    rules = None if policy is None else Policy.load(policy)
    with _progress() as tell:
        tell("reading the applications")
        before = None if previous is None else load_proposal(previous)
        match_round = load_round(
            mentors,
            mentees,
            experts=experts,
            mapping=mapping,
            decisions=decisions,
            history=history or (),
            groups=rules.groups if rules else (),
            previous=None if before is None else before.round,
            on_proposal=None if before is None else before.fingerprint,
            tag_text=tag_text,
        )
        past = earlier_rounds(match_round, len(history), speech(language)) if history else ""
        _propose(match_round, rules, out, tell, language, before, past)


@app.command()
def compare(
    old: Existing,
    new: Annotated[Path, typer.Argument(help="The folder of a later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
    language: Language = "en",
) -> None:
    """Say who changed between two saved proposals, through what, and what it brought."""
    from .explain import compare as compared
    from .report import load_proposal

    found = compared(load_proposal(old), load_proposal(new))
    if as_json:
        print(json.dumps(found.to_dict(language), ensure_ascii=False, indent=1))
    else:
        print(found.in_language(language))


@app.command()
def explain(
    folder: Existing,
    mentee: Annotated[str | None, typer.Argument(help="A mentee's id or name: why?")] = None,
    why_not: Annotated[
        str | None, typer.Option("--why-not", help="A mentor's id or name: why not this one?")
    ] = None,
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Why nobody, and what would help, for each.")
    ] = False,
    bottlenecks: Annotated[
        bool, typer.Option("--bottlenecks", help="Scarce places, and whom to recruit.")
    ] = False,
    fairness: Annotated[
        bool, typer.Option("--fairness", help="Whether a group is worse off, and what it costs.")
    ] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="What to ask whom, the most telling first.")
    ] = False,
    weights: Annotated[
        bool, typer.Option("--weights", help="With which weights each pair stays.")
    ] = False,
    others: Annotated[
        bool, typer.Option("--others", help="Other proposals, swaps, and what decisions cost.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
    language: Language = "en",
) -> None:
    """Answer a question about a saved proposal; without one, sum the proposal up."""
    from .explain import answers, summary
    from .report import load_proposal
    from .words import speech
    from .words.templates import console

    to = speech(language)
    if why_not is not None and mentee is None:
        _fail("--why-not needs a mentee: explain FOLDER MENTEE --why-not MENTOR.")
    asked = {
        "unmatched": unmatched,
        "bottlenecks": bottlenecks,
        "fairness": fairness,
        "questions": questions,
        "weights": weights,
        "others": others,
    }
    with _progress() as tell:
        tell("checking the saved proposal")
        proposal = load_proposal(folder)
        tell("working out the answer")
        found = answers(proposal, mentee, why_not, [name for name, on in asked.items() if on])
    if as_json:
        said = [one.to_dict(language) for one in found] if found or unmatched else proposal.rows()
        print(json.dumps(said[0] if len(found) == 1 else said, ensure_ascii=False, indent=1))
    elif found:
        print("\n\n".join(one.in_language(language) for one in found))
    else:
        print(to.say(console.EVERYBODY()) if unmatched else summary(proposal, language))


app.command()(verify)
app.command()(redact)
app.command()(quality)


@app.command()
def weights(
    folders: Annotated[list[Path], typer.Argument(help="Folders that `propose` wrote.")],
    policy: Annotated[
        Path | None, typer.Option("--policy", help="Whose weights to change (TOML).")
    ] = None,
    as_policy: Annotated[
        bool, typer.Option("--as-policy", help="Print the policy to try (TOML) instead of words.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
    language: Language = "en",
) -> None:
    """Suggest weights that explain the committee's decisions; nothing is changed."""
    from .report import suggest_weights
    from .words import speech
    from .words.templates import suggestion

    with _progress() as tell:
        tell("learning from the decisions")
        found = suggest_weights(folders, policy)
    if as_policy and not found.changes:
        to = speech(language)
        print(to.say(found.verdict), to.say(suggestion.AS_IT_IS()), file=sys.stderr)
    said = json.dumps(found.to_dict(language), ensure_ascii=False, indent=1) if as_json else ""
    print(found.to_policy().to_toml() if as_policy else said or found.in_language(language))


app.command()(template)


@app.command()
def policy() -> None:
    """Print the default policy, with a comment on every setting."""
    from .model.policy import Policy

    print(Policy().to_toml(), end="")


def _propose(
    match_round: MatchRound,
    policy: Policy | None,
    out: Path,
    tell: Progress,
    language: str,
    previous: Proposal | None = None,
    past: str = "",
) -> None:
    """Propose, save, and say what to look at first; fail where there is no proposal."""
    from .explain import compare, explain_conflicts, moves_curve, summary
    from .proposal import propose as find
    from .report import DOSSIER, dossier_view, kept_decisions, save, without_loss
    from .report.console import look_first, no_proposal, what_was_read
    from .words import speech
    from .words.templates import console

    to = speech(language)
    proposal = find(match_round, policy, tell, previous=previous)
    view = dossier_view(proposal, tell)
    place = without_loss(proposal, out)
    kept = kept_decisions(place)
    save(proposal, place, tell, view, language)
    print("\n".join([what_was_read(match_round.report.files, to), *filter(None, [past])]))
    print(f"\n{summary(proposal, language)}\n")
    if previous is not None and proposal.status != "infeasible":
        print(f"{compare(previous, proposal).in_language(language)}\n")
        print(f"{moves_curve(proposal).in_language(language)}\n")
    attention = view.attention[bool(view.conflict) :]  # what is in conflict has just been told
    if attention or not view.conflict:
        print(f"{look_first(attention, to)}\n")
    print(to.say(console.DOSSIER(path=str((place / DOSSIER).resolve()))))
    for name in sorted(kept_decisions(place) - kept):
        print(to.say(console.KEPT_DECISIONS(folder=str(place), file=name)))
    if proposal.status == "infeasible":
        _fail(no_proposal(explain_conflicts(proposal), None if place == out else out, to))


def _example_data() -> Path:
    """Find the example round: inside the installed package, or in a checkout."""
    packaged = Path(__file__).parent / "example_data"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "examples" / "data"


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show the current step on a terminal; say nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda words: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


def _fail(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(2)

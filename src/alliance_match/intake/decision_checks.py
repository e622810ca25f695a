"""What decisions of all members together must not be: checks across rows and files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..errors import did_you_mean
from ..model.decisions import Decision
from ..model.people import Mentee, Mentor
from ..model.votes import Settled, is_committee, is_for, member, settle
from .journal import Journal, Place

__all__ = ["check_decisions", "check_fingerprints"]

_FINGERPRINT = re.compile(r"p(-[0-9a-f]{4}){3}")
#: So many mentees at most are named in one finding.
_MOST_SHOWN = 10


def check_fingerprints(
    files: Sequence[tuple[str, Sequence[tuple[int, str]]]], expected: str | None, journal: Journal
) -> None:
    """Refuse decisions on another proposal; ask where files are of different ones.

    Parameters
    ----------
    files : sequence of (str, sequence of (int, str))
        For each file its name, and the fingerprint in each row that has one.
    expected : str or None
        The fingerprint of the proposal decided on, where it is known.
    journal : Journal
        Where findings and problems go.
    """
    first: dict[tuple[str, str], int] = {}
    for file, found in files:
        for row, text in found:
            first.setdefault((file, text.casefold()), row)
    for (file, text), row in first.items():
        shown = f"P{text[1:]}" if _FINGERPRINT.fullmatch(text) else text
        if expected is not None and text != expected.casefold():
            _refuse(Place(file, row, "proposal"), shown, expected, journal)
        elif not _FINGERPRINT.fullmatch(text):
            what = "This is not the fingerprint of a proposal"
            remedy = "Copy it from the file that `propose` wrote, or leave the cell blank."
            journal.add("question", Place(file, row, "proposal"), what, remedy, shown)
    if expected is None and len(several := sorted({text for _, text in first})) > 1:
        what = f"Decided on {len(several)} different proposals"
        remedy = "Check that every decision still holds for the newest one."
        for file in sorted({file for file, _ in first}):
            mine = ", ".join(t for f, t in sorted(first) if f == file)
            journal.add("question", Place(file), what, remedy, mine)


def _refuse(place: Place, text: str, expected: str, journal: Journal) -> None:
    what = f"this was decided on another proposal than {expected}"
    if not _FINGERPRINT.fullmatch(text.casefold()):
        what = f"this is not {expected}, the proposal that is decided on"
    remedy = (
        "Decide in the file that was written with that proposal; or, if these decisions hold for "
        "it all the same, empty the column 'proposal'."
    )
    journal.problem(place, what, remedy, text)


def check_decisions(
    entries: Sequence[Decision],
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    journal: Journal,
) -> None:
    """Put on record what contradicts itself, cannot be, or should be looked at again."""
    settled = settle(entries)
    names = {p.id: f"{p.name} ({p.id})" for p in (*mentors, *mentees)}
    _contradictions(settled, names, journal)
    _withdrawn(settled, mentors, names, journal)
    _nobody_left(settled, mentors, mentees, journal)
    _unnamed(entries, journal)
    _nearly_the_same(entries, journal)


def _at(decision: Decision) -> str:
    assert decision.source is not None, "a decision that was read has a source"
    return f"{decision.kind} in {decision.source.file}, row {decision.source.row}"


def _place(decision: Decision, column: str | None = None) -> Place:
    assert decision.source is not None, "a decision that was read has a source"
    return Place(decision.source.file, decision.source.row, column)


def _contradictions(settled: Settled, names: dict[str, str], journal: Journal) -> None:
    for votes in settled.contradictions:
        first, who = votes[0], votes[0].who or "somebody who is not named"
        mentee, rows = names[first.mentee], " and ".join(map(_at, votes))
        if all(map(is_for, votes)):
            to = " and to ".join(names[d.mentor] for d in votes)
            what = f"{who} pins {mentee} to {to}: {rows}"
        else:
            what = f"{who} is for and against {mentee} with {names[first.mentor]}: {rows}"
        remedy = "Take all but one out." if first.who else "Say in 'who' whose decisions they are."
        journal.problem(_place(first), what, remedy)


def _withdrawn(
    settled: Settled, mentors: Sequence[Mentor], names: dict[str, str], journal: Journal
) -> None:
    gone = {m.id for m in mentors if m.panel_status == "withdrawn"}
    waived = {d.pair for d in settled.counted if d.rule == "mentor_on_panel"}
    for one in settled.counted:
        if one.mentor in gone and is_for(one) and one.pair not in waived:
            done = "pinned" if one.kind == "pin" else "accepted"
            what = f"{names[one.mentor]} has withdrawn and cannot be {done}"
            remedy = (
                f"Take this row out, so that {names[one.mentee]} may get somebody else; or correct "
                "the mentor's panel status, if it is wrong."
            )
            journal.problem(_place(one), what, remedy)


def _nobody_left(
    settled: Settled, mentors: Sequence[Mentor], mentees: Sequence[Mentee], journal: Journal
) -> None:
    """Say where every pair of a mentee, or every pair at all, is vetoed."""
    vetoes: dict[str, dict[str, Decision]] = defaultdict(dict)
    for one in settled.counted:
        if one.kind == "veto":
            vetoes[one.mentee][one.mentor] = one
    alone = [m for m in mentees if mentors and len(vetoes[m.id]) == len(mentors)]
    remedy = "Take a veto out, if this is not meant."
    if alone and len(alone) == len(mentees):
        file = _place(next(iter(vetoes[alone[0].id].values()))).file
        journal.add("warning", Place(file), "Every pair of the round is vetoed", remedy)
        return
    for mentee in alone:
        last = max(vetoes[mentee.id].values(), key=lambda d: _place(d)[:2])
        what = f"Every mentor is vetoed for {mentee.name} ({mentee.id}), who will have none"
        journal.add("warning", _place(last), what, remedy)


def _unnamed(entries: Iterable[Decision], journal: Journal) -> None:
    """Ask who decided, where others are named."""
    unnamed: dict[str, int] = defaultdict(int)
    is_any_named = False
    for one in entries:
        is_any_named |= bool(one.who)
        if not one.who and one.kind != "note":
            unnamed[_place(one).file] += 1
    for file, count in sorted(unnamed.items()) if is_any_named else ():
        what = (
            f"{count} decision{'s' * (count != 1)} without a name: taken for those of one member "
            "whom nobody named, who may disagree with others and cannot settle anything"
        )
        remedy = "Write in 'who' whose decisions they are; 'committee' for those of all together."
        journal.add("question", Place(file, None, "who"), what, remedy)


def _nearly_the_same(entries: Iterable[Decision], journal: Journal) -> None:
    """Ask whether a recusal and a vote under nearly the same name are of one member."""
    entries = tuple(entries)
    voters: dict[str, str] = {}
    for one in entries:
        if one.who and one.kind not in ("recuse", "note") and not is_committee(one.who):
            voters.setdefault(member(one.who), one.who)
    for one in entries:
        if one.kind != "recuse" or member(one.who) in voters:
            continue
        if near := did_you_mean(member(one.who), voters):
            what = "Nobody of this name votes, but somebody of nearly the same name does"
            remedy = f"Names must be written alike.{near}"
            journal.add("question", _place(one, "who"), what, remedy, one.who)

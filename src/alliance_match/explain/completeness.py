"""What has everybody answered, and what is unknown? One line for each person."""

from __future__ import annotations

from collections import Counter, defaultdict

from ..model.answers import PLACES, ROLES, SCALE, Asked, PersonRole, asked_of, everybody
from ..model.findings import Finding, Severity
from ..model.people import Mentee, Mentor, SubjectExpert
from ..model.policy import Policy
from ..model.round import MatchRound
from ..scoring.bearing import looks_at
from ..words import Message, Speech
from ..words.templates import questions as say
from .record import Explanation, PersonName, name_of

__all__ = ["Completeness", "PersonAnswers", "completeness", "label_of"]

_TO_CHECK: tuple[Severity, ...] = ("error", "question", "warning")


class PersonAnswers(Explanation):
    """What one person has answered.

    Attributes
    ----------
    role : {"mentee", "mentor", "expert"}
        As what they apply.
    person : PersonName
        Who.
    answered, unknown : tuple of str
        The names of what they are asked, by whether the answer is known. What does not arise, as
        the level of a language that nobody named, is in neither.
    flagged : tuple of str
        Those of both whose cells intake flagged with an error, a question or a warning.
    errors, questions, warnings : int
        How many findings of the intake are about the person's row.
    """

    role: PersonRole
    person: PersonName
    answered: tuple[str, ...]
    unknown: tuple[str, ...]
    flagged: tuple[str, ...] = ()
    errors: int = 0
    questions: int = 0
    warnings: int = 0

    @property
    def asked(self) -> int:
        """How many answers there could be."""
        return len(self.answered) + len(self.unknown)

    @property
    def incomplete(self) -> bool:
        """Whether anything is unknown, or to be checked."""
        return bool(self.unknown or self.errors or self.questions or self.warnings)

    def told(self, to: Speech) -> str:
        """One line."""
        parts = [
            say.ANSWERED(person=str(self.person), answered=len(self.answered), asked=self.asked)
        ]
        for template, names in ((say.UNKNOWN, self.unknown), (say.FLAGGED, self.flagged)):
            parts += [template(fields=tuple(map(label_of, names)))] if names else []
        counts = zip(_TO_CHECK, (self.errors, self.questions, self.warnings), strict=True)
        parts += [say.FINDINGS[kind](count=count) for kind, count in counts if count]
        return to.series(parts)


class Completeness(Explanation):
    """What everybody has answered.

    Attributes
    ----------
    people : tuple of PersonAnswers
        Mentees, mentors, then subject experts, each in the order of their ids.
    """

    people: tuple[PersonAnswers, ...]

    def told(self, to: Speech) -> str:
        """Line by line."""
        return "\n".join(f"{one.told(to)}." for one in self.people)


def label_of(name: str) -> Message:
    """Say what an answer is called."""
    if name.startswith(SCALE):
        return say.SCALE_LABEL(scale=name.removeprefix(SCALE))
    return say.LABELS[name]()


def completeness(match_round: MatchRound, policy: Policy | None = None) -> Completeness:
    """Say for each person of a round what is answered and what is unknown.

    Parameters
    ----------
    match_round : MatchRound
        The round; its report tells which cells were flagged.
    policy : Policy, optional
        Only what it looks at is counted; without one, all that people are asked.

    Returns
    -------
    Completeness
    """
    found = defaultdict(list)
    for finding in match_round.report.at(*_TO_CHECK):
        found[finding.file, finding.row].append(finding)
    asked = {role: _counted(match_round, policy, role) for role in ROLES}
    return Completeness(
        people=tuple(
            _answers(match_round, role, person, asked[role], tuple(found.get(_place(person), ())))
            for role, person in everybody(match_round)
        )
    )


def _counted(match_round: MatchRound, policy: Policy | None, role: PersonRole) -> tuple[Asked, ...]:
    return tuple(
        one
        for one in asked_of(match_round, role)
        if policy is None or one.name in PLACES or looks_at(match_round, policy, role, one.name)
    )


def _place(person: Mentee | Mentor | SubjectExpert) -> tuple[str, int | None]:
    return ("", None) if person.source is None else (person.source.file, person.source.row)


def _answers(
    match_round: MatchRound,
    role: PersonRole,
    person: Mentee | Mentor | SubjectExpert,
    asked: tuple[Asked, ...],
    findings: tuple[Finding, ...],
) -> PersonAnswers:
    known = {one.name: one.known(match_round, person) for one in asked}
    columns = match_round.report.columns
    flagged = {columns.get((f.file, f.column or "")) for f in findings}
    counts = Counter(f.severity for f in findings)
    return PersonAnswers(
        role=role,
        person=name_of(match_round, person),
        answered=tuple(name for name, is_known in known.items() if is_known),
        unknown=tuple(name for name, is_known in known.items() if is_known is False),
        flagged=tuple(
            one.name for one in asked if known[one.name] is not None and flagged & {*one.columns}
        ),
        errors=counts["error"],
        questions=counts["question"],
        warnings=counts["warning"],
    )

"""alliance-match: match mentors with mentees, prove it, and justify every pairing.

The public names are loaded when they are first used, so that importing the package is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import AllianceMatchError
    from .explain import compare
    from .intake import Mapping, load_decisions, load_pairs, load_round
    from .model.availability import WeeklyWindow
    from .model.decisions import Decision, Decisions
    from .model.own import register_criterion, register_rule
    from .model.people import (
        Expertise,
        Goal,
        LanguageSkill,
        Mentee,
        Mentor,
        Organisation,
        SubjectExpert,
    )
    from .model.policy import Policy
    from .model.record import Range
    from .model.round import MatchRound
    from .model.vocabulary import Vocabulary
    from .proposal import Proposal, propose
    from .quality import quality_report
    from .report import load_proposal, redact, save_applications, suggest_weights, verify

__version__ = "0.1.0"

_HOME = {
    "AllianceMatchError": "errors",
    "Decision": "model.decisions",
    "Decisions": "model.decisions",
    "Expertise": "model.people",
    "Goal": "model.people",
    "LanguageSkill": "model.people",
    "Mapping": "intake",
    "MatchRound": "model.round",
    "Mentee": "model.people",
    "Mentor": "model.people",
    "Organisation": "model.people",
    "Policy": "model.policy",
    "Proposal": "proposal",
    "Range": "model.record",
    "SubjectExpert": "model.people",
    "Vocabulary": "model.vocabulary",
    "WeeklyWindow": "model.availability",
    "compare": "explain",
    "load_decisions": "intake",
    "load_pairs": "intake",
    "load_proposal": "report",
    "load_round": "intake",
    "propose": "proposal",
    "quality_report": "quality",
    "redact": "report",
    "register_criterion": "model.own",
    "register_rule": "model.own",
    "save_applications": "report",
    "suggest_weights": "report",
    "verify": "report",
}

__all__ = [
    "AllianceMatchError",
    "Decision",
    "Decisions",
    "Expertise",
    "Goal",
    "LanguageSkill",
    "Mapping",
    "MatchRound",
    "Mentee",
    "Mentor",
    "Organisation",
    "Policy",
    "Proposal",
    "Range",
    "SubjectExpert",
    "Vocabulary",
    "WeeklyWindow",
    "__version__",
    "compare",
    "load_decisions",
    "load_pairs",
    "load_proposal",
    "load_round",
    "propose",
    "quality_report",
    "redact",
    "register_criterion",
    "register_rule",
    "save_applications",
    "suggest_weights",
    "verify",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

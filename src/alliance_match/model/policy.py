"""The policy: which rules hold and how strictly, what criteria weigh, what is optimised."""

from __future__ import annotations

import tomllib
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from ..errors import PolicyError, did_you_mean
from .answers import answer_key
from .groups import Group
from .places import CoMentors, Experts, Places, Rematch
from .quotas import Quota
from .record import Record
from .refused import decoded, in_words
from .settings import Calendar, Criteria, Criterion, Rule, Rules, Scale

__all__ = ["FULL_MARKS", "Policy", "to_points"]

#: The points of a pair that is perfect in every criterion.
FULL_MARKS = 1000

_UNNAMED = "The policy cannot be used:\n"

Objective = Literal["coverage_total", "total"]


def to_points(marks: float) -> int:
    """Turn marks as people see them (0.0 to 100.0) into integer points (0 to 1000)."""
    return round(marks * 10)


class Policy(Record):
    """All that the committee sets before it matches.

    Parameters
    ----------
    objective : {"coverage_total", "total"}
        ``coverage_total``: first the most mentees with a mentor, then the most points.
    weak_below : float
        A proposed pair with fewer marks (of 100) is marked weak.
    min_points : float
        A pair with fewer marks (of 100) is not eligible.
    places : Places
        Capacity and minimum load.
    experts : Experts
        How subject experts are shared out.
    rematch : Rematch
        How much may change when a round is matched again.
    co_mentors : CoMentors
        Who gets a second mentor.
    quotas : tuple of Quota
        How many of a group may, or must, be matched.
    groups : tuple of Group
        Mentors who take several mentees of one goal together.
    calendar : Calendar
        The weeks for which overlap is computed.
    rules : Rules
        Hard rules.
    criteria : Criteria
        Soft criteria.
    own_rules, own_criteria : dict of str to Rule, and to Criterion
        Those that the programme registered (:mod:`alliance_match.model.own`).
    scales : dict of str to Scale
        The programme's own ordered scales.

    Raises
    ------
    PolicyError
        When a setting does not exist or cannot have that value; all are named at once, with the
        nearest valid setting.

    Examples
    --------
    >>> Policy().rules.shared_language.min_level
    'B2'
    """

    if not TYPE_CHECKING:  # the signature is that of the fields

        def __init__(self, /, **settings: Any) -> None:
            try:
                super().__init__(**settings)
            except ValidationError as error:
                lines = "\n".join(f"- {_in_words(Policy, e)}" for e in error.errors())
                raise PolicyError(_UNNAMED + lines) from None

    objective: Objective = Field(
        default="coverage_total",
        description='"coverage_total": most mentees matched, then points; "total": points alone',
    )
    weak_below: float = Field(
        default=45.0, ge=0, le=100, description="pairs under this many of 100 are marked weak"
    )
    min_points: float = Field(
        default=0.0, ge=0, le=100, description="pairs under this many of 100 are not eligible"
    )
    places: Places = Field(Places(), description="Mentors' places.")
    experts: Experts = Field(Experts(), description="How subject experts are shared out.")
    rematch: Rematch = Field(Rematch(), description="How much may change in a re-match.")
    co_mentors: CoMentors = Field(CoMentors(), description="Second mentors.")
    quotas: tuple[Quota, ...] = Field(
        default=(), description="How many of a group may, or must, be matched."
    )
    groups: tuple[Group, ...] = Field(
        default=(), description="Mentors who take several mentees of one goal together."
    )
    calendar: Calendar = Field(Calendar(), description="The weeks for which overlap is computed.")
    rules: Rules = Field(Rules(), description="Hard rules: a pair that breaks one is not eligible.")
    criteria: Criteria = Field(Criteria(), description="Soft criteria: weights are relative.")
    own_rules: dict[str, Rule] = Field(
        default={}, description="Rules of your own, such as [own_rules.NAME], by register_rule()."
    )
    own_criteria: dict[str, Criterion] = Field(
        default={}, description="Criteria of your own, by register_criterion()."
    )
    scales: dict[str, Scale] = Field(
        default={}, description="Ordered scales of your own, such as [scales.grade]."
    )

    @model_validator(mode="after")
    def _steps_can_be_told_apart(self) -> Policy:
        for column in sorted({q.column for q in self.quotas if q.column in self.scales}):
            steps = self.scales[column].steps
            if len(set(map(answer_key, steps))) < len(steps):
                raise ValueError(f"scale.{column} in a quota: two steps differ by capitals alone")
        return self

    @cached_property
    def weights(self) -> dict[str, int]:
        """Full marks of each criterion: integers that keep the weights' ratio and sum to 1000."""
        names = (*Criteria.model_fields, *sorted(self.own_criteria))
        raw = {name: self.criterion(name).weight for name in names}
        whole = {n: FULL_MARKS * w // sum(raw.values()) for n, w in raw.items()}
        rest = {n: FULL_MARKS * w % sum(raw.values()) for n, w in raw.items()}
        missing = FULL_MARKS - sum(whole.values())
        for name in sorted(rest, key=lambda n: -rest[n])[:missing]:
            whole[name] += 1
        return whole

    @classmethod
    def of(cls, given: Policy | str | PathLike[str] | None) -> Policy:
        """Take a policy as it is, or the file that holds it; the default policy for None.

        Raises
        ------
        PolicyError
            As :meth:`load`, or when something else is given.
        """
        if given is None:
            return cls()
        if isinstance(given, str | PathLike):
            return cls.load(given)
        if not isinstance(given, cls):
            raise PolicyError(f"A {type(given).__name__} is no policy; give a Policy, or its file.")
        return given

    def rule(self, name: str) -> Rule:
        """Give the settings of a hard rule, by its name."""
        own = self.own_rules.get(name)
        return getattr(self.rules, name) if own is None else own

    def criterion(self, name: str) -> Criterion:
        """Give the settings of a criterion, by its name."""
        return (
            self.own_criteria[name] if name in self.own_criteria else getattr(self.criteria, name)
        )

    @classmethod
    def from_toml(cls, text: str, name: str = "The policy") -> Policy:
        """Read a policy; what it does not mention keeps its default.

        Parameters
        ----------
        text : str
            TOML, as :meth:`to_toml` writes it.
        name : str
            What the text is called in messages.

        Raises
        ------
        PolicyError
            When it is not TOML, or holds an unknown key or an impossible value; all are named at
            once, with the nearest valid key.
        """
        try:
            return cls(**tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"{name} is not valid TOML: {error}.") from None
        except PolicyError as error:
            lines = str(error).removeprefix(_UNNAMED)
            raise PolicyError(f"{name} cannot be used:\n{lines}") from None

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Policy:
        """Read a policy file.

        Raises
        ------
        PolicyError
            As :meth:`from_toml`, or when the file cannot be read.
        """
        try:
            text = decoded(Path(path).read_bytes())
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(f"The policy file {path} cannot be read: {error}.") from None
        return cls.from_toml(text, str(path))

    def to_toml(self) -> str:
        """Write the policy with a comment on every setting; :meth:`from_toml` reads it back."""
        import tomlkit

        document = tomlkit.document()
        document.add(
            tomlkit.comment("Policy of alliance-match. Delete a line to keep its default.")
        )
        _write(document, self)
        for line in () if self.quotas or self.groups else _MORE:
            document.add(tomlkit.comment(line))
        return tomlkit.dumps(document)


#: What a policy has none of unless it is written: told at the end of one that has none.
_MORE = (
    "What else there can be (docs/groups.md); take the first sign of each line away:",
    "[[quotas]]",
    'by = "region" # or country, organisation, membership, stage, scale.NAME',
    'group = "Asia" # each group by itself if left out',
    "at_most = 5 # mentees matched; also at_least",
    "[[groups]]",
    'mentor = "M03" # who leads it',
    'topic = "FUN.grants" # all members have it among their goals',
    "size = 4 # mentees in one place",
)


def _write(table: object, record: Record) -> None:
    """Add a record's settings to a TOML table: plain values first, then the tables."""
    import tomlkit

    fields = type(record).model_fields
    plain = [n for n in fields if not _holds_records(getattr(record, n))]
    for name in plain:
        value = getattr(record, name)
        if value is None:
            continue
        item = tomlkit.item(list(value) if isinstance(value, tuple) else value)
        if fields[name].description:
            item.comment(fields[name].description or "")
        table.add(name, item)  # type: ignore[attr-defined]
    for name in (n for n in fields if n not in plain):
        value, inner = getattr(record, name), tomlkit.table()
        if isinstance(value, tuple):
            _write_each(table, name, value)
            continue
        if fields[name].description:
            inner.comment(fields[name].description or "")
        for key, entry in value.items() if isinstance(value, dict) else ():
            step = tomlkit.table()
            _write(step, entry)
            inner.add(key, step)
        if isinstance(value, Record):
            _write(inner, value)
        if value or isinstance(value, Record):
            table.add(name, inner)  # type: ignore[attr-defined]


def _holds_records(value: object) -> bool:
    """Tell whether a setting is a table of its own, or several; a tuple is one if it is empty."""
    if isinstance(value, tuple):
        return all(isinstance(one, Record) for one in value)
    return isinstance(value, Record | dict)


def _write_each(table: object, name: str, records: tuple[Record, ...]) -> None:
    """Add records as an array of tables; none where there are none."""
    import tomlkit

    several = tomlkit.aot()
    for record in records:
        one = tomlkit.table()
        _write(one, record)
        several.append(one)
    if records:
        table.add(name, several)  # type: ignore[attr-defined]


def _in_words(model: type[Record], error: ErrorDetails) -> str:
    """Say one validation error of a policy: where, what, and the nearest valid key."""
    loc = error["loc"]
    where = ".".join(map(str, loc))
    if error["type"] == "extra_forbidden":
        keys = _keys(model, loc[:-1])
        near = did_you_mean(str(loc[-1]), keys)
        if len(loc) == 2 and loc[0] in ("rules", "criteria"):
            near += f" If it is one of your own, it stands under own_{loc[0]}."
        return (
            f"{where}: there is no such setting.{near or ' Valid here: ' + ', '.join(keys) + '.'}"
        )
    return f"{where or 'policy'}: {in_words(error)}."


def _keys(model: type[Record], loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """List the settings that are valid at a place of the policy."""
    for part in loc:
        field = model.model_fields.get(str(part))
        if field is None:  # the name of a scale
            continue
        kinds = [field.annotation, *get_args(field.annotation)]
        model = next((k for k in kinds if isinstance(k, type) and issubclass(k, Record)), model)
    return tuple(model.model_fields)

"""What the user says about a file: columns, defaults and options, in a small TOML file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from ..errors import InputError, PolicyError, did_you_mean
from ..model.people import LanguageLevel
from ..model.record import Record
from ..model.vocabulary import Vocabulary
from .fields import JOINED, OPEN, ROLES, Role, is_field, unknown_field
from .values.sizes import USUAL_SIZES

__all__ = ["Mapping", "MappingOptions", "RoleMapping", "load_vocabulary"]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_Text = Annotated[str, BeforeValidator(_as_text)]


class RoleMapping(Record):
    """What one file's columns mean.

    Parameters
    ----------
    columns : dict of str to str
        Header to field; the second column of a header is ``"Header #2"``. ``"ignore"`` leaves a
        column out, ``"?"`` leaves open what it is, ``"scale.grade"`` reads it as a step on the
        programme's scale "grade".
    defaults : dict of str to str
        Field to the text that every row has where the file has no column for it. An empty
        ``organisation`` says that nobody has one.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    defaults: dict[str, _Text] = Field(default_factory=dict)


class MappingOptions(Record):
    """How to read what the files do not tell.

    Parameters
    ----------
    day_first : bool or None
        Whether 03/04/2025 is in April, where a column does not tell.
    sizes : tuple of int
        The most staff of a small and of a medium organisation; a larger one is large.
    language_level : str or None
        The level of a language that is named without one, where the forms ask for none; without
        it such a level is not known.
    vocabulary : str or None
        Path of a vocabulary like the ``topics.toml`` that ships with the library; relative to the
        mapping file.
    labels : tuple of str
        Instead of a vocabulary: labels that are areas of their own, such as professions.
    """

    day_first: bool | None = None
    sizes: tuple[int, int] = USUAL_SIZES
    language_level: LanguageLevel | None = None
    vocabulary: str | None = None
    labels: tuple[str, ...] = ()

    @field_validator("sizes")
    @classmethod
    def _rising(cls, sizes: tuple[int, int]) -> tuple[int, int]:
        if not 0 <= sizes[0] < sizes[1]:
            raise ValueError("give the most staff of a small and of a medium one, such as [10, 50]")
        return sizes

    @model_validator(mode="after")
    def _one_vocabulary(self) -> MappingOptions:
        if self.vocabulary is not None and self.labels:
            raise ValueError("give 'vocabulary' or 'labels', not both")
        return self


class Mapping(Record):
    """What the columns of the files mean, what to assume, and how to read.

    Parameters
    ----------
    mentors, mentees, experts : RoleMapping
        Columns and defaults of each file.
    options : MappingOptions
        How to read what the files do not tell.

    Examples
    --------
    >>> Mapping.from_toml('''
    ... [mentors.columns]
    ... "profession" = "expertise"
    ... [options]
    ... day_first = true
    ... ''').mentors.columns
    {'profession': 'expertise'}
    """

    mentors: RoleMapping = RoleMapping()
    mentees: RoleMapping = RoleMapping()
    experts: RoleMapping = RoleMapping()
    options: MappingOptions = MappingOptions()

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Mapping:
        """Read a mapping file.

        Parameters
        ----------
        path : path
            A TOML file.

        Raises
        ------
        InputError
            When the file cannot be read.
        PolicyError
            When it holds a key, a field or a value that means nothing here.
        """
        file = Path(path)
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"The mapping {str(file)!r} cannot be read: {error}. Give the path of a TOML file."
            ) from None
        read = cls.from_toml(text, f"The mapping {str(file)!r}")
        named = read.options.vocabulary
        if named is None:
            return read
        options = read.options.model_copy(update={"vocabulary": str(file.parent / named)})
        return read.model_copy(update={"options": options})

    @classmethod
    def from_toml(cls, text: str, name: str = "The mapping") -> Mapping:
        """Read a mapping from TOML text.

        Parameters
        ----------
        text : str
            The mapping.
        name : str
            What the text is called in messages.

        Raises
        ------
        PolicyError
            When it holds a key, a field or a value that means nothing here; all are named.
        """
        try:
            return cls.of(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"{name} is not TOML: {error}.") from None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Mapping:
        """Check plain data, as a TOML file or a caller holds it.

        Raises
        ------
        PolicyError
            When it holds a key, a field or a value that means nothing here; all are named.
        """
        try:
            read = cls.model_validate(data)
        except ValidationError as error:
            told = "; ".join(_told(dict(e)) for e in error.errors())
            raise PolicyError(f"The mapping cannot be used: {told}.") from None
        problems = [p for role in ROLES for p in _field_problems(role, read.role(role))]
        if problems:
            raise PolicyError("The mapping cannot be used: " + "; ".join(problems) + ".")
        return read

    def role(self, role: Role) -> RoleMapping:
        """Give what is said about one file."""
        parts: dict[Role, RoleMapping] = {
            "mentors": self.mentors,
            "mentees": self.mentees,
            "experts": self.experts,
        }
        return parts[role]

    def vocabulary(self) -> Vocabulary | None:
        """Give the vocabulary that the options name, ``None`` where they name none.

        Raises
        ------
        InputError
            When the file cannot be read or holds no consistent vocabulary.
        """
        if self.options.labels:
            return _flat(self.options.labels)
        named = self.options.vocabulary
        return None if named is None else load_vocabulary(named)


def load_vocabulary(path: str | os.PathLike[str]) -> Vocabulary:
    """Read a vocabulary file.

    Raises
    ------
    InputError
        When the file cannot be read or holds no consistent vocabulary.
    """
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The vocabulary {os.fspath(path)!r} cannot be read: {error}. "
            "Give the path of a TOML file like the topics.toml of the library."
        ) from None
    return Vocabulary.from_toml(text)


def _flat(labels: tuple[str, ...]) -> Vocabulary:
    try:
        return Vocabulary.of(*labels)
    except ValidationError as error:
        said = "; ".join(e["msg"] for e in error.errors())
        raise PolicyError(f"The labels of the mapping contradict each other: {said}.") from None


_KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(Mapping.model_fields),
    "options": tuple(MappingOptions.model_fields),
    **{role: tuple(RoleMapping.model_fields) for role in ROLES},
}


def _told(error: dict[str, Any]) -> str:
    where = [str(part) for part in error["loc"]]
    if error["type"] != "extra_forbidden":
        return f"{'.'.join(where) or 'mapping'}: {error['msg'].removeprefix('Value error, ')}"
    valid = _KEYS.get(where[0] if len(where) > 1 else "", ())
    near = did_you_mean(where[-1], valid)
    return f"unknown key {'.'.join(where)!r}.{near} Keys: {', '.join(valid)}"


def _field_problems(role: Role, said: RoleMapping) -> list[str]:
    fields = [f for f in said.columns.values() if f != OPEN]
    named = [*fields, *said.defaults]
    problems = [unknown_field(role, f) for f in dict.fromkeys(named) if not is_field(role, f)]
    for name in dict.fromkeys(fields):
        if fields.count(name) > 1 and name not in JOINED:
            headers = ", ".join(repr(h) for h, f in said.columns.items() if f == name)
            problems.append(f"{role}: {headers} are all mapped to {name!r}; only one can be")
    return problems

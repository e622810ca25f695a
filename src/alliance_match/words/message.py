"""A message: a template and its values, to be said in any language later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeAlias, Union

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

__all__ = ["Message", "Template", "Value", "placeholders"]

Value: TypeAlias = Union[int, float, str, "Message", tuple["Value", ...], None]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: the English template, and what stands in its places.

    Parameters
    ----------
    template : str
        English words with ``{names}``, each with an optional format such as ``{points:marks}``
        (see :class:`~alliance_match.words.speech.Speech`).
    many : str
        The English template where ``values["count"]`` is not one; empty where it does not matter.
    values : mapping
        Numbers as they are, words, other messages, and tuples of these.
    """

    template: str
    many: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        from .speech import speech

        return speech("en").say(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """Let records hold messages; as JSON they are their English words."""
        from pydantic_core import core_schema

        said = core_schema.plain_serializer_function_ser_schema(str, when_used="json")
        return core_schema.is_instance_schema(cls, serialization=said)


class Template:
    """A sentence with places; calling it with their values makes a message.

    Parameters
    ----------
    one : str
        The English words.
    many : str
        The English words where ``count`` is not one.

    Examples
    --------
    >>> mentees = Template("{count} mentee", "{count} mentees")
    >>> str(mentees(count=2))
    '2 mentees'
    """

    __slots__ = ("many", "one", "places")

    def __init__(self, one: str, many: str = "") -> None:
        self.one, self.many = one, many
        self.places = placeholders(one) | placeholders(many)

    def __call__(self, **values: Value) -> Message:
        """Fill the places.

        Raises
        ------
        TypeError
            When a place has no value, or a value no place: a slip of the programmer's.
        """
        names = {name for name, _ in self.places} | ({"count"} if self.many else set())
        if names != values.keys():
            raise TypeError(f"{self.one!r} takes {sorted(names)}, not {sorted(values)}")
        return Message(template=self.one, many=self.many, values=values)


def placeholders(template: str) -> frozenset[tuple[str, str]]:
    """List the places of a template: names with their formats.

    Examples
    --------
    >>> sorted(placeholders("{who} has {points:marks}"))
    [('points', 'marks'), ('who', '')]
    """
    parsed = Formatter().parse(template)
    return frozenset((name, form or "") for _, name, form, _ in parsed if name is not None)

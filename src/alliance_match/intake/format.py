"""What a form tool's export looks like: the description that each file in ``formats/`` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .fields import Role
from .headers import header_key
from .journal import Journal
from .tables import Table

__all__ = ["Format"]


@dataclass(frozen=True)
class Format:
    """The layout of one form tool's export.

    Parameters
    ----------
    name : str
        As the report calls it.
    recognise : callable
        ``recognise(table)`` gives how sure one can be (0 to 1) and why, in words.
    metadata : mapping of str to str
        Header (as :func:`~alliance_match.intake.headers.header_key` folds it) of a column that the
        tool adds on the left, to the field it fills when the form itself does not ask for it.
        ``"ignore"`` for columns that say nothing about a person.
    trailing : mapping of str to str
        The same for columns that the tool adds on the right.
    noise : tuple of str
        Beginnings of headers that the tool adds between the questions, such as ``"Points - "``.
    separator : str or None
        What stands between the options of a multi-select cell; ``None`` when it has to be found
        out cell by cell.
    absent : frozenset of str
        Texts that the tool writes in a metadata column for "not known".
    reshape : callable
        ``reshape(table, journal)`` makes a table with one header row and one column a question of
        a table that has several of either.
    refuse : callable or None
        ``refuse(cells, role)`` says in words why a row, by header, is no application for a role,
        such as a preview of the form; empty where it may be one. ``None``: every row may be one.
    codes, without_codes : str
        Pattern of headers that are codes for questions, and how to export without them.
    has_roles : bool
        Whether one file holds people of all roles, which ``refuse`` tells apart.
    """

    name: str
    recognise: Callable[[Table], tuple[float, str]]
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    trailing: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    noise: tuple[str, ...] = ()
    separator: str | None = None
    absent: frozenset[str] = frozenset()
    reshape: Callable[[Table, Journal], Table] = field(default=lambda table, journal: table)
    refuse: Callable[[Mapping[str, str], Role], str] | None = None
    codes: str = ""
    without_codes: str = ""
    has_roles: bool = False

    def metadata_fields(self, header: tuple[str, ...]) -> dict[int, str]:
        """Give the fields of the tool's own columns, by position.

        Parameters
        ----------
        header : tuple of str
            The header of a table in this format.
        """
        found: dict[int, str] = {}
        for position, key in enumerate(map(header_key, header)):
            if key not in self.metadata:
                break
            found[position] = self.metadata[key]
        for position in reversed(range(len(found), len(header))):
            key = header_key(header[position])
            if key not in self.trailing:
                break
            found[position] = self.trailing[key]
        noise = {
            p: "ignore" for p, h in enumerate(header) if self.noise and h.startswith(self.noise)
        }
        return noise | found

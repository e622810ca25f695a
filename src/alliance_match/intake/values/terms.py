"""Answers to closed questions: membership, panel status, size, stage, kind, regions, yes and no."""

from __future__ import annotations

import re
import tomllib
from functools import cache, partial
from importlib import resources

from ...model.vocabulary import normalise
from ..reading import Reading, note, question

__all__ = [
    "is_blank",
    "is_nobody",
    "phrases",
    "read_kind",
    "read_membership",
    "read_panel_status",
    "read_regions",
    "read_stage",
    "read_stages",
    "read_term",
    "read_terms",
    "yes_or_no",
]


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("terms.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return data


@cache
def _table(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, phrases in _data()[name].items():
        for phrase in (meaning.replace("_", " "), *phrases):
            found.setdefault(normalise(phrase), meaning)
    return found


def phrases(table: str) -> tuple[str, ...]:
    """Give all that a closed question is answered with, folded."""
    return tuple(_table(table))


def is_blank(text: str) -> bool:
    """Tell whether a cell gives no answer, such as ``""``, ``"n/a"`` or ``"-"``."""
    folded = normalise(text)
    return not folded or folded in _table("nothing")


def is_nobody(text: str) -> bool:
    """Tell whether a cell answers that there is none, such as ``"none"`` or ``"aucun"``."""
    return normalise(text) in _table("nobody")


def yes_or_no(text: str) -> bool | None:
    """Read yes or no in many languages, with a courtesy beside it; ``None`` for anything else.

    Examples
    --------
    >>> yes_or_no("Ja, gerne"), yes_or_no("non merci"), yes_or_no("yes and no")
    (True, False, None)
    """
    folded = normalise(text)
    meaning = _meaning(folded) or _meaning(" ".join(_courtesy().sub(" ", folded).split()))
    return None if meaning is None else meaning == "yes"


def _meaning(folded: str) -> str | None:
    found = _table("yes_no").get(folded)
    return None if found == "courtesy" else found


@cache
def _courtesy() -> re.Pattern[str]:
    phrases = sorted(map(normalise, _data()["yes_no"]["courtesy"]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)")


def read_term(table: str, text: str) -> Reading[str | None]:
    """Read the answer to a closed question.

    Parameters
    ----------
    table : {"membership", "panel_status", "size", "stage", "kind"}
        Which question.
    text : str
        The cell.

    Returns
    -------
    Reading of str or None
        Exact words first; else the one meaning that the text names as whole words, with a note. So
        has a refusal in other words, such as "rejected", because people will be told of it.

    Examples
    --------
    >>> read_term("membership", "Miembro pleno").value
    'full'
    """
    known = _table(table)
    folded = normalise(text)
    if folded in known:
        told = known[folded] in _TOLD and folded != _shown(known[folded])
        said = (note(f"Read as {_shown(known[folded])}", value=text),) if told else ()
        return Reading(known[folded], said)
    meanings = _named(folded, known)
    if len(meanings) == 1:
        (meaning,) = meanings
        return Reading(meaning, (note(f"Read as {_shown(meaning)}", value=text),))
    if table == "membership" and folded == "member":
        return Reading("member")
    if table == "membership" and yes_or_no(text):
        return Reading("member", (note("Read as a member; of which kind is not said", value=text),))
    valid = ", ".join(_shown(m) for m in dict.fromkeys(known.values()))
    what = "Two answers at once" if meanings else "Not understood"
    return Reading(None, (question(what, f"Say one of: {valid}.", text),))


#: Meanings that people are told; a note says from which words they were taken.
_TOLD = frozenset({"not_approved", "withdrawn"})


def _shown(meaning: str) -> str:
    return meaning.replace("_", " ")


def _named(folded: str, known: dict[str, str]) -> set[str]:
    """Find the meanings named as whole words; a phrase within a longer phrase does not count."""
    words, found, at = folded.split(), set[str](), 0
    longest = max(len(k.split()) for k in known)
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in known and len(phrase) > 1:
                found.add(known[phrase])
                at += size - 1
                break
        else:
            if words[at] in _not_so():
                return set()
        at += 1
    return found


@cache
def _not_so() -> frozenset[str]:
    return frozenset(normalise(w) for words in _data()["not_so"].values() for w in words)


def read_terms(table: str, text: str) -> Reading[tuple[str, ...] | None]:
    """Read several answers to a closed question, in the table's order.

    Parameters
    ----------
    table : {"stage"}
        Which question.
    text : str
        The cell; answers divided by ``;``, ``,``, ``/`` or a new line.
    """
    parts = [p for p in _split(text) if p]
    readings = [read_term(table, p) for p in parts]
    chosen = {r.value for r in readings if r.value is not None}
    ordered = tuple(m for m in dict.fromkeys(_table(table).values()) if m in chosen)
    return Reading(ordered or None, tuple(m for r in readings for m in r.remarks))


read_kind = partial(read_term, "kind")
read_membership = partial(read_term, "membership")
read_panel_status = partial(read_term, "panel_status")
read_stage = partial(read_term, "stage")
read_stages = partial(read_terms, "stage")


def _split(text: str) -> list[str]:
    for mark in "/\n,|":
        text = text.replace(mark, ";")
    return [p.strip() for p in text.split(";")]


def read_regions(text: str) -> Reading[tuple[str, ...]]:
    """Read world regions, or countries for their regions.

    Parameters
    ----------
    text : str
        The cell; answers divided by ``;``, ``,``, ``/`` or a new line.
    """
    from ...model.regions import region_of, regions
    from .countries import country_code

    known = {normalise(r): r for r in regions()} | _table("regions")
    if is_nobody(text):
        return Reading(())
    found, remarks = dict[str, None](), []
    for part in _split(text):
        region = known.get(normalise(part)) or region_of(country_code(part))
        if region:
            found[region] = None
        elif part:
            what = "Not a world region or a country that is known here"
            remarks.append(question(what, f"Say one of: {'; '.join(regions())}.", part))
    return Reading(tuple(r for r in regions() if r in found), tuple(remarks))

"""Clock times beside a part of the day: "evenings after 8", "afternoons until 4"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .clock import Span

__all__ = ["AROUND", "overlap", "settled"]

#: Minutes within which a clock time beside a part of the day lies: morning, afternoon, evening.
#: Each is shorter than half a day, so that it holds an hour such as "8" once.
AROUND = {(540, 720): (300, 780), (780, 1080): (720, 1140), (1080, 1260): (960, 1440)}
_HALF = 720


def settled(span: Span, parts: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Give what a span means beside parts of the day; ``None`` where that is not clear.

    Parameters
    ----------
    span : Span
        One whose hours may be of either half of the day, or that leaves its start or end open.
    parts : sequence of (int, int)
        Parts of the day that :data:`AROUND` knows.

    Examples
    --------
    >>> settled(Span((0, 7), 480, 1260, open="end", bare=True), [(1080, 1260)])
    (1200, 1260)
    """
    said = (span.start, span.end)
    plain = not span.open and not span.unclear and any(overlap(said, p) for p in parts)
    if plain and len(parts) > 1:
        return said
    found = list(dict.fromkeys(time for part in parts for time in _within(span, part)))
    if len(found) == 1:
        return found[0]
    return said if plain and not found else None


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches of time have something in common."""
    return one[0] < other[1] and other[0] < one[1]


def _within(span: Span, part: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Give the readings of a span that lie around a part, which ends what the span leaves open."""
    first, last = AROUND[part]
    for start in [part[0]] if span.open == "start" else _halves(span.start, span.bare):
        ends = [max(part[1], start + 60)] if span.open == "end" else _halves(span.end, span.bare)
        for end in ends:
            if first <= start < end <= last:
                yield (start, end)


def _halves(minutes: int, bare: bool) -> tuple[int, ...]:
    return (minutes, minutes + _HALF) if bare else (minutes,)

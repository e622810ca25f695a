"""Days and times in words, put together to weekly windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...model.availability import WeeklyWindow
from ..reading import Remark, note, question
from .clock import Span
from .parts import AROUND, overlap, settled
from .week_words import SETS, Token

__all__ = ["refused_words", "weekly_windows"]

_WHOLE_DAY = (480, 1200)
#: Minutes: a span past midnight that is longer is more likely a slip than a night.
_LONGEST_NIGHT = 12 * 60
#: What a grid shows for a day that is not offered.
_CLOSED = ("-", "no", "not", "non", "nao", "nein", "unavailable", "not available", "none")
_REMEDY = 'Write it as "Mon 18:00-20:00; Wed 09:00-12:00".'
_UNCLEAR = "It is not clear which days go with which times"


@dataclass
class _Group:
    """Days and the times that go with them, in the order in which they were said."""

    days: list[int] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Token] = field(default_factory=list)
    without: list[int] = field(default_factory=list)
    every: bool = False
    time_first: bool = False
    comma: bool = False
    excluding: bool = False

    @property
    def timed(self) -> bool:
        return bool(self.parts or self.spans)

    def times(self) -> list[tuple[int, int]]:
        """Give the times; a part of the day that a span makes precise is dropped."""
        spans = [t for s in self.spans if (t := self.clear(s)) is not None]
        return spans + [p for p in self.parts if not any(_touch(p, s) for s in spans)]

    def unclear(self) -> list[str]:
        return [s.text for s in self.spans if self.clear(s) is None]

    def nights(self) -> list[tuple[str, int]]:
        """Give the spans that run past midnight, with their length in minutes."""
        clear = ((s.text, self.clear(s)) for s in self.spans)
        return [(words, 1440 - t[0] + t[1]) for words, t in clear if t and 0 < t[1] < t[0]]

    def clear(self, token: Token) -> tuple[int, int] | None:
        """Settle "6-8" and "after 8" by the part of the day that is named beside it."""
        span = token.span
        if span is None:
            return token.time
        parts = [p for p in dict.fromkeys(self.parts) if p in AROUND]
        several = span.unclear and not span.open and len(parts) > 1
        if several or not parts or not (span.bare or span.open):
            return _half(span, self.parts) if span.unclear else token.time
        return settled(span, parts)


def _half(span: Span, parts: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Choose the half of the day by the one part that has something of it."""
    halves = [(span.start, span.end), (span.start + 720, span.end + 720)]
    fitting = [h for h in halves if any(overlap(h, p) for p in parts)]
    return fitting[0] if len(fitting) == 1 else None


def _touch(part: tuple[int, int], span: tuple[int, int]) -> bool:
    """Tell a part that a span is of, though it may only begin where the part ends."""
    around = AROUND.get(part, part)
    return overlap(part, span) or (around[0] <= span[0] < span[1] <= around[1])


def weekly_windows(
    tokens: Sequence[Token], text: str
) -> tuple[tuple[WeeklyWindow, ...], list[Remark]]:
    """Put days and times together.

    Parameters
    ----------
    tokens : sequence of Token
        The text, cut.
    text : str
        The text, for remarks.

    Returns
    -------
    tuple of (tuple of WeeklyWindow, list of Remark)
        Windows merged and in the order of the week; a question among the remarks says that they
        should not be used.
    """
    groups, remarks = _grouped(_without_closed(tokens), text)
    remarks += _completed(groups, text)
    return _merged(w for g in groups for w in _windows(g)), remarks


def _without_closed(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the days that a grid shows to be closed: "Tuesday: -", "Wednesday: no"."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        clauses[-1].append(token)
        if token.kind == "break":
            clauses.append([])
    return [token for clause in clauses if not _is_closed(clause) for token in clause]


def _is_closed(clause: list[Token]) -> bool:
    told = [t for t in clause if t.kind not in ("filler", "every", "break")]
    if len(told) != 2 or told[0].kind != "day":
        return False
    return told[1].text in _CLOSED


def refused_words(tokens: Sequence[Token]) -> list[str]:
    """Give the words by which a text is no plain weekly pattern."""
    return [t.text for t in _without_closed(tokens) if t.kind == "refused"]


def _grouped(tokens: Sequence[Token], text: str) -> tuple[list[_Group], list[Remark]]:
    """Let times go with the days before them, or with the days after where none are before."""
    groups, remarks, day_range, joined = [_Group()], list[Remark](), False, False
    for token, after in zip(tokens, [*tokens, None][1:], strict=True):
        group = groups[-1]
        if token.kind in ("to", "maybe"):
            day_range = _opens_range(group)
            if token.kind == "to" and (after is None or after.kind in ("comma", "break")):
                remarks.append(question(f"{token.text!r} has no end", _REMEDY, text))
            continue
        if token.kind == "break":
            groups.append(_Group())
        elif token.kind == "comma":
            group.comma |= group.timed and not group.days
        elif token.kind in ("except", "excepted"):
            remarks += _leave_out(token, groups, text)
        elif token.kind == "day":
            if joined and group.timed and not (group.days or group.excluding):
                remarks.append(question(_UNCLEAR, _REMEDY, text))  # "evenings and weekends"
            remarks += _take_days(token, groups, day_range, text)
        elif token.kind in ("part", "span"):
            remarks += _take_time(token, groups, text, joined and _is_day(after))
        elif token.kind == "every":
            group.every |= after is not None and after.kind == "part"
        elif token.kind == "unknown":
            remarks.append(question(f"{token.text!r} was not understood", _REMEDY, text))
        joined, day_range = token.kind == "and", False
    if any(g.excluding and not g.without for g in groups):
        remarks.append(question("It is not clear which days are left out", _REMEDY, text))
    return [g for g in groups if g.days or g.timed], remarks


def _opens_range(group: _Group) -> bool:
    if group.excluding:
        return bool(group.without)
    return bool(group.days) and (not group.timed or group.time_first)


def _is_day(token: Token | None) -> bool:
    return token is not None and token.kind == "day"


def _leave_out(token: Token, groups: list[_Group], text: str) -> Iterable[Remark]:
    """Begin to leave days out, or leave out those that were just named."""
    group = groups[-1]
    if token.kind == "excepted":
        if group.timed or not group.days:
            yield question("It is not clear which days are left out", _REMEDY, text)
        group.without, group.days = group.days, []
    elif not (group.days or group.timed):
        yield question("Says when it is not possible, but not when it is", _REMEDY, text)
    else:
        group.excluding = True


def _take_days(token: Token, groups: list[_Group], day_range: bool, text: str) -> Iterable[Remark]:
    group = groups[-1]
    if token.said:
        yield note(token.said, "Check it.", text)
    if group.excluding:
        group.without += _through(group.without[-1:], token, day_range)
        return
    if group.days and group.timed and not group.time_first:
        groups.append(group := _Group())
    group.time_first = group.timed
    group.days += _through(group.days[-1:], token, day_range)


def _through(last: Sequence[int], token: Token, day_range: bool) -> Sequence[int]:
    """Give the days of a token, from the last one before it where the two are a range."""
    if not (day_range and last):
        return token.days
    return [(last[0] + step) % 7 for step in range((token.days[0] - last[0]) % 7 + 1)]


def _take_time(token: Token, groups: list[_Group], text: str, parted: bool) -> Iterable[Remark]:
    """Take a time; ``parted``: "and all day Sunday", which begins anew after a time before it."""
    group = groups[-1]
    if group.excluding or (group.time_first and group.days and group.comma):
        yield question(_UNCLEAR, _REMEDY, text)
    if (group.time_first and group.days) or (parted and group.days and group.timed):
        groups.append(group := _Group())
    if token.kind == "part" and token.time:
        group.parts.append(token.time)
        return
    group.spans.append(token)
    if token.time and token.time[0] == token.time[1]:
        yield question(f"{token.text!r} ends where it begins", _REMEDY, text)


def _completed(groups: list[_Group], text: str) -> Iterable[Remark]:
    """Fill in what is not said: the time of days, the days of times."""
    for group in groups:
        yield from _spoken(group, text)
    for words in (w for g in groups for w in g.unclear()):
        yield question(f"{words!r} may be morning or evening", "Write it as 18:00-20:00.", text)
    for words, length in (night for g in groups for night in g.nights()):
        if length > _LONGEST_NIGHT:
            what = f"{words!r} would run past midnight, {length / 60:g} hours long; not used"
            yield question(what, "Is the end before the beginning? Write it as 18:00-20:00.", text)
        else:
            yield note(f"{words!r} runs past midnight into the next day", value=text)
    dayless = [g for g in groups if not g.days]
    if dayless and len(dayless) < len(groups):
        yield question(_UNCLEAR, _REMEDY, text)
    for group in groups:
        if group.days and not group.timed:
            group.parts.append(_WHOLE_DAY)
            yield note("Days without a time are read as 08:00-20:00", value=text)
        elif not group.days:
            always = group.times() == [_WHOLE_DAY]
            group.days += SETS["daily" if always or group.every else "weekdays"]
            said = "every day" if group.every else "Monday to Friday"
            said = "every day 08:00-20:00" if always else said
            yield note(f"No day is named; read as {said}", "Check it.", text)
        if not {*group.without} < {*group.days}:
            yield question("It is not clear which days are left out", _REMEDY, text)
        group.days = [day for day in group.days if day not in group.without]


def _spoken(group: _Group, text: str) -> Iterable[Remark]:
    """Say what was assumed of spans of clock time."""
    if {s.span.open for s in group.spans if s.span} >= {"start", "end"}:
        yield question(_UNCLEAR, _REMEDY, text)  # "after 9, before 12"
    for token in group.spans:
        time = group.clear(token)
        if token.span and time is not None and time != token.time:
            yield note(f"{token.text!r} read as {_clock(time[0])}-{_clock(time[1])}", value=text)
        elif token.span and token.span.said:
            yield note(f"{token.text!r} {token.span.said}", value=text)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _windows(group: _Group) -> Iterable[WeeklyWindow]:
    for day in dict.fromkeys(group.days):
        for start, end in group.times():
            yield from _window(day, start, end)


def _window(day: int, start: int, end: int) -> Iterable[WeeklyWindow]:
    """Make a window, or two when it runs past midnight."""
    if end > start:
        yield WeeklyWindow(day=day, start=start, end=end)
    elif start < 1440:
        yield WeeklyWindow(day=day, start=start, end=1440)
        if end > 0:
            yield WeeklyWindow(day=(day + 1) % 7, start=0, end=end)


def _merged(windows: Iterable[WeeklyWindow]) -> tuple[WeeklyWindow, ...]:
    merged: list[WeeklyWindow] = []
    for window in sorted(windows, key=lambda w: (w.day, w.start, w.end)):
        last = merged[-1] if merged else None
        if last and last.day == window.day and window.start <= last.end:
            end = max(last.end, window.end)
            merged[-1] = WeeklyWindow(day=last.day, start=last.start, end=end)
        else:
            merged.append(window)
    return tuple(merged)

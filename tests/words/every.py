"""Check many words in one test: a test for each would be thousands, and slow to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

__all__ = ["hold"]


def hold(check: Callable[[Any], None], values: Iterable[Any]) -> None:
    """Run a check on each value, and fail with all that do not pass it.

    Parameters
    ----------
    check : callable
        Asserts something of one value.
    values : iterable
        At least one.
    """
    wrong, count = [], 0
    for value in values:
        count += 1
        try:
            check(value)
        except AssertionError as error:
            wrong.append(f"{str(value)[:80]}: {error}")
    assert count
    assert not wrong, "\n".join(wrong)

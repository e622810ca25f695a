"""What a long run tells while it works, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Progress", "Watch"]

Progress = Callable[[str], None]
"""Called with a few words at each step."""


@dataclass(frozen=True)
class Watch:
    """A clock that is started when it is made, and somebody to tell.

    Attributes
    ----------
    limit : float or None
        Seconds that the run may take; None is no limit.
    progress : callable or None
        Told a few words at each step.
    """

    limit: float | None = None
    progress: Progress | None = None
    started: float = field(default_factory=time.monotonic)

    def tell(self, words: str) -> None:
        """Tell a step to whoever listens."""
        if self.progress is not None:
            self.progress(words)

    @property
    def left(self) -> float | None:
        """Seconds that are left, not below 0; None where there is no limit."""
        if self.limit is None:
            return None
        return max(0.0, self.limit - (time.monotonic() - self.started))

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return self.left == 0.0

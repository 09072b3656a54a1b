"""How often one person, token or address may ask: a bucket for each, filled anew all the time, in this process.

What is asked beyond it waits with whoever asks, and not at the desk, where it would keep the others waiting.
"""

from __future__ import annotations

import threading
import time
from math import ceil

from endgate.desk.conf.start import current
from endgate.desk.errors import TOO_OFTEN, DeskError

STATUS = 429
_MOST = 10_000
"""Buckets that are kept before the full ones are forgotten."""
_MINUTE = 60.0


class TooOftenError(DeskError):
    """Somebody asks too often; ``wait`` is in how many whole seconds they may again."""

    def __init__(self, who: str, wait: int) -> None:
        super().__init__(TOO_OFTEN.at(who, f"ask again in {wait} s"))
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        """What tells a program how long to wait."""
        return {"Retry-After": str(self.wait)}


class Buckets:
    """What is left to each, as of when."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, float]] = {}

    def wait(self, who: str, per_minute: int, now: float) -> int:
        """Take one; 0 when there was one, or the whole seconds until there is."""
        with self._lock:
            if len(self._held) > _MOST:
                self._held = {name: row for name, row in self._held.items() if now - row[1] < _MINUTE}
            left, since = self._held.get(who, (float(per_minute), now))
            left = min(float(per_minute), left + (now - since) * per_minute / _MINUTE)
            self._held[who] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else ceil((1 - left) * _MINUTE / per_minute)


_BUCKETS = Buckets()


def demand_turn(who: str) -> None:
    """Raises TooOftenError (EG8104) when this person, token or address asks too often; without a limit, never."""
    limit = current().requests_per_minute
    wait = _BUCKETS.wait(who, limit, time.monotonic()) if limit else 0
    if wait:
        raise TooOftenError(who.partition(" ")[0], wait)

"""The record of one release: to whom, by whom, when, and the secret from which its ids are made again and again."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from endgate.terms.dates import Day


@dataclass(frozen=True)
class ReleaseRecord:
    """Ids of a release follow from ``seed`` alone: nothing inside the case can be guessed from them.

    ``issued`` is stated by whoever releases; it is never read from a clock.
    """

    recipient: str
    originator: str
    issued: Day
    seed: str

    def uuid(self, kind: str, name: str | int) -> str:
        """The id of a thing of this release, as a random UUID looks."""
        made = hmac.new(self.seed.encode(), f"{kind}:{name}".encode(), hashlib.sha256).digest()
        return str(uuid.UUID(bytes=made[:16], version=4))

    @property
    def instant(self) -> str:
        """The day of issue as the formats write it."""
        return f"{self.issued.isoformat()}T00:00:00.000Z"

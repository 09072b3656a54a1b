"""The reference data and the engine as the desk's processes share them; a new edition takes over between requests."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from endgate.decide.model import Decision
from endgate.decide.pipeline import Options, decide
from endgate.desk.conf.start import current
from endgate.desk.reference.policy import company_policy
from endgate.edition.default import EDITIONS, STORE, default_path, ensure_default
from endgate.edition.errors import EditionError
from endgate.edition.inputs import STORE_LOG
from endgate.edition.layout import DECISIONS
from endgate.edition.manifest import FILE as MANIFEST
from endgate.edition.manifest import read_manifest
from endgate.edition.opened import Edition, open_edition
from endgate.evidence.model import ClaimFile
from endgate.names.reviews import ReviewBook
from endgate.shipment.model import Shipment

LOOK_EVERY = 1.0
"""Seconds between looks for a newer edition."""


@dataclass
class Engine:
    """The open edition of one process. The mapping of an older edition lives until its last request has ended."""

    data_dir: Path
    named: str = ""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._open: Edition | None = None
        self._folder = Path()
        self._looked = 0.0
        self._seen: tuple[int, ...] = ()
        self._newest = Path()

    def edition(self) -> Edition:
        """The edition in force now. Raises EditionError when there is none and none can be built."""
        now = time.monotonic()
        held = self._open
        if held is not None and now - self._looked < LOOK_EVERY:
            return held
        with self._lock:
            return self._looked_up(now)

    def _looked_up(self, now: float) -> Edition:
        folder = self._wanted()
        if self._open is None or folder != self._folder:
            opened = open_edition(folder)
            self._open, self._folder = opened, folder
        self._looked = now
        return self._open

    def _wanted(self) -> Path:
        """The folder of the named edition, of the newest default that is built, or one built now at first start."""
        if self.named:
            return self.data_dir / EDITIONS / self.named
        if self._open is None:
            return ensure_default(self.data_dir)
        seen = _stamps(self.data_dir / STORE)
        if seen != self._seen:  # the rest of what an edition is made from does not change below a running process
            self._seen, self._newest = seen, default_path(self.data_dir)
        return self._newest if (self._newest / MANIFEST).exists() else self._folder

    def unmade(self) -> str:
        """The name of the edition that the lists held now would make, while nobody has made it; else empty."""
        self.edition()
        made = bool(self.named) or (self._newest / MANIFEST).exists()
        return "" if made else self._newest.name

    def edition_id(self) -> str:
        """The id of the open edition; empty before the first one is open."""
        return "" if self._open is None else self._open.id

    def held(self, edition_id: str) -> Edition | None:
        """An edition that still lies beside the one in force, by its id or the beginning of it; None when none does."""
        for folder in sorted((self.data_dir / EDITIONS).iterdir()):
            try:
                if edition_id and read_manifest(folder)[1].startswith(edition_id):
                    return open_edition(folder)
            except EditionError:
                continue  # a folder that is being built or was made by another version
        return None

    def decide(
        self,
        shipment: Shipment,
        *,
        claims: ClaimFile | None = None,
        as_of: date | None = None,
        known_as_of: date | None = None,
        reviews: ReviewBook | None = None,
        trace: bool = False,
    ) -> Decision:
        """Decide with the edition in force, and the company's policy beside it.

        Raises EndgateError for facts that cannot be read.
        """
        return decide(
            shipment,
            self.edition(),
            claims=claims or ClaimFile(),
            as_of=as_of,
            known_as_of=known_as_of,
            options=Options(reviews=reviews or ReviewBook(), trace=trace, company=company_policy()),
        )


def _stamps(store: Path) -> tuple[int, ...]:
    """What tells cheaply whether the store of lists was written to."""
    found = [log.stat() for log in (store / STORE_LOG, store / DECISIONS) if log.exists()]
    return tuple(number for each in found for number in (each.st_mtime_ns, each.st_size))


_engines: dict[tuple[Path, str], Engine] = {}


def engine() -> Engine:
    """The engine of this process."""
    settings = current()
    key = (settings.reference_dir or settings.data_dir, settings.edition)
    if key not in _engines:
        _engines[key] = Engine(*key)
    return _engines[key]

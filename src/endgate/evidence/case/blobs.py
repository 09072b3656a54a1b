"""Original and derived bytes under their SHA-256, written once and made read-only."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from endgate.evidence.errors import ALTERED_BLOB, CaseError
from endgate.terms.faults import Fault


@dataclass(frozen=True)
class Blobs:
    """A folder of bytes by hash."""

    folder: Path

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep bytes and return their hash. What lies there already is left as it is."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, whole = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(whole).chmod(0o444)
            Path(whole).replace(target)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises CaseError when they are gone or altered."""
        fault = self.fault(sha256)
        if fault is not None:
            raise CaseError(fault)
        return self.path(sha256).read_bytes()

    def fault(self, sha256: str) -> Fault | None:
        """What is wrong with the bytes of a hash, if anything."""
        path = self.path(sha256)
        if not path.is_file():
            return ALTERED_BLOB.at(sha256[:12], "the bytes are gone")
        met = hashlib.sha256(path.read_bytes()).hexdigest()
        return None if met == sha256 else ALTERED_BLOB.at(sha256[:12], f"the bytes have the hash {met[:12]}…")

    def faults(self, hashes: Iterator[str]) -> Iterator[Fault]:
        for sha256 in dict.fromkeys(hashes):
            fault = self.fault(sha256)
            if fault is not None:
                yield fault

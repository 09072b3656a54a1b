"""Zip archives within limits: counted and measured while they unfold, names never used as paths."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from endgate.evidence.intake.errors import CORRUPT, ENCRYPTED, PATH_TRICK, TOO_LARGE
from endgate.evidence.intake.model import Part, Taken, limits
from endgate.terms.faults import Fault

_FREE = 1_000_000  # bytes that any member may unfold to, whatever its ratio
_ENCRYPTED_BIT = 1


class Budget:
    """Bytes that one archive may still unfold to."""

    def __init__(self) -> None:
        self.left = limits().unpacked_bytes


def opened(content: bytes) -> zipfile.ZipFile | Fault:
    """The archive, or why it cannot be opened."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        return CORRUPT.at("archive", str(error) or type(error).__name__)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | Fault:
    """One member's bytes. The size that the archive states is not believed; reading stops at the limit."""
    if info.flag_bits & _ENCRYPTED_BIT:
        return ENCRYPTED.at(info.filename, "the member is encrypted")
    most = min(budget.left, max(_FREE, info.compress_size * limits().ratio))
    try:
        with archive.open(info) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        return CORRUPT.at(info.filename, str(error) or type(error).__name__)
    budget.left -= len(content)
    if len(content) > most:
        return TOO_LARGE.at(info.filename, f"it unfolds to more than {most} bytes")
    return content


def archive(content: bytes) -> Taken:
    """All members as parts, as far as the limits go."""
    found = opened(content)
    if isinstance(found, Fault):
        return Taken("application/zip", faults=(found,))
    with found:
        results = list(_members(found))
    parts = tuple(each for each in results if isinstance(each, Part))
    return Taken("application/zip", parts=parts, faults=tuple(each for each in results if isinstance(each, Fault)))


def _members(found: zipfile.ZipFile) -> Iterator[Part | Fault]:
    infos = [info for info in found.infolist() if not info.is_dir()]
    if len(infos) > limits().members:
        yield TOO_LARGE.at("archive", f"it has {len(infos)} members; the first {limits().members} were read")
    budget = Budget()
    for info in infos[: limits().members]:
        if tricky(info.filename):
            yield PATH_TRICK.at("archive", repr(info.filename))
        content = member(found, info, budget)
        yield content if isinstance(content, Fault) else Part(info.filename, content)
        if budget.left <= 0:
            yield TOO_LARGE.at("archive", "the rest was not unpacked")
            return


def tricky(name: str) -> bool:
    """Would the name lead out of a folder if it were used as a path?"""
    pieces = name.replace("\\", "/").split("/")
    return ".." in pieces or name.startswith(("/", "\\", "~")) or ":" in pieces[0] or "\0" in name

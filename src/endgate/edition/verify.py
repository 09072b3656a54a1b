"""Proves that an edition is what its manifest says, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from endgate.edition import manifest as manifest_file
from endgate.edition.errors import FILE_CHANGED, FILE_MISSING, FILE_UNKNOWN, EditionError
from endgate.terms.faults import Fault


def verify_edition(directory: Path) -> tuple[Fault, ...]:
    """Hash every file again. No fault means that the edition is whole and unchanged."""
    try:
        manifest, _ = manifest_file.read_manifest(directory)
    except EditionError as error:
        return error.faults
    return tuple(_faults(directory, manifest.files))


def _faults(directory: Path, files: dict[str, str]) -> Iterator[Fault]:
    for name, digest in sorted(files.items()):
        path = directory / name
        if not path.is_file():
            yield FILE_MISSING.at(str(path), f"{name} is not there")
        elif manifest_file.file_digest(path) != digest:
            yield FILE_CHANGED.at(str(path), f"{name} has not the hash {digest[:12]}… that the manifest names")
    for path in sorted(directory.iterdir()):
        if path.name not in files and path.name != manifest_file.FILE:
            yield FILE_UNKNOWN.at(str(path), f"{path.name} is not part of the edition")

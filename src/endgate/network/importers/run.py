"""Import files and folders of any known format into one graph, with what each yielded and what it did not."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from endgate.lists.errors import ListRefusedError
from endgate.network.errors import BROKEN_FILE, NOT_A_GRAPH, UNKNOWN_NODE, NetworkError
from endgate.network.gather import Counts, Gathering
from endgate.network.importers.detect import reader_of
from endgate.network.importers.opening import DAMAGED, files, members, opened

_OWN_LINKS, _OWN_ENTITIES = "csv-links", "csv-entities"
_WITHOUT_ENTITIES = frozenset({"gleif-rr", "csv-links"})
"""Formats that hold links alone: their ends are outside when no file of the run describes them."""
_COUNTS_ITSELF = frozenset({"bods", "ofac-sdn", "csv-parents", "gb-psc"})


@dataclass(frozen=True)
class Imported:
    """Everything gathered, and the counts of each file in the order read."""

    gathered: Gathering
    counts: tuple[Counts, ...]


def import_files(paths: Sequence[Path]) -> Imported:
    """Read every file. What cannot be read is a fault of its file; all others stand.

    Raises NetworkError when a path does not exist.
    """
    gathered = Gathering()
    found: list[Counts] = []
    spans: list[tuple[Counts, int, int]] = []
    for file, path in files(tuple(paths)):
        for name, member in _members(path, file, found):
            begin = len(gathered.holder)
            counts = _one(path, name, member, gathered)
            found.append(counts)
            spans.append((counts, begin, len(gathered.holder)))
            if counts.format and counts.format not in _WITHOUT_ENTITIES | _COUNTS_ITSELF:
                counts.outside = _outside(gathered, begin, len(gathered.holder), gathered.file)
    _count_links_alone(gathered, spans)
    return Imported(gathered, tuple(found))


def _members(path: Path, name: str, found: list[Counts]) -> list[tuple[str, zipfile.ZipInfo | None]]:
    if not path.exists():
        raise NetworkError(NOT_A_GRAPH.at(str(path), "no such file or folder"))
    try:
        return list(members(path, name))
    except NetworkError as error:
        found.append(Counts(name, faults=list(error.faults)))
        return []


def _one(path: Path, name: str, member: zipfile.ZipInfo | None, into: Gathering) -> Counts:
    counts = Counts(name)
    into.file += 1
    try:
        with opened(path, name, member) as file:
            known = reader_of(file.head)
            if known is None:
                counts.fault(NOT_A_GRAPH.at(str(path), "none of the known formats"))
                return counts
            counts.format, read = known
            read(file.stream, file.head, into, counts)
    except ListRefusedError as error:
        counts.fault(BROKEN_FILE.at(error.faults[0].where, error.faults[0].what))
    except DAMAGED as error:
        counts.fault(BROKEN_FILE.at(str(path), str(error) or type(error).__name__))
    return counts


def _outside(gathered: Gathering, begin: int, end: int, file: int) -> int:
    """Relations of which an end is not described by the file itself."""
    described = gathered.described
    found = {
        (gathered.holder[link], gathered.held[link])
        for link in range(begin, end)
        if described[gathered.holder[link]] != file or described[gathered.held[link]] != file
    }
    return len(found)


def _count_links_alone(gathered: Gathering, spans: list[tuple[Counts, int, int]]) -> None:
    whole = any(counts.format == _OWN_ENTITIES for counts, _, _ in spans)
    known = _described(gathered)
    for counts, begin, end in spans:
        if counts.format == _OWN_LINKS and not whole:
            continue
        if counts.format not in _WITHOUT_ENTITIES:
            continue
        told = set[int]()
        for link in range(begin, end):
            unknown = [
                node for node in (gathered.holder[link], gathered.held[link]) if gathered.root(node) not in known
            ]
            counts.outside += bool(unknown)
            for node in unknown if counts.format == _OWN_LINKS else ():
                if node in told:
                    continue
                told.add(node)
                where = gathered.keys[node][1]
                counts.fault(UNKNOWN_NODE.at(counts.file, f"{where!r} is in no file of entities"))


def _described(gathered: Gathering) -> set[int]:
    return {gathered.root(node) for node, file in enumerate(gathered.described) if file >= 0}

"""Tell a file's format by what stands in it; names and endings do not count."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO, TypeAlias

from endgate.network.gather import Counts, Gathering
from endgate.network.importers import bods, ftm, gleif, ofac, ownfiles, psc
from endgate.network.importers.jsonrows import first_object, objects

Reader: TypeAlias = Callable[[IO[bytes], bytes, Gathering, Counts], None]
_ROOTS = {
    "LEIData": ("gleif-lei", gleif.read_xml),
    "RelationshipData": ("gleif-rr", gleif.read_xml),
    "ReportingExceptionData": ("gleif-repex", gleif.read_xml),
    "sanctionsData": ("ofac-enhanced", ofac.read_enhanced),
}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_KEYS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"schema", "properties"}), "ftm"),
    (frozenset({"recordType", "recordDetails"}), "bods"),
    (frozenset({"Relationship"}), "gleif-rr"),
    (frozenset({"ExceptionCategory"}), "gleif-repex"),
    (frozenset({"LEI", "Entity"}), "gleif-lei"),
    (frozenset({"company_number", "data"}), "gb-psc"),
)
_JSON = {
    "ftm": ftm.read,
    "bods": bods.read,
    "gleif-rr": gleif.read,
    "gleif-repex": gleif.read,
    "gleif-lei": gleif.read,
    "gb-psc": psc.read,
}
_PSC_KIND = re.compile(r"persons?-(?:with|of)-significant-control|beneficial-owner|unknown-kind|exemptions")
_TABLES: tuple[tuple[frozenset[str], str, Callable[[IO[bytes], Gathering, Counts], None]], ...] = (
    (frozenset({"holder", "held"}), "csv-links", ownfiles.read_links),
    (frozenset({"id", "kind", "name"}), "csv-entities", ownfiles.read_entities),
    (frozenset({"clean name", "parent name"}), "csv-parents", ownfiles.read_parents),
)
_SDN = re.compile(rb'^\s*\d+,"[^"\r\n]+",(?:-0-|"[^"\r\n]*") ?,')


def reader_of(head: bytes) -> tuple[str, Reader] | None:
    """The format and its reader, or None for a file that is none of them."""
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"<"):
        return _xml(begin)
    if begin.startswith((b"{", b"[")):
        return _json(head)
    return _table(begin)


def _xml(begin: bytes) -> tuple[str, Reader] | None:
    root = _ROOT.search(re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", begin[:8192], flags=re.DOTALL))
    found = _ROOTS.get(root[1].decode("ascii")) if root else None
    if found is None:
        return None
    name, read = found
    return name, lambda stream, _head, into, counts: read(stream, into, counts)


def _json(head: bytes) -> tuple[str, Reader] | None:
    first = first_object(head)
    name = "" if first is None else next((name for keys, name in _KEYS if keys <= first.keys()), "")
    if not name and first is not None and isinstance(first.get("data"), dict):
        name = "gb-psc" if _PSC_KIND.search(str(first["data"].get("kind"))) else ""
    if not name:
        return None
    read = _JSON[name]
    return name, lambda stream, begin, into, counts: read(objects(stream, begin, counts), into, counts)


def _table(begin: bytes) -> tuple[str, Reader] | None:
    if _SDN.match(begin):
        return "ofac-sdn", lambda stream, _head, into, counts: ofac.read_sdn(stream, into, counts)
    first = begin.split(b"\n", 1)[0].decode("utf-8", "replace").casefold()
    columns = {each.strip().strip('"') for each in re.split("[,;]", first)}
    for wanted, name, read in _TABLES:
        if wanted <= columns:
            return name, _bound(read)
    return None


def _bound(read: Callable[[IO[bytes], Gathering, Counts], None]) -> Reader:
    return lambda stream, _head, into, counts: read(stream, into, counts)

"""The Swiss consolidated list, XML with its own history: ended listings stay in the file with the day they ended.

Places stand after the entries that name them, so that the file is read twice; memory holds places and programmes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import DUPLICATE_KEY, NOT_THE_FORMAT, ROW_QUARANTINED, STATED_DATE, ListRefusedError
from endgate.lists.importers.ch_parts import KINDS, Surroundings, read_target
from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings, Stamp
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_ROOT, _TARGET, _PROGRAMME, _PLACE = "swiss-sanctions-list", "target", "sanctions-program", "place"
_OPENING = re.compile(rb"<swiss-sanctions-list\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(list-type|date)=(?:\"([^\"]*)\"|'([^']*)')")
_WHOLE = "whole-list"


class ChSeco:
    """Importer of the Swiss list."""

    format = "ch-seco-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if _OPENING.search(head) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``date`` and ``list-type``; anything but a whole list is a selection."""
        root = _OPENING.search(files[0].head())
        if root is None:
            return Stamp()
        said = {
            key.decode(): (one or other).decode("ascii", "replace") for key, one, other in _ATTRIBUTE.findall(root[0])
        }
        scope = Scope.FULL if said.get("list-type") == _WHOLE else Scope.PARTIAL
        try:
            return Stamp(date.fromisoformat(said.get("date", "")), scope=scope, literal=root[0])
        except ValueError as error:
            raise ListRefusedError(STATED_DATE.at(files[0].name, f"date {said.get('date', '')!r} is no day")) from error

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties in the file's order, with those whose listing has ended."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        around, source = _surroundings(files[0]), find_source(settings.source)
        seen, name = set[str](), files[0].name

        def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
            if depth == 1 and tag != _ROOT:
                raise ListRefusedError(NOT_THE_FORMAT.at(name, f"the root is {tag}, not {_ROOT}"))
            if depth > 1:
                report.met_unknown(f"element {tag}")

        with files[0].open() as stream:
            for line, node in read_records(stream, name, (_TARGET, _PROGRAMME, _PLACE), on_open):
                if node.tag != _TARGET:
                    continue
                report.rows_read += 1
                if _is_readable(node, f"{name}:{line}", around, seen, report):
                    report.rows_used += 1
                    party = read_target(node, around, source, f"{name}:{line}", line, report)
                    report.tally(party)
                    yield party


def _surroundings(raw: RawFile) -> Surroundings:
    around = Surroundings()
    with raw.open() as stream:
        for _, node in read_records(stream, raw.name, (_PROGRAMME, _PLACE), lambda *_: None):
            if node.tag == _PLACE:
                around.add_place(node)
            else:
                around.add_programme(node)
    return around


def _is_readable(node: Element, where: str, around: Surroundings, seen: set[str], report: ImportReport) -> bool:
    key = node.get("ssid", "")
    sets = [collapse(each.text) for each in node.iterfind("sanctions-set-id")]
    subject = next((child for child in node if child.tag in KINDS), None)
    strange = [each for each in sets if each not in around.sets]
    if key in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"target {key} stands twice"))
        return False
    if not key or subject is None or subject.find("identity/name") is None or not sets or strange:
        what = f"a target without number, name or known programme (ssid {key or '-'}, sets {', '.join(sets) or '-'})"
        report.quarantine_row(ROW_QUARANTINED.at(where, what))
        return False
    seen.add(key)
    return True

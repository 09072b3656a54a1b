"""FollowTheMoney entities in lines of JSON (``ftm:NAME``): a whole export, and changes to it in the order given.

Such records were merged across lists by their exporter: other ids are cross references, never proof of identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from endgate.lists.errors import DUPLICATE_KEY
from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings, Stamp
from endgate.lists.importers.ftm_lines import Entity, Line, read_at, read_lines
from endgate.lists.importers.ftm_parts import Joined, Reading, read_party
from endgate.lists.importers.ftm_words import UNKNOWN_PARTY, Schema, schemata
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source
from endgate.terms.faults import Fault

_MARKS = (b'"schema"', b'"properties"', b'"entity"')


class FtmJson:
    """Importer of FollowTheMoney entities."""

    format = "ftm-json"
    version = "1"

    def sniff(self, head: bytes) -> float:
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return 1.0 if start.startswith(b"{") and any(mark in start for mark in _MARKS) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """An export carries no date; it is no older than the last day on which any of its entities was met."""
        days, whole = set(), False
        for line in read_lines(files):
            if isinstance(line, Line):
                whole = whole or not line.operation
                if line.entity is not None and line.entity.seen:
                    days.add(line.entity.seen)
        return Stamp(scope=Scope.FULL if whole else Scope.PARTIAL, no_older_than=_newest(days))

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each living entity that is one. Ids and what is joined stay in memory, parties do not."""
        index = _Index(report)
        for line in read_lines(files):
            index.take(line)
        reading = Reading(find_source(settings.source), index.joined(), index.captions, report)
        for line, where in index.parties.values():
            party = read_party(read_at(files, line, where), reading)
            if party is not None:
                report.rows_used += 1
                report.tally(party)
                yield party


def _newest(days: set[str]) -> date | None:
    for text in sorted(days, reverse=True):
        try:
            return date.fromisoformat(text)
        except ValueError:  # a day that does not exist dates nothing
            continue
    return None


class _Index:
    """The last state of every entity, as changes leave it."""

    def __init__(self, report: ImportReport) -> None:
        self._report = report
        self.parties: dict[str, tuple[Line, str]] = {}
        self.captions: dict[str, str] = {}
        self._others: dict[str, Entity] = {}

    def take(self, line: Line | Fault | None) -> None:
        """Count the line and take it in."""
        if line is None:
            self._report.add_noise("blank line")
        elif isinstance(line, Fault):
            self._report.rows_read += 1
            self._report.quarantine_row(line)
        elif line.entity is None:
            self._forget(line.id, "deleted by a later change")
            self._report.add_noise("deletion")
        else:
            self._keep(line, line.entity)

    def _keep(self, line: Line, entity: Entity) -> None:
        known = line.id in self.parties or line.id in self._others
        if known and not line.operation:
            self._report.rows_read += 1
            self._report.quarantine_row(
                DUPLICATE_KEY.at(entity.where, f"entity {line.id} stands in the export already")
            )
            return
        self._forget(line.id, "replaced by a later change")
        schema = _schema_of(entity, self._report)
        if schema is None:
            self._report.add_noise("entity that is no party")
            return
        self._report.rows_read += 1
        if schema.role == "party":
            self.parties[line.id] = (Line(line.operation, line.id, None, line.file, line.offset), entity.where)
            self.captions[line.id] = entity.caption or entity.first("name")
        else:
            self._others[line.id] = entity

    def _forget(self, key: str, why: str) -> None:
        """Take an earlier state away; its line was read and now means nothing."""
        held = self.parties.pop(key, None) or self._others.pop(key, None)
        self.captions.pop(key, None)
        if held is not None:
            self._report.rows_read -= 1
            self._report.add_noise(why)

    def joined(self) -> Joined:
        """What the entities that are no parties say of those that are."""
        joined = Joined()
        for entity in self._others.values():
            if self._join(entity, joined):
                self._report.rows_used += 1
            else:
                self._report.rows_read -= 1
                self._report.add_noise(f"{entity.schema} of nobody in the export")
        return joined

    def _join(self, entity: Entity, joined: Joined) -> bool:
        schema = schemata()[entity.schema]
        if schema.role == "address":
            joined.addresses[entity.id] = entity
            return True
        if schema.role == "relation":
            return self._relate(entity, schema, joined)
        place = joined.sanctions if schema.role == "sanction" else joined.identifications
        holders = [key for key in entity.values("entity") + entity.values("holder") if key in self.parties]
        for key in holders:
            place.setdefault(key, []).append(entity)
        return bool(holders)

    def _relate(self, entity: Entity, schema: Schema, joined: Joined) -> bool:
        former = bool(entity.values("endDate")) or "former" in entity.values("status")
        subjects = [key for key in entity.values(schema.subject) if key in self.parties]
        for key in subjects:
            for target in entity.values(schema.object):
                joined.relations.setdefault(key, []).append((schema.relation, target, former))
        return bool(subjects)


def _schema_of(entity: Entity, report: ImportReport) -> Schema | None:
    """The schema, or that of an unknown party for one that has a name. None for what is no party and says nothing."""
    known = schemata().get(entity.schema)
    if known is not None:
        return None if known.role == "aside" else known
    report.met_unknown(f"schema {entity.schema}")
    return UNKNOWN_PARTY if entity.values("name") else None

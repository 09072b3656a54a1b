"""The edition's SQLite file: parties as JSON, designations with their evidence, contents, events, identities.

Written once in sorted order with fixed settings, so that the same input gives the same bytes; read only afterwards.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from endgate.edition.clusters import Identities
from endgate.edition.collect import Gathered
from endgate.edition.contents import Content
from endgate.edition.layout import LAYOUT, RECORDS
from endgate.edition.links import Link
from endgate.edition.starter import Event
from endgate.lists.model import ListedParty
from endgate.terms.codec import encode

_SCHEMA = """
CREATE TABLE party (party_id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  record TEXT NOT NULL);
CREATE TABLE designation (designation_id TEXT PRIMARY KEY, party_id TEXT NOT NULL, source TEXT NOT NULL,
  authority TEXT NOT NULL, programme TEXT NOT NULL, reference TEXT NOT NULL, seen TEXT NOT NULL, asked TEXT NOT NULL,
  stated TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE identifier (kind TEXT NOT NULL, value TEXT NOT NULL, party_id TEXT NOT NULL,
  PRIMARY KEY (kind, value, party_id)) WITHOUT ROWID;
CREATE TABLE content (source TEXT NOT NULL, position INTEGER NOT NULL, snapshot_id TEXT NOT NULL, days TEXT NOT NULL,
  absent_on TEXT NOT NULL, basis TEXT NOT NULL, PRIMARY KEY (source, position)) WITHOUT ROWID;
CREATE TABLE event (source TEXT NOT NULL, programme TEXT NOT NULL, reference TEXT NOT NULL, what TEXT NOT NULL,
  day TEXT NOT NULL, basis TEXT NOT NULL, PRIMARY KEY (source, programme, reference, day, what)) WITHOUT ROWID;
CREATE TABLE link (left_id TEXT NOT NULL, right_id TEXT NOT NULL, state TEXT NOT NULL, link TEXT NOT NULL,
  PRIMARY KEY (left_id, right_id)) WITHOUT ROWID;
CREATE TABLE cluster (party_id TEXT PRIMARY KEY, cluster_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX link_by_right ON link (right_id);
CREATE INDEX cluster_by_id ON cluster (cluster_id);
CREATE INDEX designation_by_party ON designation (party_id);
CREATE INDEX designation_by_reference ON designation (authority, reference);
CREATE INDEX designation_by_programme ON designation (source, programme);
"""


def write_records(directory: Path, sources: Iterable[Gathered], events: Iterable[Event]) -> None:
    """Write ``edition.sqlite`` into ``directory``."""
    connection = sqlite3.connect(directory / RECORDS, isolation_level=None)
    try:
        connection.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        connection.execute(f"PRAGMA user_version={LAYOUT}")
        connection.execute("BEGIN")
        for gathered in sources:
            _write_source(connection, gathered)
        connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?)", sorted(set(event_rows(events))))
        connection.execute("COMMIT")
    finally:
        connection.close()


def write_identities(directory: Path, found: Identities) -> None:
    """Add links and clusters to the record file and put it into its final form."""
    connection = sqlite3.connect(directory / RECORDS, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN")
        connection.executemany("INSERT INTO link VALUES (?,?,?,?)", map(_link_row, found.links))
        members = sorted((member, each.cluster_id) for each in found.clusters for member in each.members)
        connection.executemany("INSERT INTO cluster VALUES (?,?)", members)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _link_row(link: Link) -> tuple[str, ...]:
    return link.left, link.right, link.state.value, json.dumps(encode(link), ensure_ascii=False, separators=(",", ":"))


def _write_source(connection: sqlite3.Connection, gathered: Gathered) -> None:
    parties = [gathered.parties[key] for key in sorted(gathered.parties)]
    connection.executemany("INSERT INTO party VALUES (?,?,?,?,?)", (_party_row(each) for each in parties))
    rows = sorted(row for party in parties for row in _designation_rows(gathered, party))
    connection.executemany("INSERT INTO designation VALUES (?,?,?,?,?,?,?,?,?)", rows)
    numbers = {(each.kind.value, each.value, party.party_id) for party in parties for each in party.identifiers}
    connection.executemany("INSERT INTO identifier VALUES (?,?,?)", sorted(numbers))
    contents = (_content_row(position, each) for position, each in enumerate(gathered.contents))
    connection.executemany("INSERT INTO content VALUES (?,?,?,?,?,?)", contents)


def _party_row(party: ListedParty) -> tuple[str, ...]:
    record = json.dumps(encode(party), ensure_ascii=False, separators=(",", ":"))
    return party.party_id, party.source, party.kind.value, party.primary_name, record


def _designation_rows(gathered: Gathered, party: ListedParty) -> Iterator[tuple[str, ...]]:
    for each in party.designations:
        held = gathered.sightings[each.designation_id]
        stated = json.dumps([[str(part) for part in fact] for fact in sorted(held.stated)], separators=(",", ":"))
        asked = gathered.asked(each.designation_id)
        evidence = (f"{held.seen:x}", f"{asked:x}", stated)
        yield (
            each.designation_id,
            party.party_id,
            each.source,
            each.authority,
            each.programme,
            each.reference,
            *evidence,
        )


def _content_row(position: int, content: Content) -> tuple[str | int, ...]:
    days = ",".join(map(str, content.days))
    return content.source, position, content.info.snapshot_id, days, str(content.absent_on), content.basis


def event_rows(events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """Rows of the table ``event``, one for each reference."""
    for event in events:
        basis = f"{event.citation} ({event.status})"
        for reference in event.references:
            yield event.source, event.programme, reference, event.what, str(event.day), basis

"""An opened edition: manifest at once, everything else when it is first asked for. Nothing here changes an edition."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from endgate.edition.columns import Array, InForce, ListingColumns, Window
from endgate.edition.errors import FILE_CHANGED, FILE_MISSING, OTHER_SCHEMA, EditionError
from endgate.edition.evidence import StoredContent, StoredEvidence, events_by_listing, standing
from endgate.edition.layout import LAYOUT, RECORDS
from endgate.edition.links import Cluster, Link
from endgate.edition.manifest import read_manifest
from endgate.edition.model import HeldList, Lack, ListingStatus, Manifest, SourceInfo
from endgate.lists.intervals import EventFact
from endgate.lists.model import Designation, ListedParty
from endgate.names.index import NameIndex
from endgate.terms.codec import decode
from endgate.terms.kinds import IdentifierKind

_EVIDENCE = "SELECT designation_id, source, programme, reference, seen, asked, stated FROM designation"


class Edition:
    """Reference data as one immutable folder. Give it to every stage; what it caches changes no answer."""

    def __init__(self, directory: Path, manifest: Manifest, edition_id: str) -> None:
        self.directory = directory
        self.manifest = manifest
        self.id = edition_id

    def sources(self) -> tuple[SourceInfo, ...]:
        """Every source held, in the order of its id."""
        return self.manifest.sources

    def source(self, source_id: str) -> SourceInfo | None:
        return next((each for each in self.manifest.sources if each.id == source_id), None)

    def lacks(self) -> tuple[Lack, ...]:
        """Known lists that are not held as a whole, each with its remedy."""
        return self.manifest.lacks

    def held(self) -> tuple[HeldList, ...]:
        """Newer lists that an alarm holds: not used until a person accepts them."""
        return self.manifest.held

    def party(self, party_id: str) -> ListedParty | None:
        """Load one party's record."""
        row = self._database.execute("SELECT record FROM party WHERE party_id = ?", (party_id,)).fetchone()
        return None if row is None else decode(ListedParty, json.loads(row[0]))

    def parties(self) -> Iterator[ListedParty]:
        """All parties, by source and id, one at a time."""
        for (record,) in self._database.execute("SELECT record FROM party ORDER BY rowid"):
            yield decode(ListedParty, json.loads(record))

    def records(self) -> dict[str, str]:
        """The stored JSON of every party by its id, to tell cheaply which of them differ."""
        return dict(self._database.execute("SELECT party_id, record FROM party"))

    def listing_windows(self) -> dict[str, tuple[Window, ...]]:
        """From when to when each party was listed, by its id, as known today."""
        owner = dict(self._database.execute("SELECT designation_id, party_id FROM designation"))
        found: dict[str, list[Window]] = {}
        for each in self._columns.windows():
            found.setdefault(owner[each.designation_id], []).append(each)
        return {party_id: tuple(sorted(each)) for party_id, each in found.items()}

    def by_reference(self, authority: str, reference: str) -> tuple[str, ...]:
        """Ids of parties that ``authority`` (UN, US-OFAC, EU …) lists under ``reference`` (``IRe.036``, ``12055``)."""
        query = "SELECT DISTINCT party_id FROM designation WHERE authority = ? AND reference = ? ORDER BY party_id"
        return tuple(row[0] for row in self._database.execute(query, (authority, reference)))

    def by_identifier(self, kind: IdentifierKind, value: str) -> tuple[str, ...]:
        """Ids of parties that a publisher gives this number, written exactly so."""
        query = "SELECT party_id FROM identifier WHERE kind = ? AND value = ? ORDER BY party_id"
        return tuple(row[0] for row in self._database.execute(query, (kind.value, value)))

    def listing(self, party_id: str, *, as_of: date, known_as_of: date | None = None) -> tuple[ListingStatus, ...]:
        """Each designation of the party as it stood on ``as_of``, by what was published until ``known_as_of``."""
        party = self.party(party_id)
        return () if party is None else self.listing_of(party, as_of=as_of, known_as_of=known_as_of)

    def listing_of(
        self, party: ListedParty, *, as_of: date, known_as_of: date | None = None
    ) -> tuple[ListingStatus, ...]:
        """The same for a party that was loaded already."""
        held = dict(self._evidence(f"{_EVIDENCE} WHERE party_id = ?", (party.party_id,)))
        return tuple(self._standing(each, held[each.designation_id], as_of, known_as_of) for each in party.designations)

    def designations(
        self,
        source: str | None,
        programme: str | None,
        *,
        as_of: date,
        known_as_of: date | None = None,
        wanted: Collection[str] | None = None,
    ) -> Iterator[tuple[ListedParty, ListingStatus]]:
        """Every designation of a source and programme (None: all) with its party, by party id.

        ``wanted`` leaves out designations whose ids are not in it.
        """
        query, values = _where(source, programme)
        held = dict(self._evidence(f"{_EVIDENCE}{query}", values))
        if wanted is not None:
            held = {each: stored for each, stored in held.items() if each in wanted}
        parties = (
            "SELECT record, party_id FROM party WHERE party_id IN "
            f"(SELECT party_id FROM designation{query}) ORDER BY rowid"
        )
        bearers = self._bearers(query, values, held)
        for record, party_id in self._database.execute(parties, values):
            if party_id not in bearers:
                continue
            party = decode(ListedParty, json.loads(record))
            for each in party.designations:
                if each.designation_id in held:
                    yield party, self._standing(each, held[each.designation_id], as_of, known_as_of)

    def _bearers(self, query: str, values: tuple[str, ...], held: Collection[str]) -> frozenset[str]:
        rows = self._database.execute(f"SELECT designation_id, party_id FROM designation{query}", values)
        return frozenset(party_id for designation_id, party_id in rows if designation_id in held)

    def in_force(self, source: str | None, programme: str | None, *, as_of: date) -> InForce:
        """Rows of the designations listed, and of those that may be, on ``as_of``; ``designation_ids`` names them."""
        return self._columns.in_force(source, None if programme is None else programme.upper(), as_of=as_of)

    def designation_ids(self, rows: Array) -> tuple[str, ...]:
        """Ids of the designations in rows that ``in_force`` gave."""
        return tuple(self._columns.ids(rows))

    @cached_property
    def _columns(self) -> ListingColumns:
        return ListingColumns.open(self.directory)

    def links_of(self, party_id: str) -> tuple[Link, ...]:
        """Every link of a record to another, proposed and rejected ones too, by the two ids."""
        query = "SELECT link FROM link WHERE left_id = ?1 OR right_id = ?1 ORDER BY left_id, right_id"
        return tuple(decode(Link, json.loads(row[0])) for row in self._database.execute(query, (party_id,)))

    def same_as(self, party_id: str) -> tuple[Link, ...]:
        """The accepted links of a record: other records that are the same party, each with its evidence."""
        return tuple(each for each in self.links_of(party_id) if each.state.accepted)

    def cluster_of(self, party_id: str) -> Cluster:
        """All records that are the same party as this one, itself included, by accepted links alone."""
        query = (
            "SELECT cluster_id, party_id FROM cluster WHERE cluster_id = "
            "(SELECT cluster_id FROM cluster WHERE party_id = ?) ORDER BY party_id"
        )
        rows = self._database.execute(query, (party_id,)).fetchall()
        return Cluster(rows[0][0], tuple(row[1] for row in rows)) if rows else Cluster(party_id, (party_id,))

    def clusters(self) -> tuple[Cluster, ...]:
        """Every cluster of two records or more, by its id."""
        found: dict[str, list[str]] = {}
        for cluster_id, party_id in self._database.execute("SELECT cluster_id, party_id FROM cluster"):
            found.setdefault(cluster_id, []).append(party_id)
        return tuple(Cluster(each, tuple(sorted(found[each]))) for each in sorted(found))

    def _standing(
        self, designation: Designation, stored: StoredEvidence, as_of: date, known_as_of: date | None
    ) -> ListingStatus:
        contents = self._contents.get(designation.source, ())
        return standing(designation, stored, contents, as_of=as_of, known_as_of=known_as_of)

    def _evidence(self, query: str, values: tuple[str, ...]) -> Iterator[tuple[str, StoredEvidence]]:
        for designation_id, source, programme, reference, seen, asked, stated in self._database.execute(query, values):
            facts = tuple((what, *map(date.fromisoformat, days)) for what, *days in json.loads(stated))
            events = self._events.get((source, programme, reference), ())
            yield designation_id, StoredEvidence(int(seen, 16), int(asked, 16), facts, events)

    @property
    def names(self) -> NameIndex:
        """The name index, mapped on first use."""
        return self._names

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex.open(self.directory)

    @cached_property
    def law(self) -> dict[str, Any]:
        """The compiled law (``law.json``), parsed on first use."""
        found: dict[str, Any] = json.loads(self._bytes("law.json"))
        return found

    @cached_property
    def goods(self) -> dict[str, Any]:
        """The compiled goods data (``goods.json``), parsed on first use: parsed, it takes five times its size."""
        found: dict[str, Any] = json.loads(self._goods_text)
        return found

    @cached_property
    def _goods_text(self) -> bytes:
        return self._bytes("goods.json")

    def _bytes(self, name: str) -> bytes:
        path = self.directory / name
        if name not in self.manifest.files or not path.exists():
            raise EditionError(FILE_MISSING.at(str(path), f"{name} is not there"))
        return path.read_bytes()

    @cached_property
    def _database(self) -> sqlite3.Connection:
        path = self.directory / RECORDS
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise EditionError(FILE_CHANGED.at(str(path), f"it is no record file: {error}")) from error
        if layout != LAYOUT:
            connection.close()
            raise EditionError(OTHER_SCHEMA.at(str(path), f"layout {layout}, this program reads {LAYOUT}"))
        return connection

    @cached_property
    def _contents(self) -> dict[str, list[StoredContent]]:
        found: dict[str, list[StoredContent]] = {}
        query = "SELECT source, days, absent_on, basis FROM content ORDER BY source, position"
        for source, days, absent_on, basis in self._database.execute(query):
            listed = tuple(date.fromisoformat(day) for day in days.split(","))
            found.setdefault(source, []).append(StoredContent(listed, date.fromisoformat(absent_on), basis))
        return found

    @cached_property
    def _events(self) -> dict[tuple[str, str, str], tuple[EventFact, ...]]:
        query = "SELECT source, programme, reference, what, day, basis FROM event"
        return events_by_listing(self._database.execute(query).fetchall())

    def open_parts(self) -> None:
        """Open what is otherwise opened on first use: from now on the folder may go while the process lives."""
        for part in ("_names", "_columns", "_database", "law", "_goods_text"):
            getattr(self, part)  # goods are read and not parsed: whoever only screens names never needs them

    def close(self) -> None:
        """Release the record file; needed only where the folder is to be removed while the process lives."""
        if "_database" in self.__dict__:
            self.__dict__.pop("_database").close()

    def __del__(self) -> None:
        """Release the database with the edition; ``close`` does it sooner."""
        self.close()


def _where(source: str | None, programme: str | None) -> tuple[str, tuple[str, ...]]:
    pairs = [("source = ?", source), ("programme = ?", None if programme is None else programme.upper())]
    clauses = [(clause, value) for clause, value in pairs if value is not None]
    if not clauses:
        return "", ()
    return " WHERE " + " AND ".join(clause for clause, _ in clauses), tuple(value for _, value in clauses)


def open_edition(directory: Path) -> Edition:
    """Open a built edition. Raises EditionError for another schema, a missing file or an unreadable manifest."""
    manifest, edition_id = read_manifest(directory)
    for name in manifest.files:
        if not (directory / name).exists():
            raise EditionError(FILE_MISSING.at(str(directory / name), f"{name} is not there"))
    return Edition(directory, manifest, edition_id)

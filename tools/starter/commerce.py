"""What the screening list leaves out of entries of Commerce and State: addresses, births, days of denial orders.

Taken from the whole screening list of 2022-04 and from the Denied Persons List's own files to 2023-11.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from endgate.lists.containers import unpack
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.importers.fields import slug
from endgate.lists.model import Address, Designation, ListedParty
from endgate.terms.dates import PartialDate
from starter.csl import STATED
from starter.dates import CSL_2022

ORDERS = Path("lists/us-bis")
SOURCES = ("us-bis-el", "us-bis-uvl", "us-bis-meu", "us-bis-dpl", "us-state-isn", "us-state-dtc")
_MAX_BYTES = 64 << 20
Entry = tuple[str, str, str]


class Records:
    """Entries of older files: by their id, and by source, name and first country where these tell one apart."""

    def __init__(self, parties: Iterable[ListedParty]) -> None:
        self._by_id: dict[str, ListedParty] = {}
        self._by_name: dict[Entry, ListedParty | None] = {}
        for party in parties:
            self._by_id.setdefault(party.party_id, party)
            key = _entry(party)
            self._by_name[key] = None if key in self._by_name else party

    def of(self, party: ListedParty, names: Mapping[Entry, int]) -> ListedParty | None:
        """The older record of an entry; by name only where its name and country stand once in the list."""
        held = self._by_id.get(party.party_id)
        key = _entry(party)
        return held if held is not None or names[key] > 1 else self._by_name.get(key)


def _entry(party: ListedParty) -> Entry:
    countries = [each.country for each in party.addresses if each.country is not None]
    countries += [each.country for each in party.countries]
    return party.source, slug(party.primary_name), str(countries[0]) if countries else ""


def read_records(shared: Path) -> tuple[Records, Records]:
    """The denial orders' own files, newest first, and the screening list of 2022-04."""
    orders = [
        party
        for folder in ("2023-11", "2022-09", "2019-07")
        for party in _read("us-bis-dpl-txt", shared / ORDERS / folder / "dpl.txt.gz", "us-bis-dpl")
    ]
    screened = [party for source in SOURCES for party in _read("us-csl-csv", shared / CSL_2022, source)]
    return Records(orders), Records(screened)


def _read(form: str, path: Path, source: str) -> list[ListedParty]:
    with tempfile.TemporaryDirectory() as staging:
        files = unpack([path], Path(staging), max_bytes=_MAX_BYTES)
        return list(IMPORTERS[form].read(files, Settings(source), ImportReport()))


def with_details(parties: Iterable[ListedParty], records: tuple[Records, Records]) -> Iterator[ListedParty]:
    """Yield each party with what the older files say of it."""
    held = list(parties)
    names: dict[Entry, int] = {}
    for party in held:
        names[_entry(party)] = names.get(_entry(party), 0) + 1
    for party in held:
        older = [found for each in records if (found := each.of(party, names)) is not None]
        yield _detailed(party, older) if older else party


def _detailed(party: ListedParty, older: list[ListedParty]) -> ListedParty:
    dated = {each.designation_id: each for record in reversed(older) for each in record.designations}
    return replace(
        party,
        addresses=next((found for record in older if (found := _addresses(record))), ()),
        birth=next((tuple(replace(each, raw="") for each in record.birth) for record in older if record.birth), ()),
        designations=tuple(_dated(each, dated.get(each.designation_id)) for each in party.designations),
    )


def _addresses(party: ListedParty) -> tuple[Address, ...]:
    bare = (replace(each, raw="") for each in party.addresses)
    return tuple(each for each in bare if each.lines or each.city or each.country)


def _dated(own: Designation, older: Designation | None) -> Designation:
    """Days of an order. An end before the newer list that still holds the order was put off since."""
    if older is None:
        return own
    end = older.expires_on if older.expires_on is not None and _is_ahead(older.expires_on) else None
    return replace(own, listed_on=own.listed_on or older.listed_on, expires_on=own.expires_on or end)


def _is_ahead(day: PartialDate) -> bool:
    return day.earliest() > PartialDate.parse(STATED).latest()

"""Reads the UN consolidated list into listed parties without its prose, and counts who stood in which version."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from endgate.lists.containers import unpack
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import Birth, Identifier, ListedParty

STATED = "2026-08-01"
# Versions before this one; the copy of 2025-08-16 is corrupt, that of 2016-02-11 holds three programmes only.
VERSIONS = (
    *("2016-02-11", "2016-06-20", "2017-06-20", "2017-06-30", "2017-07-03", "2018-06-07", "2018-06-21"),
    *("2018-08-24", "2018-10-29", "2020-11-30", "2024-09-26", "2025-04-19", "2025-11-18", "2026-02-27", STATED),
)
PARTIAL = "2016-02-11"
_MAX_BYTES = 64 << 20


def read_un(shared: Path, version: str = STATED) -> Iterator[ListedParty]:
    """Yield the parties of one version, facts only: no remarks, reasons, notes or descriptions of posts."""
    with tempfile.TemporaryDirectory() as staging:
        files = unpack([shared / "lists/un" / version / "consolidated.xml.gz"], Path(staging), max_bytes=_MAX_BYTES)
        settings = Settings("un", partial="members" if version == PARTIAL else "")
        for party in IMPORTERS["un-xml"].read(files, settings, ImportReport()):
            yield _facts_only(party)


def _facts_only(party: ListedParty) -> ListedParty:
    return replace(
        party,
        names=tuple(replace(name, trace="") for name in party.names),
        identifiers=tuple(_bare(each) for each in party.identifiers if _is_number(each)),
        addresses=tuple(replace(each, raw="") for each in party.addresses if each.lines or each.city or each.country),
        birth=tuple(Birth(each.earliest, each.latest, each.circa) for each in party.birth),
        positions=(),
        notes=(),
        trace="",
    )


def _bare(identifier: Identifier) -> Identifier:
    return replace(identifier, note="")


def _is_number(identifier: Identifier) -> bool:
    return any(char.isdigit() for char in identifier.value) and len(identifier.value) <= 40


def sightings(shared: Path) -> dict[str, list[date]]:
    """Days of the versions in which each reference stood."""
    seen: dict[str, list[date]] = {}
    for version in VERSIONS:
        for party in read_un(shared, version):
            for each in party.designations:
                seen.setdefault(each.designation_id, []).append(date.fromisoformat(version))
    return seen

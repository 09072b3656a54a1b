"""Make the starter pack: ``python tools/make_starter.py ../shared [FOLDER]``. Same files in, same bytes out.

Reads public-domain lists under the folder given and writes facts of them to ``src/endgate/data/parties``, or to FOLDER.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from starter import commerce, csl, curated, details, ofac, state, un
from starter.dates import ListingDates, read_dates

from endgate.lists.model import ListedParty
from endgate.terms.codec import encode
from endgate.terms.kinds import PartyKind

TARGET = Path(__file__).parents[1] / "src/endgate/data/parties"


def main(shared: Path, target: Path = TARGET) -> None:
    target.mkdir(parents=True, exist_ok=True)
    listed_by_un = sorted(un.read_un(shared), key=lambda party: party.party_id)
    dates = read_dates(shared)
    screened = sorted(csl.read_csl(shared, dates), key=lambda party: party.party_id)
    facts = curated.read_curated()
    _write_parties(target, "un", listed_by_un)
    sdn = list(_sdn(shared, screened))
    _write_parties(target, "us-ofac-sdn-persons", (each for each in sdn if each.kind is PartyKind.PERSON))
    _write_parties(target, "us-ofac-sdn-others", (each for each in sdn if each.kind is not PartyKind.PERSON))
    _write_parties(target, "us-other", _others(shared, screened))
    extra = [
        *curated.ofac_overlays(facts, {party.party_id: party for party in screened}),
        *curated.ofac_past(facts),
        *curated.eu_parties(facts),
        *curated.military_intelligence(facts),
        *state.read_state_history(shared, {each.designation_id for party in screened for each in party.designations}),
    ]
    lines = "".join(_line(party) for party in sorted(extra, key=lambda party: party.party_id))
    (target / "starter.jsonl").write_text(lines, encoding="utf-8")
    seen = un.sightings(shared)
    older = {**_ofac_sightings(shared, screened), "not_before": _not_before(screened, dates)}
    _write_json(target, "sightings.json.gz", {"un": _un_sightings(seen), "us-ofac-sdn": older})
    _write_events(target, facts, seen)


def _sdn(shared: Path, screened: list[ListedParty]) -> Iterator[ListedParty]:
    own = (each for each in screened if each.source == "us-ofac-sdn")
    return details.detailed(own, details.read_sdn_details(shared), _by_id(screened))


def _others(shared: Path, screened: list[ListedParty]) -> Iterator[ListedParty]:
    others = [each for each in screened if each.source not in ("us-ofac-sdn", "us-ofac-cons")]
    finance = (each for each in screened if each.source == "us-ofac-cons")
    yield from commerce.with_details(others, commerce.read_records(shared))
    yield from details.detailed(finance, details.read_consolidated_details(shared), _by_id(screened))


def _by_id(parties: Iterable[ListedParty]) -> dict[str, ListedParty]:
    return {party.party_id: party for party in parties}


def _line(party: ListedParty) -> str:
    return json.dumps(encode(party), ensure_ascii=False, separators=(",", ":")) + "\n"


def _write_parties(target: Path, name: str, parties: Iterable[ListedParty]) -> None:
    _write_gzip(target, f"{name}.jsonl.gz", "".join(_line(party) for party in parties))


def _write_json(target: Path, name: str, value: Any) -> None:
    _write_gzip(target, name, json.dumps(value, separators=(",", ":"), sort_keys=True))


def _write_gzip(target: Path, name: str, text: str) -> None:
    (target / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _un_sightings(seen: dict[str, list[date]]) -> dict[str, Any]:
    """Which designations of the newest version stood in the earlier ones. The newest itself is in the pack."""
    versions = [version for version in un.VERSIONS if version != un.STATED]
    newest = date.fromisoformat(un.STATED)
    files = [_version(each, each, each != un.PARTIAL, f"UN list of {each}") for each in versions]
    rows = {
        each: "".join("1" if date.fromisoformat(version) in days else "0" for version in versions)
        for each, days in seen.items()
        if newest in days
    }
    return {"files": files, "seen": _by_mask(rows)}


def _ofac_sightings(shared: Path, screened: list[ListedParty]) -> dict[str, Any]:
    seen = ofac.sightings(shared)
    files = [
        _version(str(first), str(last), True, f"SDN list published between {first} and {last}")
        for first, last in ofac.VERSIONS.values()
    ]
    rows = {
        each.designation_id: "".join("1" if v in seen.get(each.designation_id, ()) else "0" for v in ofac.VERSIONS)
        for party in screened
        for each in party.designations
        if each.source == "us-ofac-sdn"
    }
    return {"files": files, "seen": _by_mask(rows)}


def _not_before(screened: list[ListedParty], dates: ListingDates) -> dict[str, str]:
    """Day on which each OFAC entry was published; no programme on it began earlier.

    Left out are entries made since 2018: many of them were on the list before 2016 under another number.
    """
    numbers = (party.party_id.split(":")[1] for party in screened if party.source == "us-ofac-sdn")
    return {each: str(dates.entries[each]) for each in numbers if _is_old(each, dates)}


def _is_old(number: str, dates: ListingDates) -> bool:
    return number in dates.entries and dates.entries[number].latest() < min(
        first for first, _ in ofac.VERSIONS.values()
    )


def _version(first: str, last: str, proves_absence: bool, basis: str) -> dict[str, Any]:
    return {"first": first, "last": last, "proves_absence": proves_absence, "basis": basis}


def _by_mask(rows: dict[str, str]) -> dict[str, str]:
    """Designations by the versions they stood in; ids without the source's prefix, newline-separated."""
    result: dict[str, list[str]] = {}
    for designation_id, mask in sorted(rows.items()):
        result.setdefault(mask, []).append(designation_id.split(":", 1)[1])
    return {mask: "\n".join(ids) for mask, ids in sorted(result.items())}


def _write_events(target: Path, facts: dict[str, Any], seen: dict[str, list[date]]) -> None:
    """Write the events with their references, computed from who stood in the versions."""
    newest, before = date.fromisoformat(un.STATED), date(2016, 6, 20)
    iran = sorted(each for each, days in seen.items() if each.endswith("/IRAN") and newest in days)
    groups = {
        "removed-2016": [each for each in iran if before not in seen[each]],
        "remained-2016": [each for each in iran if before in seen[each]],
        "all-iran": iran,
    }
    text = "# Made by tools/make_starter.py: dated events of whole lists, with how far each was checked.\n"
    for event in facts["events"]:
        ids = [each.split(":")[1].split("/")[0] for each in groups[event["references"]]]
        text += f"- source: {event['source']}\n  what: {event['what']}\n  day: {event['day']}\n  programme: IRAN\n"
        text += f"  status: {json.dumps(event['status'])}\n  citation: {json.dumps(event['citation'])}\n"
        text += f"  references: [{', '.join(ids)}]\n"
    (target / "events.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))

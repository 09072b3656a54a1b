"""A small starter pack in a folder, and light stand-ins for the parts that other rooms compile."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.codec import encode
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

SOURCES = """
[un]
files = ["un.jsonl.gz"]
stated_date = "2026-08-01"
coverage = "whole"
entries = 2
lacks = "remarks"
from = "test"

[eu-starter]
files = ["starter.jsonl"]
stated_date = "2026-08-15"
coverage = "starter"
entries = 1
publisher = "Council"
name = "A few EU designations"
list_name = "EU annexes"
authority = "EU"
licence = "facts"
stands_before = ["eu-fsf"]
lacks = "the EU list"
from = "test"
"""
EVENTS = """
- source: un
  what: end
  day: 2016-01-16
  programme: IRAN
  status: secondary
  citation: S/RES/2231 (2015)
  references: [IRe.006]
"""


def party(party_id: str, programme: str, listed_on: str, name: str, authority: str = "UN") -> ListedParty:
    source, key = party_id.split(":")
    designation = Designation(
        designation_id=f"{party_id}/{programme}",
        source=source,
        authority=authority,
        list_name="list",
        programme=programme,
        reference=key,
        listed_on=PartialDate.parse(listed_on),
    )
    return ListedParty(party_id, source, PartyKind.ORGANISATION, (Name(name),), designations=(designation,))


SHIG = party("un:IRe.067", "IRAN", "2006-12-23", "SHAHID HEMMAT INDUSTRIAL GROUP")
AEOI = party("un:IRe.006", "IRAN", "2006-12-23", "ATOMIC ENERGY ORGANIZATION OF IRAN")
IRGC_AF = party("eu-starter:irgc-air-force", "EU-IRN", "2008-06-24", "IRGC Air Force", "EU")


def lines(parties: Iterable[ListedParty]) -> str:
    return "".join(json.dumps(encode(each), separators=(",", ":")) + "\n" for each in parties)


def write_pack(folder: Path) -> StarterPack:
    folder.mkdir(exist_ok=True)
    sightings = {
        "un": {
            "files": [
                {"first": "2016-06-20", "last": "2016-06-20", "proves_absence": True, "basis": "list of 2016-06-20"},
                {"first": "2025-11-18", "last": "2025-11-18", "proves_absence": True, "basis": "list of 2025-11-18"},
            ],
            "seen": {"01": "IRe.006/IRAN", "11": "IRe.067/IRAN"},
        }
    }
    (folder / "starter.sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "un.jsonl.gz").write_bytes(gzip.compress(lines([AEOI, SHIG]).encode(), mtime=0))
    (folder / "starter.jsonl").write_text(lines([IRGC_AF]), encoding="utf-8")
    (folder / "sightings.json.gz").write_bytes(gzip.compress(json.dumps(sightings).encode(), mtime=0))
    (folder / "events.yaml").write_text(EVENTS, encoding="utf-8")
    return StarterPack(folder)


@pytest.fixture
def pack(tmp_path: Path) -> StarterPack:
    return write_pack(tmp_path / "pack")


def _names(directory: Path, parties: Iterable[ListedParty]) -> tuple[str, ...]:
    (directory / "names.txt").write_text("\n".join(each.primary_name for each in parties), encoding="utf-8")
    return ("names.txt",)


def _law(directory: Path) -> tuple[str, ...]:
    (directory / "law.json").write_text('{"measures": []}', encoding="utf-8")
    return ("law.json",)


@pytest.fixture
def parts() -> Parts:
    return Parts(_names, _law, lambda _directory: ())

"""A data directory with one small edition: a handful of parties, and the law and goods that ship."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from endgate.edition.build import build_edition
from endgate.edition.starter import StarterPack
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.codec import encode
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

PACK = """
[un]
files = ["un.jsonl.gz"]
stated_date = "2026-08-01"
coverage = "whole"
entries = 3
lacks = "remarks"
from = "test"
"""
SMALL = "small"


def _party(key: str, kind: PartyKind, name: str) -> ListedParty:
    day = PartialDate.parse("2006-12-23")
    designation = Designation(f"un:{key}/IRAN", "un", "UN", "list", "IRAN", reference=key, listed_on=day)
    return ListedParty(f"un:{key}", "un", kind, (Name(name),), designations=(designation,))


PARTIES = (
    _party("IRe.067", PartyKind.ORGANISATION, "SHAHID HEMMAT INDUSTRIAL GROUP"),
    _party("IRe.050", PartyKind.ORGANISATION, "PARCHIN CHEMICAL INDUSTRIES"),
    _party("IRe.006", PartyKind.ORGANISATION, "ATOMIC ENERGY ORGANIZATION OF IRAN"),
)


@pytest.fixture(scope="session")
def data_with_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory; its edition is called ``small``. Nobody may change it."""
    data, pack = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("pack")
    lines = "".join(json.dumps(encode(each), separators=(",", ":")) + "\n" for each in PARTIES)
    (pack / "starter.sources.toml").write_text(PACK, encoding="utf-8")
    (pack / "un.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    (pack / "starter.jsonl").write_text("", encoding="utf-8")
    (pack / "sightings.json.gz").write_bytes(gzip.compress(b"{}", mtime=0))
    (pack / "events.yaml").write_text("[]", encoding="utf-8")
    build_edition(data / "editions" / SMALL, starter=StarterPack(pack))
    return data

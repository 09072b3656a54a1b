"""Reads a control-list file of any known format by its content, and holds it to the counts that are known of it."""

from __future__ import annotations

import csv
import gzip
import re
from importlib.resources import files

from endgate.goods.errors import LIST_DRIFT, GoodsError
from endgate.goods.importers import cfr_xml, eu_json, eu_text, ml_text, us_json
from endgate.goods.texts import ListText, hold_to

_GOLDEN = {
    "eu-annex1@2025-11-15": (
        ("9B106.a.2", "10 g rms"),
        ("1C350.50", "Sodium sulphide (CAS 1313-82-2)"),
        ("0B002.f.1", "5 m3/minute"),
        ("9A115.b", '"missiles"'),
        ("3A501.a.15", "4,5 K"),
    ),
}
_USML, _NRC, _DOE = (re.compile(rb'N="(%s)"' % part) for part in (rb"121", rb"110", rb"810"))


def read_control_list(content: bytes, name: str, version: str = "") -> ListText:
    """Read the file; ``version`` names the text where the file carries none. Raises GoodsError (EG4116)."""
    plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    try:
        read = _read(plain, version)
    except (ValueError, KeyError, TypeError) as error:
        raise GoodsError(LIST_DRIFT.at(name, f"not a control list that is known: {error}")) from error
    return hold_to(read, expected(read.version), _GOLDEN.get(read.version, ()))


def _read(plain: bytes, version: str) -> ListText:
    head = plain[:400].lstrip()
    if head.startswith(b"{"):
        return eu_json.read(plain) if b'"corpus_version"' in plain[:100_000] else us_json.read(plain)
    if head.startswith(b"<"):
        parts = (("us-usml", _USML), ("us-nrc110", _NRC), ("us-doe810", _DOE))
        named = next((name for name, mark in parts if mark.search(plain[:4000])), "")
        if not named:
            raise ValueError("XML of another part")
        return cfr_xml.read(plain, named, version or named)
    if re.search(rb"^\x0c\s?ML1\s", plain, re.MULTILINE):
        return ml_text.read(plain, version or "eu-ml")
    if re.search(rb"^ ?0A001\s", plain, re.MULTILINE):
        return eu_text.read(plain, version or "eu-annex1")
    raise ValueError("neither JSON, XML nor a text with heads of entries")


def expected(version: str) -> list[tuple[str, int]]:
    """The counts that are known of a text (``list_counts.csv``)."""
    text = files("endgate").joinpath("data", "goods", "list_counts.csv").read_text(encoding="utf-8")
    return [(row["name"], int(row["count"])) for row in csv.DictReader(text.splitlines()) if row["text"] == version]

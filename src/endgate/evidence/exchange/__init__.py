"""Exports of what one recipient may see. Every exporter takes that view, never the case, and stands in one list."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from endgate.evidence.exchange.ftm import ftm
from endgate.evidence.exchange.prov import prov
from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.exchange.stix import stix
from endgate.evidence.release import Released
from endgate.terms.codec import encode

Exporter = Callable[[Released, ReleaseRecord], bytes]


def released_json(released: Released, _record: ReleaseRecord) -> bytes:
    """The view in our own words."""
    return (json.dumps(encode(released), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


EXPORTERS: Mapping[str, Exporter] = {"json": released_json, "ftm": ftm, "stix": stix, "prov": prov}
"""All exporters: what is not in this list is not proved to leak nothing, and a test refuses it."""

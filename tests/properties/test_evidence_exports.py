"""Every exporter under the oracle: nothing withheld in any layer, what is released is found, sabotage is caught."""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib
import io
import json
import pkgutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

import endgate.evidence.exchange as exchange
from endgate.cli.evidence import command
from endgate.evidence.exchange import EXPORTERS
from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.model import ClaimFile, Recipient
from endgate.evidence.oracle import leaks, missing, needles
from endgate.evidence.release import Released, cut, visible
from endgate.terms.codec import encode

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("released_files", HERE / "test_evidence_release.py")
assert _spec is not None
assert _spec.loader is not None
released_files = importlib.util.module_from_spec(_spec)
sys.modules["released_files"] = released_files
_spec.loader.exec_module(released_files)
files, token, RECIPIENTS = released_files.files, released_files.token, released_files.RECIPIENTS
recipients = released_files._recipients


def record(recipient: Recipient) -> ReleaseRecord:
    return ReleaseRecord(recipient.id, "Office", date(2026, 11, 20), "seed of this release")


def exports(released: Released, recipient: Recipient) -> dict[str, bytes]:
    return {name: export(released, record(recipient)) for name, export in EXPORTERS.items()}


def withheld(file: ClaimFile, recipient: Recipient) -> dict[str, str]:
    """Everything planted that this recipient must not get: all of hidden claims, and the inside of the others."""
    seen = [claim for claim in file.claims if visible(file, claim, recipient)]
    values = {f"id of {each.id}": each.id for each in (*file.claims, *file.sources, *file.entities, *file.documents)}
    values |= {f"title of {each.id}": each.title for each in file.documents}
    values |= {f"note of {each.start}{each.end}": each.note for each in file.relations}
    for claim in file.claims:
        values |= {f"verb in {claim.id}": claim.chain[0].verb, f"owner in {claim.id}": claim.chain[0].owner}
        if claim.when is not None:
            values |= {f"when of {claim.id}": claim.when.text, f"origin of {claim.id}": claim.when.derived_from}
        if claim not in seen:
            values |= {f"words of {claim.id}": claim.proposition, f"quote of {claim.id}": claim.quote}
            values |= {f"{n} of {claim.id}": w.text for n, w in enumerate(w for x in claim.chain for w in x.wordings)}
    shown = {name for claim in cut(file, recipient).claims for name in claim.chain}
    values |= {f"name of {each.id}": each.name for each in file.sources if each.name not in shown}
    return values


@settings(max_examples=200)
@given(files(), recipients)
def test_no_export_holds_anything_withheld(file: ClaimFile, recipient: Recipient) -> None:
    outputs = exports(cut(file, recipient), recipient)
    assert leaks(outputs, needles(withheld(file, recipient))) == ()


@settings(max_examples=60, deadline=None)
@given(files(), recipients)
def test_no_command_for_a_recipient_prints_anything_withheld(file: ClaimFile, recipient: Recipient) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.claims.json"
        path.write_text(json.dumps(encode(file)), encoding="utf-8")
        asked = [("claims",), ("claims", "--json"), *(("export", "--format", each) for each in EXPORTERS)]
        outputs = {}
        for verb, *rest in asked:
            told = () if verb == "claims" else ("--issued", "2026-11-20", "--originator", "Office", "--seed", "s")
            ran = CliRunner().invoke(command, [verb, str(path), "--for", recipient.id, *rest, *told])
            assert ran.exit_code == 0, ran.output
            outputs[" ".join((verb, *rest))] = (ran.stdout + ran.stderr).encode()
    assert leaks(outputs, needles(withheld(file, recipient))) == ()


@settings(max_examples=100)
@given(files(), recipients)
def test_what_is_released_is_found_in_every_export(file: ClaimFile, recipient: Recipient) -> None:
    released = cut(file, recipient)
    for content in exports(released, recipient).values():
        assert missing(content, [claim.proposition for claim in released.claims]) == ()
        assert missing(content, [claim.chain[-1] for claim in released.claims]) == ()


@settings(max_examples=200)
@given(files(), recipients)
def test_two_worlds_give_the_same_bytes(file: ClaimFile, recipient: Recipient) -> None:
    seen = tuple(claim for claim in file.claims if visible(file, claim, recipient))
    kept = {claim.id for claim in seen}
    narrowed = replace(
        file,
        claims=tuple(replace(c, nested_in=c.nested_in if c.nested_in in kept else "") for c in seen),
        relations=tuple(each for each in file.relations if {each.start, each.end} <= kept),
        recipients=(),
    )
    assert exports(cut(file, recipient), recipient) == exports(cut(narrowed, recipient), recipient)


def test_every_exporter_stands_in_the_list() -> None:
    written = set()
    for module in pkgutil.iter_modules(exchange.__path__):
        loaded = importlib.import_module(f"endgate.evidence.exchange.{module.name}")
        written |= {
            name
            for name, each in vars(loaded).items()
            if callable(each)
            and getattr(each, "__module__", "") == loaded.__name__
            and not name.startswith("_")
            and {"Released", Released} & set(getattr(each, "__annotations__", {}).values())
        }
    assert written == {export.__name__ for export in EXPORTERS.values()} - {"released_json"}
    assert set(EXPORTERS) == {"json", "ftm", "stix", "prov"}


SECRET = token("withheld", 7)


def _zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _commented() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a", b"x")
        archive.comment = SECRET.encode()
    return target.getvalue()


_SABOTAGE: dict[str, Callable[[], bytes]] = {
    "plain": lambda: SECRET.encode(),
    "wrapped at a margin": lambda: (SECRET[:6] + "-\n  " + SECRET[6:]).encode(),
    "soft hyphen": lambda: ("­".join(SECRET)).encode(),
    "capitals": lambda: SECRET.upper().encode(),
    "full width": lambda: "".join(chr(ord(c) + 0xFEE0) for c in SECRET).encode(),
    "utf-16": lambda: SECRET.encode("utf-16-le"),
    "json key": lambda: json.dumps({"a": [{SECRET: 1}]}).encode(),
    "json escapes": lambda: ('{"a": "' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"}').encode(),
    "line of json lines": lambda: b'{}\n{"a": "' + "".join(f"\\u{ord(c):04x}" for c in SECRET).encode() + b'"}\n',
    "html entities": lambda: "".join(f"&#{ord(c)};" for c in SECRET).encode(),
    "base64 payload": lambda: b'{"payload": "' + base64.b64encode(b'{"x": "' + SECRET.encode() + b'"}') + b'"}',
    "hex": lambda: b"id " + SECRET.encode().hex().encode(),
    "gzip": lambda: gzip.compress(SECRET.encode()),
    "zip member": lambda: _zip(a=SECRET.encode()),
    "zip in zip": lambda: _zip(a=_zip(b=SECRET.encode())),
    "zip member name": lambda: _zip(**{SECRET: b"x"}),
    "zip comment": _commented,
    "hash of the words": lambda: hashlib.sha256(SECRET.encode()).hexdigest().encode(),
    "short hash in base64": lambda: base64.b64encode(hashlib.md5(SECRET.encode()).digest()),
}


@pytest.mark.parametrize("way", _SABOTAGE)
def test_every_planted_fault_is_caught(way: str) -> None:
    assert leaks({"out": _SABOTAGE[way]()}, needles({"field": SECRET}))


def test_a_file_name_is_an_output_too() -> None:
    assert leaks({f"{SECRET}.json": b""}, needles({"field": SECRET}))
    assert leaks({"out": b"nothing of it"}, needles({"field": SECRET})) == ()


_FAULTY: dict[str, Callable[[ClaimFile, Released, ReleaseRecord], bytes]] = {
    "internal id as reference": lambda f, r, c: EXPORTERS["stix"](r, c).replace(b"note--", f.claims[0].id.encode()),
    "count line": lambda f, r, c: EXPORTERS["ftm"](r, c) + f"of {len(f.claims)}\n".encode(),
    "seed from the case": lambda f, r, c: EXPORTERS["prov"](r, replace(c, seed=repr(f))),
}


@pytest.mark.parametrize("fault", ["count line", "seed from the case"])
def test_two_worlds_catch_what_tokens_cannot(fault: str) -> None:
    shown, hidden = _pair()
    recipient = Recipient("it")
    whole, narrowed = shown, hidden
    faulty = _FAULTY[fault]
    bytes_of: list[Any] = [faulty(each, cut(each, recipient), record(recipient)) for each in (whole, narrowed)]
    assert bytes_of[0] != bytes_of[1]


def test_an_internal_id_is_caught() -> None:
    whole, _ = _pair()
    recipient = Recipient("it")
    out = _FAULTY["internal id as reference"](whole, cut(whole, recipient), record(recipient))
    assert leaks({"out": out}, needles(withheld(whole, recipient)))


def _pair() -> tuple[ClaimFile, ClaimFile]:
    """A file with a claim that is shown and one that is not, and the same without the latter."""
    claim = released_files._claim
    mark: dict[str, Any] = {"document": 0, "label": "TLP:CLEAR", "state": "confirmed", "nested_in": 9}
    raw: dict[str, Any] = {
        "documents": [{"id": token("D", 0), "public": True}],
        "sources": [{"id": token("S", 0), "kind": "agency", "name": token("name", 0)}],
        "entities": [{"id": token("E", n), "kind": "organisation", "name": token("entity", n)} for n in (5, 6)],
        "claims": [
            claim(0, {**mark, "release_to": ["it"], "links": [(0, [], False)]}, 2),
            claim(1, {**mark, "release_to": [], "links": [(0, [], False)]}, 2),
        ],
    }
    whole: ClaimFile = released_files.read_claims(json.dumps(raw).encode(), name="c.json")
    return whole, replace(whole, claims=whole.claims[:1])


def test_a_layer_that_only_looks_like_an_archive_stops_no_search() -> None:
    whole = _zip(a=b"x" * 40, b=SECRET.encode())
    for at in range(len(whole)):
        broken = whole[:at] + b"\xef\xbf\xbd" + whole[at + 1 :]
        assert isinstance(leaks({"out": broken}, needles({"secret": SECRET})), tuple)
    start = whole.index(b"PK\x03\x04") + 30
    spoiled = whole[:start] + bytes(b ^ 0xFF for b in whole[start : start + 3]) + whole[start + 3 :]
    assert leaks({"out": spoiled}, needles({"secret": SECRET}))

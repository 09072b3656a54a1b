"""Looks for anything withheld in any output: opens what is packed or encoded, folds what a page breaks, searches."""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What reading a broken archive raises."""
_DEPTH = 4
_MOST = 50_000_000  # bytes of one unpacked layer
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff-]+")


@dataclass(frozen=True)
class Leak:
    """A withheld value met in an output: where, under how many wrappings, and of which field."""

    output: str
    layer: str
    field: str


def needles(values: Mapping[str, str]) -> dict[str, str]:
    """Field → what to look for: each value, and the hashes by which a short text could be guessed."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if value:
            found[name] = folded(value)
            for algorithm in ("md5", "sha1", "sha256"):
                digest = hashlib.new(algorithm, value.encode(), usedforsecurity=False).digest()
                found[f"{name} as {algorithm}"] = digest.hex()
                found[f"{name} as {algorithm} in base64"] = folded(base64.b64encode(digest).decode())
    return found


def folded(text: str) -> str:
    """One form of a text, whatever a margin, a font or a format did to it."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


def leaks(outputs: Mapping[str, bytes], withheld: Mapping[str, str]) -> tuple[Leak, ...]:
    """Every withheld needle that stands in an output, its name included."""
    found = []
    for name, content in outputs.items():
        for layer, text in (("name", folded(name)), *_folded_layers(content)):
            found += [Leak(name, layer, field) for field, needle in withheld.items() if needle in text]
    return tuple(dict.fromkeys(found))


def missing(content: bytes, released: Iterable[str]) -> tuple[str, ...]:
    """Released values that the oracle does not find where they must be: it would be blind there."""
    texts = [text for _, text in _folded_layers(content)]
    return tuple(value for value in released if not any(folded(value) in text for text in texts))


def _folded_layers(content: bytes) -> Iterator[tuple[str, str]]:
    for layer, raw in layers(content):
        yield layer, folded(raw.decode("utf-8", errors="replace"))
        for encoding in ("utf-16-le", "utf-16-be"):
            if b"\0" in raw:
                yield f"{layer} as {encoding}", folded(raw.decode(encoding, errors="replace"))


def layers(content: bytes, name: str = "raw", depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes and everything wrapped in them."""
    yield name, content
    if depth < _DEPTH:
        for inner, raw in _within(content):
            if raw != content:
                yield from layers(raw, f"{name} > {inner}", depth + 1)


def _within(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield from _zip(content)
    yield from _packed(content)
    yield from _json(content)
    if b"&" in content:
        yield "entities", html.unescape(content.decode("utf-8", errors="replace")).encode("utf-8", "replace")
    for match in _BASE64.finditer(content):
        raw = _unbased(match[0])
        if raw:
            yield "base64", raw
    for match in _HEX.finditer(content):
        yield "hex", bytes.fromhex(match[0].decode("ascii"))


def _zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What an archive holds; a layer that only looks like one holds nothing, and a broken member hides no other."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        return
    with archive:
        yield "comment", archive.comment
        for info in archive.infolist():
            yield "member name", info.filename.encode("utf-8", "replace")
            yield "member comment", info.comment
            yield "member extra", info.extra
            try:
                yield "member", archive.read(info)
            except _BROKEN:
                continue


def _packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        if content.startswith(b"\x1f\x8b"):
            yield "gzip", gzip.decompress(content)
        elif content[:1] == b"\x78":
            yield "zlib", zlib.decompressobj().decompress(content, _MOST)
    except (OSError, EOFError, zlib.error):
        return


def _json(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Keys and strings with their escapes undone, of a document or of each line."""
    for part in (content, *content.splitlines()):
        try:
            parsed = json.loads(part)
        except (ValueError, RecursionError):
            continue
        yield "strings", "\n".join(_strings(parsed)).encode("utf-8", "replace")
        if part is content:
            return


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    else:
        yield str(value)


def _unbased(run: bytes) -> bytes:
    plain = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""

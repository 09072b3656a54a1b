"""Camera metadata of JPEG, PNG and TIFF: read as it stands, each item as the file's claim."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from endgate.evidence.intake.model import FileClaim

_NAMES = {
    0x010F: "Make",
    0x0110: "Model",
    0x0112: "Orientation",
    0x0131: "Software",
    0x0132: "DateTime (last change)",
    0x9003: "DateTimeOriginal",
    0x9004: "DateTimeDigitized",
    0x9011: "OffsetTimeOriginal",
}
_GPS_NAMES = {1: "ref", 2: "latitude", 3: "ref", 4: "longitude", 7: "time (UTC)", 29: "date (UTC)"}
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_MOST_ENTRIES = 500
_MOST_BYTES = 4096


@dataclass(frozen=True)
class _Tiff:
    """A block of TIFF structure; every offset in it is checked before use."""

    data: bytes
    order: str

    def number(self, form: str, at: int) -> int:
        return int(struct.unpack_from(self.order + form, self.data, at)[0])

    def entries(self, at: int) -> Iterator[tuple[int, int, int, int]]:
        """Tag, type, count and place of the value."""
        for index in range(min(self.number("H", at), _MOST_ENTRIES)):
            entry = at + 2 + 12 * index
            kind, count = self.number("H", entry + 2), self.number("I", entry + 4)
            size = _SIZES.get(kind, 0) * count
            yield (
                self.number("H", entry),
                kind,
                count,
                entry + 8 if size <= 4 else self.number("I", entry + 8),
            )

    def value(self, kind: int, count: int, at: int) -> str:
        if kind == 2:
            raw = self.data[at : at + min(count, _MOST_BYTES)]
            return raw.split(b"\0")[0].decode("utf-8", errors="replace").strip()
        if kind in (3, 4) and count:
            return str(self.number("H" if kind == 3 else "I", at))
        if kind in (5, 10):
            return " ".join(self._ratio(at + 8 * index) for index in range(min(count, 3)))
        return ""

    def _ratio(self, at: int) -> str:
        over, under = self.number("I", at), self.number("I", at + 4)
        return f"{over}/{under}"


def says(content: bytes, media_type: str) -> tuple[FileClaim, ...]:
    """Everything that the file's metadata state. A damaged block yields what came before the damage."""
    found: list[FileClaim] = []
    for block in _blocks(content, media_type):
        try:
            found.extend(_items(block))
        except (struct.error, IndexError):
            continue
    if b"c2pa" in content and (b"jumb" in content or b"jumd" in content):
        found.append(FileClaim("C2PA manifest", "present; its signature was not checked"))
    return tuple(dict.fromkeys(found))


def _blocks(content: bytes, media_type: str) -> Iterator[bytes]:
    if media_type == "image/tiff":
        yield content
    elif media_type == "image/jpeg":
        yield from _jpeg(content)
    elif media_type == "image/png":
        yield from (data for name, data in _png(content) if name == b"eXIf")


def _jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] not in (0xD9, 0xDA):
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] == 0xE1 and content[at + 4 : at + 10] == b"Exif\0\0":
            yield content[at + 10 : at + 2 + length]
        at += 2 + max(length, 2)


def _png(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _items(block: bytes) -> Iterator[FileClaim]:
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return
    tiff = _Tiff(block, order)
    first = tiff.number("I", 4)
    within: list[tuple[int, bool]] = [(first, False)]
    for tag, _kind, _count, at in tiff.entries(first):
        if tag in (_EXIF_IFD, _GPS_IFD):
            within.append((tiff.number("I", at), tag == _GPS_IFD))
    for start, gps in within:
        yield from _gps(tiff, start) if gps else _named(tiff, start)


def _named(tiff: _Tiff, start: int) -> Iterator[FileClaim]:
    for tag, kind, count, at in tiff.entries(start):
        value = tiff.value(kind, count, at) if tag in _NAMES else ""
        if value:
            yield FileClaim(f"camera {_NAMES[tag]}", value)


def _gps(tiff: _Tiff, start: int) -> Iterator[FileClaim]:
    ref = ""
    for tag, kind, count, at in tiff.entries(start):
        name = _GPS_NAMES.get(tag)
        value = tiff.value(kind, count, at) if name else ""
        if name == "ref":
            ref = value
        elif name and value:
            yield FileClaim(f"camera GPS {name}", f"{value} {ref}".strip() if tag in (2, 4) else value)

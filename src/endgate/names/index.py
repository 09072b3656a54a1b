"""The name index of an edition: built from listed parties into arrays, opened memory-mapped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from endgate.lists.model import ListedParty, NameKind
from endgate.names.compare import NamedText, named_texts
from endgate.names.errors import INDEX_DAMAGED, INDEX_VERSION, NamesError
from endgate.names.facts import STRONG, clean_id
from endgate.names.forms import NameForm, analyse
from endgate.names.grams import build_grams, grams_of
from endgate.names.keys import canon_keys, name_keys, skeleton_keys, stable_hash
from endgate.names.normalise import words
from endgate.names.signature import Signer, widths
from endgate.terms.kinds import IdentifierKind, PartyKind

Array = np.ndarray[Any, Any]
Arrays = dict[str, Array]

VERSION = 1
RARE = 20
"""A word borne by at most so many parties finds each of them."""

_KINDS = tuple(PartyKind)
_QUALITIES = ("", "strong", "weak", "unstated", "damaged")
_ORIGINS = ("given", "extracted", *(kind.value for kind in NameKind))


@dataclass(frozen=True)
class _Form:
    party: int
    name: NamedText
    kind: PartyKind
    plain: str


def sorted_text(text: str) -> str:
    """The words of a name in alphabetical order: what the bag search compares."""
    return " ".join(sorted(words(text)))


def reading_kinds(kind: PartyKind) -> tuple[PartyKind, ...]:
    """The kinds under which a name of that kind is analysed."""
    return (PartyKind.PERSON, PartyKind.ORGANISATION) if kind is PartyKind.UNKNOWN else (kind,)


def build_index(parties: Iterable[ListedParty]) -> tuple[Arrays, dict[str, Any]]:
    """Compile names into arrays and their description. Same parties in the same order give the same bytes."""
    listed = list(parties)
    forms = _forms(listed)
    allocation = widths([form.plain for form in forms])
    arrays = _text_arrays(listed, forms, Signer(allocation))
    arrays |= _key_arrays(forms)
    arrays |= _identifier_arrays(listed)
    arrays |= build_grams([grams_of(form.plain.split()) for form in forms])
    meta = {"version": VERSION, "parties": len(listed), "forms": len(forms), "allocation": allocation}
    return arrays, meta | {"arrays": sorted(arrays)}


def _forms(listed: Sequence[ListedParty]) -> list[_Form]:
    found = []
    for number, party in enumerate(listed):
        names = ((n.text, n.kind.value, n.quality.value) for n in party.names if n.kind is not NameKind.ADDRESS_ONLY)
        for name in named_texts(names):
            plain = sorted_text(name.text)
            if plain:
                found.append(_Form(number, name, party.kind, plain))
    return sorted(found, key=lambda form: (len(form.plain), form.plain, form.party))


def _text_arrays(listed: Sequence[ListedParty], forms: Sequence[_Form], signer: Signer) -> Arrays:
    signatures = np.array([signer.sign(form.plain) for form in forms], dtype=np.uint64).reshape(-1, 2)
    arrays: Arrays = {
        "sig": signatures,
        "length": np.array([len(form.plain) for form in forms], dtype=np.int32),
        "party": np.array([form.party for form in forms], dtype=np.int32),
        "quality": np.array([_QUALITIES.index(form.name.quality) for form in forms], dtype=np.uint8),
        "origin": np.array([_ORIGINS.index(form.name.origin) for form in forms], dtype=np.uint8),
        "party_kind": np.array([_KINDS.index(party.kind) for party in listed], dtype=np.uint8),
    }
    for label, texts in (
        ("text", [form.name.text for form in forms]),
        ("plain", [form.plain for form in forms]),
        ("party_id", [party.party_id for party in listed]),
    ):
        arrays |= _blob(label, texts)
    return arrays


def _blob(label: str, texts: Sequence[str]) -> Arrays:
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.concatenate(([0], np.cumsum([len(piece) for piece in pieces]))).astype(np.int64)
    return {f"{label}_blob": np.frombuffer(b"".join(pieces), dtype=np.uint8), f"{label}_off": offsets}


def _key_arrays(forms: Sequence[_Form]) -> Arrays:
    keys: list[tuple[int, int]] = []
    skeletons: list[tuple[int, int]] = []
    bearers: dict[str, set[int]] = {}
    where: dict[str, list[int]] = {}
    for row, form in enumerate(forms):
        for kind in reading_kinds(form.kind):
            analysed = analyse(form.name.text, kind)
            keys += [(stable_hash(key), row) for key in name_keys(analysed)]
            skeletons += [(stable_hash(key), row) for key in skeleton_keys(analysed)]
            for canon in canon_keys(analysed):
                bearers.setdefault(canon, set()).add(form.party)
                where.setdefault(canon, []).append(row)
    for canon, parties in bearers.items():
        if len(parties) <= RARE and len(canon) >= 3:
            keys += [(stable_hash(f"t:{canon}"), row) for row in where[canon]]
    counts = sorted((stable_hash(canon), len(parties)) for canon, parties in bearers.items())
    return _pairs("key", keys) | _pairs("skel", skeletons) | _pairs("vocab", counts)


def _pairs(label: str, pairs: Iterable[tuple[int, int]]) -> Arrays:
    ordered = sorted(set(pairs))
    return {
        f"{label}_hash": np.array([key for key, _ in ordered], dtype=np.uint64),
        f"{label}_value": np.array([value for _, value in ordered], dtype=np.int32),
    }


def identifier_key(kind: IdentifierKind, value: str) -> int | None:
    """The key of an identifier that can find a party by itself; None for others."""
    number = clean_id(kind, value)
    return stable_hash(f"{kind.value}:{number}") if number else None


def _identifier_arrays(listed: Sequence[ListedParty]) -> Arrays:
    pairs = []
    for row, party in enumerate(listed):
        known = [(each.kind, each.value) for each in party.identifiers if each.kind in STRONG]
        known += [(IdentifierKind.PUBLISHER_REF, each.reference) for each in party.designations if each.reference]
        pairs += [(key, row) for kind, value in known if (key := identifier_key(kind, value)) is not None]
    return _pairs("id", pairs)


def save_index(directory: Path, arrays: Arrays, meta: dict[str, Any]) -> tuple[str, ...]:
    """Write ``names_*.npy`` and ``names_meta.json`` into ``directory``; returns the file names."""
    names = []
    for label, array in sorted(arrays.items()):
        name = f"names_{label}.npy"
        np.save(directory / name, array, allow_pickle=False)
        names.append(name)
    (directory / "names_meta.json").write_text(json.dumps(meta, sort_keys=True) + "\n", encoding="utf-8")
    return (*names, "names_meta.json")


class NameIndex:
    """An opened index. Holds no state that could change an answer."""

    def __init__(self, arrays: Arrays, meta: dict[str, Any]) -> None:
        self.arrays = arrays
        self.parties = int(meta["parties"])
        self.forms = int(meta["forms"])
        self.signer = Signer(meta["allocation"])
        self.count_of = lru_cache(maxsize=65536)(self._count_of)

    @classmethod
    def open(cls, directory: Path) -> NameIndex:
        """Map the files of ``directory``. Raises NamesError for another version or a missing part."""
        where = directory / "names_meta.json"
        if not where.is_file():
            raise NamesError(INDEX_DAMAGED.at(str(where), "there is no name index here"))
        meta = json.loads(where.read_text(encoding="utf-8"))
        if meta.get("version") != VERSION:
            raise NamesError(
                INDEX_VERSION.at(str(where), f"version {meta.get('version')!r}, this program reads {VERSION}")
            )
        arrays: Arrays = {}
        for label in meta["arrays"]:
            path = directory / f"names_{label}.npy"
            if not path.is_file():
                raise NamesError(INDEX_DAMAGED.at(str(path), "the file is absent"))
            mapped = np.load(path, mmap_mode="r", allow_pickle=False) if path.stat().st_size > 128 else np.load(path)
            arrays[label] = np.asarray(mapped)
        return cls(arrays, meta)

    def _text(self, label: str, row: int) -> str:
        offsets = self.arrays[f"{label}_off"]
        blob: Array = self.arrays[f"{label}_blob"][offsets[row] : offsets[row + 1]]
        return blob.tobytes().decode("utf-8", "surrogatepass")

    def plain(self, row: int) -> str:
        """The sorted plain words of a form."""
        return self._text("plain", row)

    def name(self, row: int) -> NamedText:
        """The name of a form as published."""
        quality, origin = self.arrays["quality"][row], self.arrays["origin"][row]
        return NamedText(self._text("text", row), _ORIGINS[int(origin)], _QUALITIES[int(quality)])

    def party_row(self, row: int) -> int:
        return int(self.arrays["party"][row])

    def party_id(self, party: int) -> str:
        return self._text("party_id", party)

    def party_kind(self, party: int) -> PartyKind:
        return _KINDS[int(self.arrays["party_kind"][party])]

    def lookup(self, label: str, keys: Sequence[int]) -> Array:
        """Values stored under any of the keys (``key``, ``skel``, ``id``), ascending and distinct."""
        if not keys:
            return np.zeros(0, dtype=np.int32)
        hashes, values = self.arrays[f"{label}_hash"], self.arrays[f"{label}_value"]
        wanted = np.array(keys, dtype=np.uint64)
        starts, ends = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
        parts = [values[start:end] for start, end in zip(starts, ends, strict=True) if end > start]
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int32)

    def _count_of(self, canon: str) -> int:
        key = np.uint64(stable_hash(canon))
        at = int(np.searchsorted(self.arrays["vocab_hash"], key))
        hashes = self.arrays["vocab_hash"]
        return int(self.arrays["vocab_value"][at]) if at < len(hashes) and hashes[at] == key else 0


def forms_of(text: str, kind: PartyKind) -> tuple[NameForm, ...]:
    """A name under every kind it may be read as."""
    return tuple(analyse(text, each) for each in reading_kinds(kind))

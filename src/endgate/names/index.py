"""The name index of an edition: built from listed parties into arrays, opened memory-mapped."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from endgate.lists.model import ListedParty, NameKind
from endgate.names.errors import INDEX_DAMAGED, INDEX_VERSION, NamesError
from endgate.names.facts import STRONG, address_keys, birth_days, facts_of_listed, finding_key
from endgate.names.forms import NameForm, analyse
from endgate.names.grams import build_grams, grams_of
from endgate.names.keys import canon_keys, house_keys, name_keys, of_whole, skeleton_keys, stable_hash
from endgate.names.normalise import sorted_text
from endgate.names.signature import Signer, widths
from endgate.names.subject import NamedText, named_texts
from endgate.terms.kinds import IdentifierKind, PartyKind

Array = np.ndarray[Any, Any]
Arrays = dict[str, Array]

VERSION = 24
RARE = 20
"""A word borne by at most so many parties finds each of them."""

_KINDS = tuple(PartyKind)
_COMPARABLE = {
    kind: np.array([PartyKind.UNKNOWN in (kind, other) or kind is other for other in _KINDS]) for kind in _KINDS
}
_TEXTS = ("text", "plain", "party_id")
_QUALITIES = ("", "strong", "weak", "unstated", "damaged")
_ORIGINS = ("given", "extracted", *(kind.value for kind in NameKind))


@dataclass(frozen=True, slots=True)
class _Form:
    """One name of one party. ``number`` counts forms as they come, before they are put in order."""

    party: int
    text: str
    quality: int
    origin: int
    plain: str
    number: int


class _Gathering:
    """What is kept of each party while it passes by, so that a whole edition's records need not be held at once."""

    def __init__(self) -> None:
        self.forms: list[_Form] = []
        self.party_ids: list[str] = []
        self.kinds = bytearray()
        self.identifiers: list[tuple[int, int]] = []
        self.addresses: list[tuple[int, int]] = []
        self.born: list[tuple[int, int]] = []
        self.keys, self.canons = _Pairs(), _Pairs()
        self.skeletons, self.wholes = _Pairs(), _Pairs()
        self.canon_numbers: dict[str, int] = {}

    def take(self, party: ListedParty) -> None:
        row = len(self.party_ids)
        self.party_ids.append(party.party_id)
        self.kinds.append(_KINDS.index(party.kind))
        self.identifiers += [(key, row) for key in _identifier_keys(party)]
        self.addresses += [(stable_hash(key), row) for key in address_keys(party)]
        self.born += [(born_key(day), row) for day in birth_days(facts_of_listed(party))]
        names = ((n.text, n.kind.value, n.quality.value) for n in party.names if n.kind is not NameKind.ADDRESS_ONLY)
        for name in named_texts(names):
            plain = sorted_text(name.text)
            if plain:
                self._take_form(row, name, plain, party.kind)

    def _take_form(self, row: int, name: NamedText, plain: str, kind: PartyKind) -> None:
        number = len(self.forms)
        quality, origin = _QUALITIES.index(name.quality), _ORIGINS.index(name.origin)
        self.forms.append(_Form(row, name.text, quality, origin, plain, number))
        for reading in reading_kinds(kind):
            analysed = analyse(name.text, reading)
            for key in (*name_keys(analysed), *house_keys(analysed)):
                self.keys.add(stable_hash(key), number)
            for key in skeleton_keys(analysed):
                (self.wholes if of_whole(key) else self.skeletons).add(stable_hash(key), number)
            for canon in canon_keys(analysed):
                self.canons.add(self.canon_numbers.setdefault(canon, len(self.canon_numbers)), number)


class _Pairs:
    """Many pairs of a key and a row in little memory."""

    def __init__(self) -> None:
        self._keys, self._rows = array("Q"), array("i")

    def add(self, key: int, row: int) -> None:
        self._keys.append(key)
        self._rows.append(row)

    def arrays(self) -> tuple[Array, Array]:
        return np.array(self._keys, dtype=np.uint64), np.array(self._rows, dtype=np.int32)


def reading_kinds(kind: PartyKind) -> tuple[PartyKind, ...]:
    """The kinds under which a name of that kind is analysed."""
    return (PartyKind.PERSON, PartyKind.ORGANISATION) if kind is PartyKind.UNKNOWN else (kind,)


def build_index(parties: Iterable[ListedParty]) -> tuple[Arrays, dict[str, Any]]:
    """Compile names into arrays and their description. Same parties in the same order give the same bytes.

    Each party is let go once it was read.
    """
    gathered = _Gathering()
    for party in parties:
        gathered.take(party)
    forms = sorted(gathered.forms, key=lambda form: (len(form.plain), form.plain, form.party))
    allocation = widths([form.plain for form in forms])
    arrays = _text_arrays(gathered, forms, Signer(allocation))
    arrays |= _key_arrays(gathered, forms)
    arrays |= _pairs("id", gathered.identifiers)
    arrays |= _pairs("addr", gathered.addresses)
    arrays |= _pairs("born", gathered.born)
    arrays |= build_grams(grams_of(form.plain.split()) for form in forms)
    meta = {"version": VERSION, "parties": len(gathered.party_ids), "forms": len(forms), "allocation": allocation}
    return arrays, meta | {"arrays": sorted(arrays)}


def _text_arrays(gathered: _Gathering, forms: Sequence[_Form], signer: Signer) -> Arrays:
    signatures = np.array([signer.sign(form.plain) for form in forms], dtype=np.uint64).reshape(-1, 2)
    arrays: Arrays = {
        "sig": np.ascontiguousarray(signatures.T),
        "length": np.array([len(form.plain) for form in forms], dtype=np.int32),
        "party": np.array([form.party for form in forms], dtype=np.int32),
        "quality": np.array([form.quality for form in forms], dtype=np.uint8),
        "origin": np.array([form.origin for form in forms], dtype=np.uint8),
        "kind": np.array([gathered.kinds[form.party] for form in forms], dtype=np.uint8),
        "party_kind": np.array(gathered.kinds, dtype=np.uint8),
    }
    arrays["by_party"] = np.argsort(arrays["party"], kind="stable").astype(np.int32)
    for label, texts in (
        ("text", [form.text for form in forms]),
        ("plain", [form.plain for form in forms]),
        ("party_id", gathered.party_ids),
    ):
        arrays |= _blob(label, texts)
    return arrays


def _blob(label: str, texts: Sequence[str]) -> Arrays:
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.concatenate(([0], np.cumsum([len(piece) for piece in pieces]))).astype(np.int64)
    return {f"{label}_blob": np.frombuffer(b"".join(pieces), dtype=np.uint8), f"{label}_off": offsets}


def _key_arrays(gathered: _Gathering, forms: Sequence[_Form]) -> Arrays:
    """Keys, consonants and counts of words by row; a word that few parties bear finds each of them by itself."""
    rows = np.zeros(len(forms), dtype=np.int32)
    rows[[form.number for form in forms]] = np.arange(len(forms), dtype=np.int32)
    canon, number = gathered.canons.arrays()
    words_known = list(gathered.canon_numbers)
    bearing = np.unique(np.stack([canon.astype(np.int64), _parties(gathered)[number]]), axis=1)
    bearers = np.bincount(bearing[0], minlength=len(words_known))
    rare = [len(word) >= 3 and bearers[at] <= RARE for at, word in enumerate(words_known)]
    finding = np.array([stable_hash(f"t:{w}") if r else 0 for w, r in zip(words_known, rare, strict=True)], np.uint64)
    chosen = np.array(rare, dtype=bool)[canon.astype(np.int64)]
    keys, at = gathered.keys.arrays()
    keys = np.concatenate([keys, finding[canon[chosen].astype(np.int64)]])
    counts = [(stable_hash(word), int(bearers[at])) for at, word in enumerate(words_known)]
    return (
        _columns("key", keys, rows[np.concatenate([at, number[chosen]])])
        | _consonant_arrays(gathered, rows)
        | _pairs("vocab", counts)
    )


def _consonant_arrays(gathered: _Gathering, rows: Array) -> Arrays:
    """Consonants of words and of whole names by row, and how much those of a row's words weigh together."""
    (words_, at), (wholes, where) = gathered.skeletons.arrays(), gathered.wholes.arrays()
    found = _columns("skel", words_, rows[at])
    _, place, counts = np.unique(found["skel_hash"], return_inverse=True, return_counts=True)
    weights = consonant_weight(len(rows), counts)[place]
    mass = np.bincount(found["skel_value"], weights=weights, minlength=len(rows)).astype(np.float32)
    return found | {"skel_mass": mass} | _columns("whole", wholes, rows[where])


def consonant_weight(forms: int, bearing: Array) -> Array:
    """What it weighs to share the consonants of a word with so many of the forms."""
    found: Array = np.log1p(forms / np.maximum(bearing, 1))
    return found


def _parties(gathered: _Gathering) -> Array:
    return np.array([form.party for form in gathered.forms], dtype=np.int64)


def _columns(label: str, keys: Array, rows: Array) -> Arrays:
    """Distinct pairs, ordered by key and row."""
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    return {f"{label}_hash": keys[new], f"{label}_value": rows[new]}


def _pairs(label: str, pairs: Iterable[tuple[int, int]]) -> Arrays:
    ordered = sorted(set(pairs))
    return {
        f"{label}_hash": np.array([key for key, _ in ordered], dtype=np.uint64),
        f"{label}_value": np.array([value for _, value in ordered], dtype=np.int32),
    }


def identifier_key(kind: IdentifierKind, value: str) -> int | None:
    """The key of an identifier that can find a party by itself; None for others."""
    key = finding_key(kind, value)
    return stable_hash(key) if key else None


def born_key(day: date) -> int:
    """The key of a day of birth."""
    return stable_hash(f"born:{day.isoformat()}")


def _identifier_keys(party: ListedParty) -> list[int]:
    known = [(each.kind, each.value) for each in party.identifiers if each.kind in STRONG]
    known += [(IdentifierKind.PUBLISHER_REF, each.reference) for each in party.designations if each.reference]
    return [key for kind, value in known if (key := identifier_key(kind, value)) is not None]


def save_index(directory: Path, arrays: Arrays, meta: dict[str, Any]) -> tuple[str, ...]:
    """Write ``names_*.npy`` and ``names_meta.json`` into ``directory``; returns the file names."""
    names = []
    for label, values in sorted(arrays.items()):
        name = f"names_{label}.npy"
        np.save(directory / name, values, allow_pickle=False)
        names.append(name)
    (directory / "names_meta.json").write_text(json.dumps(meta, sort_keys=True) + "\n", encoding="utf-8")
    return (*names, "names_meta.json")


_NOTHING: Array = np.zeros(0, dtype=np.int32)


class NameIndex:
    """An opened index. Holds no state that could change an answer."""

    def __init__(self, arrays: Arrays, meta: dict[str, Any]) -> None:
        self.arrays = arrays
        self.parties = int(meta["parties"])
        self.forms = int(meta["forms"])
        self.signer = Signer(meta["allocation"])
        self.count_of = lru_cache(maxsize=65536)(self._count_of)
        self._blobs = {label: arrays[f"{label}_blob"].data for label in _TEXTS}

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
        return str(self._blobs[label][offsets[row] : offsets[row + 1]], "utf-8", "surrogatepass")

    def plain(self, row: int) -> str:
        """The sorted plain words of a form."""
        return self._text("plain", row)

    def plains(self, rows: Sequence[int]) -> list[str]:
        """The same of many forms."""
        offsets, blob = self.arrays["plain_off"], self._blobs["plain"]
        at = np.array(rows)
        spans = zip(offsets[at].tolist(), offsets[at + 1].tolist(), strict=True)
        return [str(blob[start:end], "utf-8", "surrogatepass") for start, end in spans]

    def name(self, row: int) -> NamedText:
        """The name of a form as published."""
        quality, origin = self.arrays["quality"][row], self.arrays["origin"][row]
        return NamedText(self._text("text", row), _ORIGINS[int(origin)], _QUALITIES[int(quality)])

    def party_row(self, row: int) -> int:
        return int(self.arrays["party"][row])

    def rows_of_parties(self, parties: Array) -> Array:
        """The rows of the names of some parties."""
        order, starts = self.arrays["by_party"], self._starts
        spans = [order[starts[party] : starts[party + 1]] for party in parties.tolist()]
        rows: Array = np.concatenate(spans) if spans else _NOTHING
        return rows

    @cached_property
    def _starts(self) -> Array:
        """Where the names of each party begin in the order of parties."""
        counts = np.bincount(self.arrays["party"], minlength=self.parties)
        return np.concatenate(([0], np.cumsum(counts)))

    def born_on(self, days: Iterable[date]) -> Array:
        """The parties that were born on any of the days."""
        return self.lookup("born", [born_key(day) for day in days])

    def party_id(self, party: int) -> str:
        return self._text("party_id", party)

    def party_kind(self, party: int) -> PartyKind:
        return _KINDS[int(self.arrays["party_kind"][party])]

    def comparable(self, rows: Array, kind: PartyKind) -> Array:
        """Which of the rows are of parties that may be of that kind, as a mask: a ship is never a man."""
        found: Array = _COMPARABLE[kind][self.arrays["kind"][rows]]
        return found

    def parties_at(self, address: str) -> int:
        """How many parties have the address of that key."""
        return len(self.lookup("addr", [stable_hash(address)])) if address else 0

    def rows_of_kind(self, kind: PartyKind) -> tuple[int, ...]:
        """Every party of a kind."""
        return tuple(np.flatnonzero(self.arrays["party_kind"] == _KINDS.index(kind)).tolist())

    def lookup(self, label: str, keys: Sequence[int]) -> Array:
        """Values under any of the keys (``key``, ``skel``, ``id``, ``addr``, ``born``), ascending and distinct."""
        parts = [part for part in self.lookups(label, keys) if len(part)]
        if len(parts) < 2:
            return parts[0] if parts else _NOTHING
        return np.unique(np.concatenate(parts))

    def lookups(self, label: str, keys: Sequence[int]) -> list[Array]:
        """Values stored under each of the keys, ascending."""
        if not keys:
            return []
        hashes, values = self.arrays[f"{label}_hash"], self.arrays[f"{label}_value"]
        wanted = np.array(keys, dtype=np.uint64)
        starts, ends = hashes.searchsorted(wanted).tolist(), hashes.searchsorted(wanted, "right").tolist()
        return [values[start:end] for start, end in zip(starts, ends, strict=True)]

    def _count_of(self, canon: str) -> int:
        key = np.uint64(stable_hash(canon))
        at = int(np.searchsorted(self.arrays["vocab_hash"], key))
        hashes = self.arrays["vocab_hash"]
        return int(self.arrays["vocab_value"][at]) if at < len(hashes) and hashes[at] == key else 0


def forms_of(text: str, kind: PartyKind) -> tuple[NameForm, ...]:
    """A name under every kind it may be read as."""
    return tuple(analyse(text, each) for each in reading_kinds(kind))

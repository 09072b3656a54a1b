"""The corporate graph as arrays: sorted, indexed both ways, kept in a folder and opened memory-mapped."""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from endgate.network.errors import NOT_COMPILED, NetworkError
from endgate.network.model import Share
from endgate.network.records import LINK_CODE, LINK_KINDS, NodeKind

Array: TypeAlias = NDArray[Any]
FORMAT = "endgate.graph/1"
UNIT = 1_000_000
"""Parts of one per cent in which shares are kept; what does not divide is rounded outwards and marked inexact."""
LO_OPEN, HI_OPEN, INEXACT = 1, 2, 4


@dataclass(frozen=True)
class Texts:
    """Many short texts in one array."""

    blob: Array
    ends: Array

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        raw = [text.encode("utf-8", "replace") for text in texts]
        ends = np.cumsum([len(each) for each in raw], dtype=np.int64) if raw else np.zeros(0, np.int64)
        return cls(np.frombuffer(b"".join(raw), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, index: int) -> str:
        begin = int(self.ends[index - 1]) if index else 0
        return self.blob[begin : int(self.ends[index])].tobytes().decode("utf-8")

    def find(self, order: Array, wanted: str, key: Callable[[str], str]) -> list[int]:
        """All places whose text has the wanted key; ``order`` sorts by that key."""
        at = bisect.bisect_left(range(len(order)), wanted, key=lambda place: key(self[int(order[place])]))
        found = []
        while at < len(order) and key(self[int(order[at])]) == wanted:
            found.append(int(order[at]))
            at += 1
        return found


def fold(name: str) -> str:
    """A name as it is looked up: case and runs of blanks do not count."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Compiled:
    """Links sorted by holder, held, right; ``by_held`` sorts them by held. Shares and periods are numbers of tables."""

    holder: Array
    held: Array
    kind: Array
    right: Array
    rank: Array
    bits: Array
    share: Array
    period: Array
    source: Array
    ptr: Array
    by_held: Array
    held_ptr: Array
    share_lo: Array
    share_hi: Array
    share_bits: Array
    periods: Array
    node_kind: Array
    node_space: Array
    complete: Array
    listed_from: Array
    id_order: Array
    name_order: Array
    ids: Texts
    names: Texts
    spaces: Texts
    listed: Texts
    notes: Texts
    countries: Texts
    sources: Texts
    share_texts: Texts
    repeated: bool
    established: bool
    shared_ids: bool

    @property
    def nodes(self) -> int:
        return len(self.ids)

    @property
    def links(self) -> int:
        return len(self.holder)

    def name(self, node: int) -> str:
        return self.names[node] or self.ids[node]

    def label(self, node: int) -> str:
        """The id, with its register before it where two registers use the same number."""
        own = self.ids[node]
        if not self.shared_ids or len(self.ids.find(self.id_order, own, str)) == 1:
            return own
        return f"{self.space(node)}:{own}"

    def space(self, node: int) -> str:
        return self.spaces[int(self.node_space[node])]

    def find(self, text: str) -> list[int]:
        """The nodes of an id, of ``register:id``, or of a whole name; several when the text does not tell."""
        found = self.ids.find(self.id_order, text, str)
        if not found and ":" in text:
            space, _, own = text.partition(":")
            found = [each for each in self.ids.find(self.id_order, own, str) if self.space(each) == space]
        return found or self.names.find(self.name_order, fold(text), fold)

    def exact(self, share: int) -> Share:
        """A share of the table with exact fractions."""
        lo, hi, bits = (each[share] for each in (self.share_lo, self.share_hi, self.share_bits))
        if bits & INEXACT:
            return _from_text(self.share_texts[share])
        return Share(_percent(int(lo)), _percent(int(hi)), bool(bits & LO_OPEN), bool(bits & HI_OPEN))

    def into(self, node: int) -> list[int]:
        """The links of which the node is the held end."""
        return [int(each) for each in self.by_held[self.held_ptr[node] : self.held_ptr[node + 1]]]

    def out_of(self, node: int) -> range:
        """The links of which the node is the holder."""
        return range(int(self.ptr[node]), int(self.ptr[node + 1]))

    def word(self, link: int) -> str:
        return LINK_KINDS[int(self.kind[link])]

    def listed_words(self, node: int) -> tuple[str, ...]:
        return tuple(self.listed[node].split())

    def listed_nodes(self) -> Iterator[int]:
        """The nodes that a publisher's own file lists."""
        ends = self.listed.ends
        begins = np.concatenate(([0], ends[:-1])) if len(ends) else ends
        yield from (int(each) for each in np.flatnonzero(ends > begins))

    def kind_of(self, node: int) -> NodeKind:
        return NodeKind(int(self.node_kind[node]))

    def count(self, word: str) -> int:
        return int(np.count_nonzero(self.kind == LINK_CODE[word]))

    def save(self, folder: Path) -> None:
        """Write the graph into a folder; ``graph.json`` is written last, so that half a graph is never opened."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "graph.json").unlink(missing_ok=True)
        for name, array in self._arrays():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        told = {"format": FORMAT, "nodes": self.nodes, "links": self.links}
        told |= {"repeated": self.repeated, "established": self.established, "shared_ids": self.shared_ids}
        (folder / "graph.json").write_text(json.dumps(told), encoding="utf-8")

    def _arrays(self) -> Iterator[tuple[str, Array]]:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Texts):
                yield f"{each.name}.blob", value.blob
                yield f"{each.name}.ends", value.ends
            elif isinstance(value, np.ndarray):
                yield each.name, value

    @classmethod
    def open(cls, folder: Path) -> Compiled:
        """Open a folder that ``save`` wrote. Raises NetworkError when it is not whole."""
        try:
            told = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise NetworkError(NOT_COMPILED.at(str(folder), f"it is {told['format']!r}, not {FORMAT!r}"))
            opened = cls(**{name: _opened(folder, name, kind, told) for name, kind in _FIELDS})
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise NetworkError(NOT_COMPILED.at(str(folder), str(error))) from error
        if (opened.nodes, opened.links) != (told["nodes"], told["links"]):
            raise NetworkError(NOT_COMPILED.at(str(folder), "arrays and graph.json differ in length"))
        return opened


_FIELDS = tuple((each.name, str(each.type)) for each in fields(Compiled))


def _opened(folder: Path, name: str, kind: str, told: dict[str, Any]) -> Any:
    if kind == "bool":
        return bool(told[name])
    if kind == "Texts":
        return Texts(_mapped(folder / f"{name}.blob.npy"), _mapped(folder / f"{name}.ends.npy"))
    return _mapped(folder / f"{name}.npy")


def _mapped(path: Path) -> Array:
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)  # type: ignore[no-any-return]


def _percent(units: int) -> Fraction:
    return Fraction(units, UNIT)


def _from_text(text: str) -> Share:
    lo, hi, lo_open, hi_open = text.split()
    return Share(Fraction(lo), Fraction(hi), lo_open == "1", hi_open == "1")

"""Finds the terms of data in an item's own words, and tells which of them the words deny (*no shaker fitted*)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from endgate.goods.folding import fold

BREAK = "|"
_CLAUSES = re.compile(r"(?<!\d),|,(?!\d)|[;()\[\]!?|•\n]|\.(?=\s|$)|\s[–—-]\s|:")
_BETWEEN = (
    r" ?(?:\||,|、)? ?(?:(?:and|or|und|oder|et|ou|y|o|e|и|или|和|或) )?(?:other |other kinds of )?(?<=[ |、和或])"
)
_REACH = 7
_LONGEST_CUE = 4
_CJK = re.compile(r"[\u3040-\u9fff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Match:
    """A term as it stands in a folded text; ``term`` is the form that the data know."""

    term: str
    start: int
    end: int


def clauses(text: str) -> str:
    """Fold a text and keep its clauses apart by ``|`` (a colon stays a word of its own)."""
    parts, at = [], 0
    for cut in _CLAUSES.finditer(text):
        parts += [fold(text[at : cut.start()]), ":" if cut[0] == ":" else BREAK]
        at = cut.end()
    return " ".join(filter(None, [*parts, fold(text[at:])]))


def ends_whole(text: str, start: int, end: int) -> int:
    """Where a term at this place ends as whole words, an English plural included; -1 where it is part of a word."""
    if _CJK.search(text, start, end):
        return end
    if start and _is_word(text[start - 1]):
        return -1
    return next((end + len(s) for s in ("", "s", "es") if text.startswith(s, end) and _closes(text, end + len(s))), -1)


def _closes(text: str, end: int) -> bool:
    return end >= len(text) or not _is_word(text[end])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def mentions(text: str, terms: Iterable[str]) -> bool:
    """Does the folded text hold one of the terms as whole words?"""
    return any(_holds(text, fold(term)) for term in terms)


def _holds(text: str, term: str) -> bool:
    at = text.find(term)
    while at >= 0:
        if ends_whole(text, at, at + len(term)) >= 0:
            return True
        at = text.find(term, at + 1)
    return False


class Terms:
    """An index of folded terms by their first word; where terms overlap the longest at the earliest place wins."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._anywhere: list[str] = []
        for term in sorted(terms, key=lambda each: (-len(each), each)):
            first = _WORD.search(term)
            if _CJK.search(term) or first is None:
                self._anywhere.append(term)
            else:
                self._by_first.setdefault(first[0], []).append(term)

    def find(self, text: str) -> list[Match]:
        """Every term of the text from left to right, without overlaps."""
        found: list[Match] = []
        at = 0
        for match in sorted(self._all(text), key=lambda each: (each.start, -each.end)):
            if match.start >= at:
                found.append(match)
                at = match.end
        return found

    def _all(self, text: str) -> Iterator[Match]:
        for word in _WORD.finditer(text):
            for known in {word[0], word[0].removesuffix("s"), word[0].removesuffix("es")}:
                for term in self._by_first.get(known, ()):
                    if text.startswith(term, word.start()):
                        end = ends_whole(text, word.start(), word.start() + len(term))
                        if end >= 0:
                            yield Match(term, word.start(), end)
        for term in self._anywhere:
            at = text.find(term)
            while at >= 0:
                yield Match(term, at, at + len(term))
                at = text.find(term, at + len(term))


class Enumerations:
    """Goods that a tariff names among others in one breath (*vehicles, aircraft, spacecraft or vessels*).

    Each group is a least length of such a run, the words that are not meant there, and their company.
    """

    def __init__(self, groups: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        self._groups = [(least, _any_of(masked), _any_of([*masked, *words])) for least, masked, words in groups]

    def masked(self, text: str) -> str:
        """The clause-folded text in which what is only named in passing gives way to a break."""
        for least, passing, member in self._groups:
            if re.search(passing, text) is None:
                continue
            for run in reversed(list(re.finditer(f"{member}(?:{_BETWEEN}{member})*", text))):
                if len(re.findall(member, run[0])) >= least:
                    text = text[: run.start()] + re.sub(passing, BREAK, run[0]) + text[run.end() :]
        return text


def _any_of(words: Sequence[str]) -> str:
    every = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return rf"(?<!\w)(?:{every})(?!\w)"


class Denials:
    """The words that deny what stands behind or before them, as data (``negations.csv``).

    A denial reaches over light words (*any built-in*) and along a list (*no altitude simulation or shaker*) to the end
    of its clause; over other words it does not reach, since *not calibrated shaker* is a shaker.
    """

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        self._rows = rows

    def denied(self, before: str, after: str) -> bool:
        """Is a term denied that stands between these two pieces of clause-folded text?"""
        ahead = before.rpartition(BREAK)[2].split()
        here, _, rest = after.partition(BREAK)
        return self._from_before(ahead) or self._from_behind(here.split(), rest.partition(BREAK)[0].split())

    def asserted(self, text: str, terms: Terms) -> str:
        """The clause-folded text in which every denied term gives way to a break."""
        kept, at = [], 0
        for match in terms.find(text):
            if self.denied(text[: match.start], text[match.end :]):
                kept += [text[at : match.start], BREAK]
                at = match.end
        return "".join([*kept, text[at:]])

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(words) for kind, words in self._rows.items()}

    def _from_before(self, words: Sequence[str]) -> bool:
        if words and _CJK.search(words[-1]) and words[-1].endswith(tuple(self._kinds["before"])):
            return True
        for end in range(len(words), max(0, len(words) - _REACH), -1):
            for length in range(1, min(_LONGEST_CUE, end) + 1):
                if " ".join(words[end - length : end]) in self._kinds["before"]:
                    return self._reaches(words, end - length, end)
        return False

    def _reaches(self, words: Sequence[str], start: int, end: int) -> bool:
        """Does the cue that stands at ``start:end`` reach the end of the words?"""
        said = " ".join(words[start:]) + " "
        if any(said.startswith(each + " ") for each in self._kinds["affirming"]):
            return False
        if words[start] == "no" and start and words[start - 1] in self._kinds["number"]:
            return False
        gap = words[end:]
        if self._light(gap):
            return True
        while self._light(gap[:1]):
            gap = gap[1:]
        joined = [at for at, word in enumerate(gap) if word in self._kinds["joiner"]]
        return bool(joined) and self._light(gap[joined[-1] + 1 :]) and not self._kinds["reset"] & set(gap)

    def _light(self, words: Sequence[str]) -> bool:
        return all(word in self._kinds["light"] or word in self._kinds["joiner"] for word in words)

    def _from_behind(self, words: Sequence[str], following: Sequence[str]) -> bool:
        rest = list(words)
        while rest and rest[0] in self._kinds["linking"]:
            rest.pop(0)
        if not rest:
            whole = " ".join(following)
            return not words and (whole in self._kinds["after"] or whole in self._kinds["last"])
        if " ".join(rest) in self._kinds["last"]:
            return True
        return any(" ".join(rest[:length]) in self._kinds["after"] for length in range(1, _LONGEST_CUE + 1))

"""Gathers how goods of each entry are named: the trades' vocabulary, our titles, rules' terms, names of chemicals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from endgate.goods.folding import fold
from endgate.goods.wordindex import Settings, Term

Rows = Sequence[Mapping[str, str]]
_TITLE = 0.6
"""A title speaks wider than the trade does: *electronic items* fits much that is not controlled."""


def terms(
    vocabulary: Iterable[Mapping[str, str]], items: Rows, rules: Mapping[str, Any], chemicals: Rows, names: Rows
) -> list[Term]:
    """Every term of every entry of the newest EU list, each once."""
    listed = {row["code"] for row in items if row["eu_2025"] == "yes"}
    found: dict[tuple[str, str], Term] = {}
    for term in _all(vocabulary, items, rules, chemicals, names):
        if term.entry in listed:
            found.setdefault((term.entry, fold(term.text)), term)
    return list(found.values())


def _all(
    vocabulary: Iterable[Mapping[str, str]], items: Rows, rules: Mapping[str, Any], chemicals: Rows, names: Rows
) -> Iterator[Term]:
    yield from (Term(row["entry"], row["term"]) for row in vocabulary)
    yield from (Term(row["code"], row["title"], _TITLE) for row in items)
    for entry, rule in rules.items():
        yield from _of_rule(entry, rule)
    entries = {row["cas"]: row["eu_path"].split(".")[0] for row in chemicals}
    yield from (Term(entries[row["cas"]], row["name"]) for row in chemicals)
    yield from (Term(entries[row["cas"]], row["name"]) for row in names if row["cas"] in entries)


def _of_rule(entry: str, rule: Mapping[str, Any]) -> Iterator[Term]:
    yield from (Term(entry, each) for each in (*rule["family"], *rule["weak"]))
    for provision in rule["provisions"].values():
        if "title" in provision:
            yield Term(entry, provision["title"], _TITLE)
        yield from (Term(entry, each) for each in provision.get("kind", ()))


def settings(stop: Rows, spellings: Rows, synonyms: Rows, cues: Rows) -> Settings:
    """The word lists of a search from their tables; words are folded as descriptions are."""
    means: dict[str, list[str]] = {}
    for row in synonyms:
        means.setdefault(fold(row["word"]), []).append(fold(row["means"]))
    kinds: dict[str, list[str]] = {}
    for row in cues:
        kinds.setdefault(row["kind"], []).extend(fold(word) for word in row["words"].split("|"))
    return Settings(
        stop=[fold(word) for row in stop for word in row["words"].split("|")],
        spellings=[(row["written"], row["put"]) for row in spellings],
        synonyms=means,
        cues=kinds,
    )

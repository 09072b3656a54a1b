"""Where a pairing of words comes from: the data row that calls the two the same, or the weight of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from endgate.names.model import Edge, EdgeType, TokenClass
from endgate.names.normalise import normal
from endgate.names.tables import cells
from endgate.names.weights import NAMES

_TABLES: dict[EdgeType, tuple[str, ...]] = {
    EdgeType.EQUIVALENT: ("name_variants", "mined_variants"),
    EdgeType.NICKNAME: ("nicknames",),
    EdgeType.TRANSLATION: ("lexicon", "person_words", "abbreviations", "abroad"),
    EdgeType.ABBREVIATION: ("lexicon", "person_words", "abbreviations"),
    EdgeType.NUMBER_EQUAL: ("numbers",),
    EdgeType.KNOWN_DISTINCT: ("distinct",),
}
_PHRASES = frozenset({"lexicon", "person_words"})
_ABOUT = frozenset({"source", "language", "value"})
"""Columns that say something of a row and hold no form."""
_WEIGHT_OF = {
    EdgeType.NUMBER_EQUAL: "number_equal",
    EdgeType.ABBREVIATION: "equivalent",
    EdgeType.KNOWN_DISTINCT: "attested_both",
}


def sourced(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """The edges, each with its source."""
    return tuple(
        Edge(each.left, each.right, each.token_class, each.type, each.score, each.weight, source_of(each), each.bits)
        for each in edges
    )


def source_of(edge: Edge) -> str:
    """``names/nicknames.csv#12`` (file and line), or ``names/weights.toml#edge.spelling`` where a rule pairs them."""
    left, right = " ".join(edge.left), " ".join(edge.right)
    for table in _TABLES.get(edge.type, ()):
        lines = _lines(table)
        both = lines.get(left, frozenset()) & lines.get(right, frozenset())
        if both:
            return f"names/{table}.csv#{min(both)}"
    if edge.type is EdgeType.TRANSLATION:
        return f"names/weights.toml#edge.{_translated(edge.token_class)}"
    return f"names/weights.toml#edge.{_WEIGHT_OF.get(edge.type, edge.type.value)}"


def _translated(token_class: TokenClass) -> str:
    """The weight of a translation: of a name as it is written abroad, or of a word by what it tells."""
    if token_class in NAMES - {TokenClass.CORE}:
        return "name_abroad"
    known = token_class in (TokenClass.ACTIVITY, TokenClass.LOCATION)
    return f"translation_{token_class.value if known else TokenClass.DESCRIPTOR.value}"


@cache
def _lines(table: str) -> dict[str, frozenset[int]]:
    """The lines of a table on which a form stands."""
    found: dict[str, frozenset[int]] = {}
    head, *body = cells(table)
    for number, row in enumerate(body, 2):
        for form in _forms(table, head, row):
            found[form] = found.get(form, frozenset()) | {number}
    return found


def _forms(table: str, head: Sequence[str], row: Sequence[str]) -> Iterable[str]:
    told = dict(zip(head, row, strict=True))
    if table in _PHRASES:
        return (_plain(form.strip()) for form in told["forms"].split("|"))
    return (form for column, cell in told.items() if column not in _ABOUT for form in cell.split())


def _plain(form: str) -> str:
    return form if form.isascii() else normal(form)

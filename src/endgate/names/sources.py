"""Where a pairing of words comes from: the data row that calls the two the same, or the weight of the rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from endgate.names.model import Edge, EdgeType
from endgate.names.normalise import normal
from endgate.names.tables import cells

_TABLES: dict[EdgeType, tuple[str, ...]] = {
    EdgeType.EQUIVALENT: ("name_variants", "mined_variants"),
    EdgeType.NICKNAME: ("nicknames",),
    EdgeType.TRANSLATION: ("lexicon", "person_words", "abbreviations"),
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
        return f"names/weights.toml#edge.translation_{edge.token_class.value}"
    return f"names/weights.toml#edge.{_WEIGHT_OF.get(edge.type, edge.type.value)}"


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

"""Stated values of parameters that the description contradicts beside the same name: where they differ, both count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from endgate.goods.data import GoodsData
from endgate.goods.figures import Figure
from endgate.goods.headings import parameters_of, with_unit
from endgate.goods.inferred import phrases_beside
from endgate.goods.supplied import State, Supplied, supply

Said = tuple[str, str]
"""Words and where they stand, as the statement of an item holds them."""


def contradicted(
    stated: Mapping[str, str], figures: Sequence[Figure], data: GoodsData
) -> Iterator[tuple[str, Said, Said]]:
    """Parameters with what was stated and the figure of the description that no reading of it agrees with.

    A figure speaks against a heading when a name beside it means the same (*5-axis* and ``axes``), and no other
    figure beside such a name agrees with it.
    """
    for key, text in stated.items():
        known, unit = parameters_of(key, data.aliases, data.parameters)
        meant = dict.fromkeys([*([key] if key in data.parameters else []), *known])
        named = [each for each in figures if _names(each, frozenset(meant), data)]
        for name in meant:
            own = _read(name, with_unit(text, unit), data)
            others = [(figure, _read(name, figure.quotation, data)) for figure in named]
            apart = [figure for figure, other in others if own and other and _apart(own, other)]
            if apart and len(apart) == len(named):
                where = f"description:{apart[0].start}-{apart[0].end}"
                yield name, (with_unit(text, unit), f"parameters.{key}"), (apart[0].quotation, where)


def _names(figure: Figure, meant: frozenset[str], data: GoodsData) -> bool:
    phrases = phrases_beside(figure, data.linking_words)
    return any(meant & set(data.aliases.get(phrase, ())) for phrase in phrases)


def _read(name: str, text: str, data: GoodsData) -> Supplied | None:
    read = supply(data.parameters[name], text, "", data.words)
    return read if read.state is State.READ and read.values else None


def _apart(one: Supplied, other: Supplied) -> bool:
    return all(left.apart_from(right) for left in one.values for right in other.values)

"""Draw what lies around a party: as DOT for other tools, as SVG for a page, both with the same lines as the tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from endgate.network.compiled import Compiled
from endgate.network.surroundings import Line

_WIDTH, _HEIGHT, _GAP, _ROW, _MARGIN = 190, 38, 24, 96, 20


def dot(graph: Compiled, nodes: Sequence[int], lines: Sequence[Line], base: Collection[int]) -> str:
    """The graph in DOT; designated parties have a thick border, links that may not exist are dashed."""
    rows = ["digraph owners {", "  node [shape=box];"]
    rows += [
        f"  n{node} [label={_quoted(_label(graph, node))}{', penwidth=3' if node in base else ''}];" for node in nodes
    ]
    rows += [
        f"  n{line.above} -> n{line.below} [label={_quoted(line.words)}{'' if line.sure else ', style=dashed'}];"
        for line in lines
    ]
    return "\n".join([*rows, "}", ""])


def _label(graph: Compiled, node: int) -> str:
    own = graph.name(node)
    label = graph.label(node)
    return own if own == label else f"{own} [{label}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def svg(graph: Compiled, nodes: Sequence[int], lines: Sequence[Line], base: Collection[int], party: int) -> str:
    """The graph in rows, owners above what they hold; each box and line has its words as a title too."""
    places = _places(nodes, lines, party)
    width = max(x for x, _ in places.values()) + _WIDTH + _MARGIN
    height = max(y for _, y in places.values()) + _HEIGHT + _MARGIN
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11" role="img">',
        f"<title>Owners and holdings of {escape(graph.name(party))}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *(_line(places, line) for line in lines),
        *(_box(graph, node, places[node], node in base, node == party) for node in nodes),
        "</svg>",
    ]
    return "\n".join(rows) + "\n"


def _places(nodes: Sequence[int], lines: Sequence[Line], party: int) -> dict[int, tuple[int, int]]:
    """The corner of each box: rows by distance from the party, owners above it and holdings below."""
    rank = {party: 0}
    for _ in nodes:
        before = len(rank)
        for line in lines:
            if line.below in rank and line.above not in rank and rank[line.below] <= 0:
                rank[line.above] = rank[line.below] - 1
            if line.above in rank and line.below not in rank and rank[line.above] >= 0:
                rank[line.below] = rank[line.above] + 1
        if len(rank) == before:
            break
    top = min(rank.values())
    columns: dict[int, int] = {}
    places = {}
    for node in nodes:
        row = rank.get(node, 0) - top
        column = columns.setdefault(row, 0)
        columns[row] += 1
        places[node] = (_MARGIN + column * (_WIDTH + _GAP), _MARGIN + row * _ROW)
    return places


def _line(places: dict[int, tuple[int, int]], line: Line) -> str:
    (ax, ay), (bx, by) = places[line.above], places[line.below]
    ax, bx = ax + _WIDTH // 2, bx + _WIDTH // 2
    ay += _HEIGHT
    dashed = "" if line.sure else ' stroke-dasharray="4 3"'
    words = escape(line.words)
    middle = f'x="{(ax + bx) // 2 + 4}" y="{(ay + by) // 2}"'
    return (
        f'<g><title>{words}</title><line x1="{ax}" y1="{ay}" x2="{bx}" y2="{by}" stroke="#555"{dashed}/>'
        f'<text {middle} fill="#333">{words}</text></g>'
    )


def _box(graph: Compiled, node: int, place: tuple[int, int], listed: bool, party: bool) -> str:
    x, y = place
    text = escape(_label(graph, node))
    shown = escape(_short(graph.name(node)))
    fill = "#e8f0fe" if party else "#fff"
    stroke = 'stroke="#b00020" stroke-width="3"' if listed else 'stroke="#333"'
    role = " (designated)" if listed else ""
    return (
        f'<g><title>{text}{role}</title><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" '
        f'fill="{fill}" {stroke}/><text x="{x + 8}" y="{y + 23}">{shown}{role}</text></g>'
    )


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"

"""Draws series as SVG: the ratio of both reports by year on a logarithmic scale; missing years are gaps with a mark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from endgate.routes.statistics.model import Anomalies, Cell

_WIDTH, _HEIGHT = 860, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 56, 60
_COLOURS = ("#b2182b", "#2166ac", "#1b7837", "#762a83", "#8c510a", "#01665e", "#c51b7d", "#4d4d4d")
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_APART = 14.0


@dataclass(frozen=True)
class _Line:
    name: str
    values: tuple[float | None, ...]
    missing: tuple[bool, ...]


@dataclass(frozen=True)
class _Frame:
    years: tuple[str, ...]
    low: float
    high: float

    def x(self, index: int) -> float:
        span = _WIDTH - _LEFT - _RIGHT
        return _LEFT + span * (index / (len(self.years) - 1) if len(self.years) > 1 else 0.5)

    def y(self, value: float) -> float:
        share = (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def chart(found: Anomalies) -> str:
    """The SVG of the first series of the newest years, eight at most. The same input gives the same bytes."""
    years = tuple(sorted({cell.period for cell in found.cells}))
    lines = [_line(found, series, years) for series in _first(found)]
    values = [value for line in lines for value in line.values if value is not None]
    frame = _Frame(years, _tick(min(values, default=0.5), down=True), _tick(max(values, default=2.0), down=False))
    title = (
        "Exports against the mean of the reference years"
        if found.reconciled
        else "Partner's imports over reported exports"
    )
    return "\n".join((_head(title), *_grid(found, frame), *_drawn(lines, frame), "</svg>", ""))


def _first(found: Anomalies) -> list[tuple[str, str, str]]:
    """Series by their best rank in the newest year that has ranks, then the year before."""
    ranked = sorted((cell for cell in found.cells if cell.rank), key=lambda cell: (-int(cell.period), cell.rank))
    rest = [cell for cell in found.cells if not cell.rank]
    names = dict.fromkeys((cell.exporter, cell.importer, cell.code) for cell in (*ranked, *rest))
    return list(names)[: len(_COLOURS)]


def _line(found: Anomalies, series: tuple[str, str, str], years: Sequence[str]) -> _Line:
    cells = {cell.period: cell for cell in found.cells if (cell.exporter, cell.importer, cell.code) == series}
    exporter, importer, code = series
    name = f"{exporter} → {importer}" + ("" if code == "TOTAL" else f" {code}")
    values = tuple(_drawn_value(cells.get(year), reconciled=found.reconciled) for year in years)
    return _Line(name, values, tuple(year in cells and cells[year].state.value == "missing" for year in years))


def _drawn_value(cell: Cell | None, *, reconciled: bool) -> float | None:
    if cell is None:
        return None
    if reconciled:
        return None if cell.jump is None else math.exp(cell.jump)
    if cell.exp is None or cell.imp is None or cell.exp <= 0 or cell.imp <= 0:
        return None
    return cell.imp / cell.exp


def _tick(value: float, *, down: bool) -> float:
    if down:
        return max((tick for tick in _TICKS if tick < value), default=_TICKS[0])
    return min((tick for tick in _TICKS if tick > value), default=_TICKS[-1])


def _head(title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12">\n<title>{escape(title, quote=False)}</title>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n'
        f'<text x="{_LEFT}" y="24" font-size="16">{escape(title, quote=False)}</text>'
    )


def _grid(found: Anomalies, frame: _Frame) -> Iterator[str]:
    first, last = (str(year) for year in found.reference)
    quiet = [index for index, year in enumerate(frame.years) if first <= year <= last]
    if quiet:
        left, right = frame.x(quiet[0]), frame.x(quiet[-1])
        height = _HEIGHT - _TOP - _BOTTOM
        yield f'<rect x="{left:.1f}" y="{_TOP}" width="{right - left:.1f}" height="{height}" fill="#f0f0f0"/>'
        yield f'<text x="{left + 4:.1f}" y="{_TOP - 6}" fill="#555555">reference years</text>'
    for tick in (each for each in _TICKS if frame.low <= each <= frame.high):
        y = frame.y(tick)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#cccccc"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
    for index, year in enumerate(frame.years):
        yield f'<text x="{frame.x(index):.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{escape(year)}</text>'
    yield f'<text x="{_LEFT}" y="{_HEIGHT - 14}" fill="#555555">□ year missing: not, or not wholly, reported</text>'


def _drawn(lines: Sequence[_Line], frame: _Frame) -> Iterator[str]:
    taken: list[float] = []
    for line, colour in zip(lines, _COLOURS, strict=False):
        yield f'<g stroke="{colour}" fill="none"><title>{escape(line.name)}</title>'
        for piece in _pieces(line):
            points = " ".join(f"{frame.x(index):.1f},{frame.y(value):.1f}" for index, value in piece)
            yield f'<polyline points="{points}" stroke-width="2"/>'
            for index, value in piece:
                yield f'<circle cx="{frame.x(index):.1f}" cy="{frame.y(value):.1f}" r="3" fill="{colour}"/>'
        known = [value for value in line.values if value is not None]
        label = _free(frame.y(known[-1]) if known else _HEIGHT / 2, taken)
        for index, missing in enumerate(line.missing):
            if missing:
                yield f'<rect x="{frame.x(index) - 4:.1f}" y="{label - 4:.1f}" width="8" height="8"/>'
        yield "</g>"
        yield f'<text x="{_WIDTH - _RIGHT + 14}" y="{label + 4:.1f}" fill="{colour}">{escape(line.name)}</text>'


def _pieces(line: _Line) -> Iterator[list[tuple[int, float]]]:
    """Runs of years with a value; a line never crosses a missing year."""
    piece: list[tuple[int, float]] = []
    for index, value in enumerate(line.values):
        if value is not None:
            piece.append((index, value))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _free(y: float, taken: list[float]) -> float:
    """A height for a label near ``y`` that no other label takes."""
    while any(abs(y - other) < _APART for other in taken):
        y += _APART
    taken.append(y)
    return y

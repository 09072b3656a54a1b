"""Draws the ways of a route over a grid of degrees, with labels and a list of the lines; there is no coastline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from endgate.routes.assess import RouteAssessment
from endgate.routes.paths import chief, locate
from endgate.routes.readings import Reading, assumed
from endgate.shipment.model import Shipment
from endgate.terms.locations import Place, place

_WIDTH, _MARGIN, _LINE = 960, 60, 18
_STYLES = {
    "declared": "stroke-dasharray='none'",
    "documented": "stroke-dasharray='2 3'",
    "indicated": "stroke-dasharray='9 5'",
}
_COLOURS = {"declared": "#1f5fa8", "documented": "#2c7a3f", "indicated": "#b3261e"}
Frame = tuple[float, float, float, float]


def route_map(shipment: Shipment, assessment: RouteAssessment, as_of: date) -> str:
    """The map as SVG text. Lines are straight on the grid (plate carrée) and no track of a ship."""
    lines = {each.view: _points(shipment, each, as_of) for each in assessment.readings}
    places = {point.code: point for points in lines.values() for point in points}
    if not places:
        return _empty()
    frame = _frame(places.values())
    height = round(_WIDTH * (frame[2] - frame[0]) / (frame[3] - frame[1])) + 2 * _MARGIN
    title = escape(shipment.title or shipment.id)
    legend = len(lines) * _LINE
    body = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH + 2 * _MARGIN} {height + legend}' role='img' "
        f"aria-labelledby='t d' font-family='sans-serif' font-size='13'>",
        f"<title id='t'>Route of {title}</title>",
        f"<desc id='d'>{escape('; '.join(_sentence(view, points) for view, points in lines.items()))}</desc>",
        "<rect width='100%' height='100%' fill='#ffffff'/>",
        *_grid(frame),
        *(_line(view, points, frame) for view, points in lines.items() if len(points) > 1),
        *(_label(point, frame) for point in places.values()),
        *_legend(lines, height),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _empty() -> str:
    text = "<text x='20' y='40' font-family='sans-serif'>No place of the route has a known position.</text>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 80' role='img'>{text}</svg>\n"


def _points(shipment: Shipment, reading: Reading, as_of: date) -> list[Place]:
    """The places that a reading passes, in order; an assumed way adds its port and the destination's chief place."""
    found = [locate(end) for leg in reading.legs for end in (leg.start, leg.end)]
    if not reading.legs and shipment.goods_location is not None:
        found.append(chief(shipment.goods_location))
    ways = assumed(shipment, reading, as_of)
    if ways:
        found.append(place(ways[0].by))
    ends = any(point is not None and point.country == reading.destination for point in found)
    if reading.destination is not None and not ends:
        found.append(chief(reading.destination))
    known = [point for point in found if point is not None]
    return [point for index, point in enumerate(known) if index == 0 or point != known[index - 1]]


def _frame(places: Iterable[Place]) -> Frame:
    """South, west, north, east of the grid, on whole tens of degrees around the places."""
    points = list(places)
    south, north = min(each.lat for each in points), max(each.lat for each in points)
    west, east = min(each.lon for each in points), max(each.lon for each in points)
    return (
        max(-90.0, south // 10 * 10 - 5),
        max(-180.0, west // 10 * 10 - 5),
        min(90.0, north // 10 * 10 + 15),
        min(190.0, east // 10 * 10 + 15),
    )


def _xy(lat: float, lon: float, frame: Frame) -> tuple[float, float]:
    scale = _WIDTH / (frame[3] - frame[1])
    return round(_MARGIN + (lon - frame[1]) * scale, 1), round(_MARGIN + (frame[2] - lat) * scale, 1)


def _grid(frame: Frame) -> Iterator[str]:
    south, west, north, east = frame
    stroke = "stroke='#cfd6dd' stroke-width='1'"
    for lon in range(int(-(-west // 10) * 10), int(east) + 1, 10):
        (x, top), (_, bottom) = _xy(north, lon, frame), _xy(south, lon, frame)
        yield f"<line x1='{x}' y1='{top}' x2='{x}' y2='{bottom}' {stroke}/>"
        yield f"<text x='{x}' y='{bottom + 16}' text-anchor='middle' fill='#5b6670'>{_degrees(lon, 'E', 'W')}</text>"
    for lat in range(int(-(-south // 10) * 10), int(north) + 1, 10):
        (left, y), (right, _) = _xy(lat, west, frame), _xy(lat, east, frame)
        yield f"<line x1='{left}' y1='{y}' x2='{right}' y2='{y}' {stroke}/>"
        yield f"<text x='{left - 6}' y='{y + 4}' text-anchor='end' fill='#5b6670'>{_degrees(lat, 'N', 'S')}</text>"


def _degrees(value: int, positive: str, negative: str) -> str:
    return f"{abs(value)}°{positive if value > 0 else negative if value < 0 else ''}"


def _line(view: str, points: list[Place], frame: Frame) -> str:
    kind = view.split(":")[0]
    drawn = " ".join(f"{x},{y}" for x, y in (_xy(point.lat, point.lon, frame) for point in points))
    return f"<polyline points='{drawn}' fill='none' stroke='{_COLOURS[kind]}' stroke-width='2.5' {_STYLES[kind]}/>"


def _label(point: Place, frame: Frame) -> str:
    x, y = _xy(point.lat, point.lon, frame)
    name = escape(f"{point.name} ({point.country})")
    return f"<circle cx='{x}' cy='{y}' r='4' fill='#222'/><text x='{x + 7}' y='{y - 6}' fill='#222'>{name}</text>"


def _legend(lines: dict[str, list[Place]], height: int) -> Iterator[str]:
    for index, (view, points) in enumerate(lines.items()):
        y, kind = height + index * _LINE, view.split(":")[0]
        stroke = f"stroke='{_COLOURS[kind]}' stroke-width='2.5' {_STYLES[kind]}"
        yield f"<line x1='{_MARGIN}' y1='{y - 4}' x2='{_MARGIN + 40}' y2='{y - 4}' {stroke}/>"
        yield f"<text x='{_MARGIN + 50}' y='{y}'>{escape(_sentence(view, points))}</text>"


def _sentence(view: str, points: list[Place]) -> str:
    return f"{view}: {' – '.join(f'{each.name} ({each.country})' for each in points) or 'no known place'}"

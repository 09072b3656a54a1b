"""``endgate route --sea``: nautical miles from port to port, with either canal closed beside it."""

from __future__ import annotations

from endgate.cli.output import emit_json, table
from endgate.routes.errors import BAD_LOCODE, NO_SEA_WAY, UNKNOWN_PLACE, RouteError
from endgate.routes.sea import LANE_SETS, SeaDistance, sea_distance
from endgate.terms.faults import Fault
from endgate.terms.locations import CodeState, Place, code_state, place

_SOURCE = "computed from Eurostat's marnet as searoute carries it, rounded; ice passages closed"


def show_sea(start: str, end: str, as_json: bool) -> None:
    """Print the distance. Raises RouteError (EG5001, EG5002, EG5003)."""
    places = _places(start, end)
    ways = [found for closed in LANE_SETS if (found := sea_distance(*places, closed)) is not None]
    if not ways:
        raise RouteError(NO_SEA_WAY.at("--sea", f"no lane leads from {start} to {end}"))
    if as_json:
        emit_json(_plain(places, ways))
        return
    rows = [(", ".join(sorted(way.closed)) or "none", f"{way.nm:,.0f} nm", " ".join(way.by)) for way in ways]
    title = f"{places[0].name} ({places[0].code}) to {places[1].name} ({places[1].code}) by sea"
    table(title, ("canal closed", "distance", "by the port of"), rows)


def _places(*codes: str) -> tuple[Place, Place]:
    found = [place(code) for code in codes]
    faults = [_fault(code) for code, each in zip(codes, found, strict=True) if each is None]
    if faults or found[0] is None or found[1] is None:
        raise RouteError(*faults)
    return found[0], found[1]


def _fault(code: str) -> Fault:
    if code_state(code) is CodeState.MALFORMED:
        return BAD_LOCODE.at("--sea", f"{code!r} is no UN/LOCODE")
    return UNKNOWN_PLACE.at("--sea", f"{code!r} is not in the list")


def _plain(places: tuple[Place, Place], ways: list[SeaDistance]) -> dict[str, object]:
    without = {next(iter(way.closed)): round(way.nm) for way in ways if way.closed}
    start, end = places
    return {
        "from": start.code,
        "to": end.code,
        "nm": round(ways[0].nm),
        "km": round(ways[0].nm * 1.852),
        "closed": without,
        "by": list(ways[0].by),
        "source": _SOURCE,
    }

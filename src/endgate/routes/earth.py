"""Great circles on a sphere of the mean radius of the Earth."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088
KM_PER_NM = 1.852


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two positions in degrees north and east; whole turns of longitude change nothing."""
    one, other = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))

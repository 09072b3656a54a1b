"""Faults of routes. A faulty leg or code is told and set aside; the rest of the route is still read.

RouteError (EndgateError)
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

BAD_LOCODE = fault_kind(
    "EG5001",
    "not a UN/LOCODE",
    "A code that nobody has issued names no place, so no distance and no country follows from it.",
    "Write two letters of the country and three more characters, as in DEHAM.",
)
UNKNOWN_PLACE = fault_kind(
    "EG5002",
    "place not in the list",
    "The list that ships holds about 3,000 places; without a position there is no distance.",
    "Give a UN/LOCODE of a port that the list holds.",
)
NO_SEA_WAY = fault_kind(
    "EG5003", "no way by sea", "One of the places has no port that a sea lane reaches.", "Name a seaport at both ends."
)
CODE_AND_COUNTRY = fault_kind(
    "EG5004",
    "UN/LOCODE of another country",
    "The code and the country of the place say different things, and law asks which countries a route touches.",
    "Correct the code or the country.",
)
IMPOSSIBLE_LEG = fault_kind(
    "EG5005",
    "impossible leg",
    "No such movement exists, so the leg proves nothing of where the goods go.",
    "Check both places and the mode; part the journey where the mode changes.",
)
BAD_VESSEL = fault_kind(
    "EG5006",
    "IMO number of the vessel refused",
    "A wrong number names another ship or a company.",
    "Copy the ship's number from the register: seven digits, the last one a check digit.",
)
LEG_DATES = fault_kind(
    "EG5007",
    "dates of legs out of order",
    "Goods cannot arrive before they left; which law applied depends on the day.",
    "Correct one of the dates.",
)
WRONG_FLAG = fault_kind(
    "EG5008",
    "flag and MMSI disagree",
    "The first three digits of an MMSI name the flag State; another flag is stated.",
    "Ask which of the two holds on the day of the leg.",
)


class RouteError(EndgateError):
    """A question about a route that cannot be answered."""

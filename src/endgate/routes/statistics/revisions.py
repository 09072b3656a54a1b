"""Codes of goods across revisions of the Harmonized System, by the correlation tables of the United Nations."""

from __future__ import annotations

from functools import cache

from endgate.routes.statistics.tables import hs_changes

REVISIONS = (2022, 2017, 2012, 2007, 2002, 1996, 1992)
_WIDE = "*"


def revision_on(year: int) -> int:
    """The revision in force in a year; the oldest one before it."""
    return next((each for each in REVISIONS if each <= year), REVISIONS[-1])


@cache
def codes_before(code: str, revision: int, wanted: int) -> tuple[str, ...]:
    """What a six-digit code of one revision was in an older one: itself, or all codes that it drew on.

    Empty where it drew on so many that no series of its own existed. Raises ValueError for a newer ``wanted``.
    """
    if wanted > revision:
        raise ValueError(f"{wanted} is newer than {revision}")
    met = {code}
    for step in (each for each in REVISIONS if wanted < each <= revision):
        drawn = [hs_changes().get((step, each), (each,)) for each in sorted(met)]
        if any(_WIDE in each for each in drawn):
            return ()
        met = {each for some in drawn for each in some}
    return tuple(sorted(met))

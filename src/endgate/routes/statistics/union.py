"""Joins the 27 members of the European Union into ``EU``: their sum, or the publisher's own row."""

from __future__ import annotations

from datetime import date

import numpy as np

from endgate.routes.statistics.annual import Years
from endgate.routes.statistics.observations import Mask, Real, Whole
from endgate.routes.statistics.tables import UNION, parameters
from endgate.terms.places import members

MEMBERSHIP = date(2020, 2, 1)
"""The 27: the series is of one composition, whichever State was a member in the year told."""
_REPORTERS = 27


def join_union(years: Years) -> Years:
    """The years with members and Union as one place, on both sides; trade inside it is left out.

    Members' sum is taken where all 27 report, or, as partners, where more than half are told apart: offices' own rows
    of the Union hold other things beside (Kyrgyzstan, Kazakhstan). Without either there is no row of the Union.
    """
    places = years.places if UNION in years.places else (*years.places, UNION)
    union = places.index(UNION)
    member = np.array([place in members("EU", MEMBERSHIP) for place in places])
    rows = np.stack([years.flow, years.reporter, years.partner, years.code, years.year], axis=1)
    value, months, largest = years.value, years.months, years.largest
    for column, other in ((1, 2), (2, 1)):
        keep = _chosen(rows, column, other, member, union)
        rows, value, months, largest = rows[keep].copy(), value[keep], months[keep], largest[keep]
        rows[member[rows[:, column]], column] = union
        rows, value, months, largest = _summed(rows, value, months, largest)
    apart = rows[:, 1] != rows[:, 2]
    flow, reporter, partner, code, year = rows[apart].T
    kept = value[apart], months[apart], largest[apart]
    return Years(places, years.codes, reporter, partner, flow, code, year, *kept)


def _chosen(rows: Whole, column: int, other: int, member: Mask, union: int) -> Mask:
    """Rows to keep: for each flow, year and other side either the members' or the Union's own.

    Reporters are enough when all 27 report something of that flow in the year; partners when the reporter tells more
    than half of them apart.
    """
    inside, own = member[rows[:, column]], rows[:, column] == union
    wide = rows[:, [0, 4]] if column == 1 else rows[:, [0, 4, other]]
    least = _REPORTERS if column == 1 else parameters().union_members
    enough = _distinct(wide, rows[:, column], inside) >= least
    narrow = rows[:, [0, 4, other]]
    by_members = enough & (_distinct(narrow, rows[:, column], inside) > 0)
    keep: Mask = (~inside & ~own) | (inside & by_members) | (own & ~by_members)
    return keep


def _distinct(scope: Whole, side: Whole, counted: Mask) -> Whole:
    """For each row how many different counted sides its scope holds."""
    if not len(scope):
        return np.zeros(0, dtype=np.int64)
    _, inverse = np.unique(scope, axis=0, return_inverse=True)
    scopes = inverse.reshape(-1)
    pairs = np.unique(np.stack([scopes[counted], side[counted]], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=int(scopes.max()) + 1)[scopes]


def _summed(rows: Whole, value: Real, months: Whole, largest: Real) -> tuple[Whole, Real, Whole, Real]:
    order = np.lexsort(rows.T[::-1])
    rows, value, months, largest = rows[order], value[order], months[order], largest[order]
    if not len(rows):
        return rows, value, months, largest
    starts = np.flatnonzero(np.concatenate([[True], (rows[1:] != rows[:-1]).any(axis=1)]))
    single = np.diff(np.append(starts, len(rows))) == 1
    return (
        rows[starts],
        np.add.reduceat(value, starts),
        np.maximum.reduceat(months, starts),
        np.where(single, np.maximum.reduceat(largest, starts), 0.0),
    )

"""Lists designations as they stood on a day: the answer behind ``endgate list ls``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from endgate.edition.model import ListedRow, ListingStatus
from endgate.edition.opened import Edition
from endgate.lists.model import ListedParty
from endgate.terms.dates import Edge

DEFAULT_STATUSES = ("listed", "uncertain")


def list_designations(
    edition: Edition,
    source: str | None = None,
    programme: str | None = None,
    *,
    as_of: date,
    known_as_of: date | None = None,
    statuses: Collection[str] = DEFAULT_STATUSES,
) -> tuple[ListedRow, ...]:
    """One row for each designation with one of the statuses on ``as_of``. ``programme`` in either case of letters."""
    wanted = None
    if known_as_of is None and "not_listed" not in statuses:
        mask = edition.in_force(source, programme, as_of=as_of)
        rows = {"listed": mask.listed, "uncertain": mask.uncertain}
        wanted = frozenset(each for status in statuses for each in edition.designation_ids(rows[status]))
    found = edition.designations(source, programme, as_of=as_of, known_as_of=known_as_of, wanted=wanted)
    return tuple(_row(party, status) for party, status in found if status.status in statuses)


def _row(party: ListedParty, status: ListingStatus) -> ListedRow:
    designation = status.designation
    return ListedRow(
        party_id=party.party_id,
        designation_id=designation.designation_id,
        names=(party.primary_name,),
        kind=party.kind,
        source=designation.source,
        authority=designation.authority,
        programme=designation.programme,
        reference=designation.reference,
        status=status.status,
        listed_from=_edge(status.start),
        listed_to=_edge(status.end),
        basis=status.basis,
    )


def _edge(edge: Edge | None) -> str:
    return "" if edge is None else str(edge)

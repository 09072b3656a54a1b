"""Joins what several contents of one source say of the same party. Records of different sources are never joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from endgate.lists.model import Designation, ListedParty, Name, NameKind, NameQuality

# Details that the newer content may lack altogether; then those of the older one are kept.
_DETAILS = ("identifiers", "addresses", "birth", "birth_places", "positions", "relations", "notes")


def joined(newer: ListedParty, older: ListedParty, *, without_details: bool) -> ListedParty:
    """Keep the newer record; add designations it no longer has.

    ``without_details`` says that the newer content is known to leave details out: an empty detail there is no
    statement, so the older one stands, and the older content's grade of an alias is kept.
    """
    changes: dict[str, Any] = {"designations": _designations(newer.designations, older.designations)}
    if without_details:
        for name in _DETAILS:
            if not getattr(newer, name):
                changes[name] = getattr(older, name)
        changes["vessel"] = older.vessel if newer.vessel is None else newer.vessel
        changes["gender"] = newer.gender or older.gender
        changes["subkind"] = newer.subkind or older.subkind
        changes["countries"] = tuple(dict.fromkeys(newer.countries + older.countries))
        changes["names"] = _names(newer.names, older.names)
    return replace(newer, **changes)


def overlaid(party: ListedParty, overlay: ListedParty) -> ListedParty:
    """Put curated facts on a party: dates of designations it has, designations and identifiers it lacks."""
    curated = {each.designation_id: each for each in overlay.designations}
    kept = tuple(_dated(each, curated.pop(each.designation_id, None)) for each in party.designations)
    identifiers = tuple(dict.fromkeys(party.identifiers + overlay.identifiers))
    relations = tuple(dict.fromkeys(party.relations + overlay.relations))
    return replace(party, designations=kept + tuple(curated.values()), identifiers=identifiers, relations=relations)


def _dated(own: Designation, curated: Designation | None) -> Designation:
    if curated is None:
        return own
    return replace(
        own,
        listed_on=curated.listed_on if own.listed_on is None else own.listed_on,
        delisted_on=curated.delisted_on if own.delisted_on is None else own.delisted_on,
        expires_on=curated.expires_on if own.expires_on is None else own.expires_on,
    )


def _designations(newer: tuple[Designation, ...], older: tuple[Designation, ...]) -> tuple[Designation, ...]:
    earlier = {each.designation_id: each for each in older}
    kept = tuple(_dated(each, earlier.pop(each.designation_id, None)) for each in newer)
    return kept + tuple(earlier.values())


def _names(newer: tuple[Name, ...], older: tuple[Name, ...]) -> tuple[Name, ...]:
    graded = {each.text.casefold(): each for each in older}
    names = [_graded(each, graded.pop(each.text.casefold(), None)) for each in newer]
    names += [
        replace(each, kind=NameKind.VARIANT) if each.kind is NameKind.PRIMARY else each for each in graded.values()
    ]
    return tuple(names)


def _graded(own: Name, older: Name | None) -> Name:
    if older is None or own.quality is not NameQuality.UNSTATED or own.kind is NameKind.PRIMARY:
        return own
    return replace(own, quality=older.quality, kind=older.kind if own.kind is NameKind.ALIAS else own.kind)

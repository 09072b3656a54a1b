"""Facts of identity: who is designated on which list in which role, directly or by ownership, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from endgate.decide.case import Case
from endgate.decide.identity import Identity, Standing
from endgate.edition.model import Coverage, ListingStatus
from endgate.law.facts import Cause, Fact, Reach, Share, Unknown, Value
from endgate.law.reference import ListRef
from endgate.lists.sources import sources
from endgate.network.model import Verdict
from endgate.shipment.knowledge import StatementKind
from endgate.shipment.model import Party, Role, Shipment
from endgate.terms.truth import Truth

NAMED = "named"
"""In place of a role: anybody whom the shipment names beside the supplier; nobody is missing there."""

SUPPLYING = frozenset({Role.EXPORTER, Role.MANUFACTURER, Role.PARENT})

REQUIRED = (Role.END_USER,)
"""Roles that a trade must have; left unfilled they are unknown, not absent."""


@dataclass(frozen=True)
class _Answer:
    """What one party adds to a role's answer."""

    reaches: tuple[Reach, ...] = ()
    unknown: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def designations(case: Case, shipment: Shipment, lists: Iterable[ListRef]) -> Iterator[tuple[str, Value]]:
    """``party_designated.<LIST>.<role>`` for every party list and every role, and for whoever is named, in one view."""
    others = tuple(party for party in shipment.parties if set(party.roles) - SUPPLYING)
    for ref in lists:
        absent = _absent(case, ref)
        for role in Role:
            yield f"party_designated.{ref.id}.{role.value}", _role(case, shipment, ref, role, absent)
        yield f"party_designated.{ref.id}.{NAMED}", _of(case, ref, others, absent)


def shares(case: Case, lists: Iterable[ListRef]) -> Iterator[tuple[str, Value]]:
    """``owned_ge.<LIST>``: the share held by parties of that list in the parties of the deal."""
    for ref in lists:
        yield f"owned_ge.{ref.id}", _share(case, ref)


def _role(case: Case, shipment: Shipment, ref: ListRef, role: Role, absent: Value) -> Value:
    parties = shipment.in_role(role)
    if not parties:
        if role in REQUIRED:
            return Unknown(Cause.NOT_STATED, (f"Who is the {role.value.replace('_', ' ')}? Nobody is named",))
        return Fact(())
    return _of(case, ref, parties, absent)


def _of(case: Case, ref: ListRef, parties: Sequence[Party], absent: Value) -> Value:
    """What the list says of these parties together; ``absent`` where it names none of them."""
    if not parties:
        return Fact(())
    answers = [_party(case, ref, party) for party in parties]
    reaches = tuple(dict.fromkeys(reach for each in answers for reach in each.reaches))
    sources = tuple(source for each in answers for source in each.sources)
    if reaches:
        return Fact(reaches, sources)
    unknown = tuple(leaf for each in answers for leaf in each.unknown)
    if unknown:
        return Unknown(Cause.UNDETERMINED, unknown, sources=sources)
    return absent


def _party(case: Case, ref: ListRef, party: Party) -> _Answer:
    reaches: list[Reach] = []
    unknown: list[str] = []
    sources: list[str] = []
    screened = case.screened.get(party.id)
    for identity in screened.identities if screened is not None else ():
        for listing in identity.listings:
            if identity.standing is Standing.REJECTED or not belongs(listing, ref):
                continue
            _add(identity, listing, party, reaches, unknown, sources)
    _by_ownership(case, ref, party, reaches, unknown, sources)
    return _Answer(tuple(dict.fromkeys(reaches)), tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(sources)))


def _add(
    identity: Identity,
    listing: ListingStatus,
    party: Party,
    reaches: list[Reach],
    unknown: list[str],
    sources: list[str],
) -> None:
    """One designation of one identity: reached, not reached on the day, or a question."""
    entry = f"{listing.designation.authority} {listing.designation.reference or identity.listed}"
    if listing.truth is Truth.FALSE:
        return
    sources.append(f"listing:{listing.designation.designation_id}")
    if identity.standing is Standing.OPEN:
        unknown.append(f"Is {party.name} the listed party {identity.listed_name} ({entry})?")
    elif listing.truth is Truth.UNKNOWN:
        unknown.append(f"Was {identity.listed_name} ({entry}) listed on that day? {listing.basis}")
    else:
        reaches.append(Reach.DIRECT)


def _by_ownership(
    case: Case, ref: ListRef, party: Party, reaches: list[Reach], unknown: list[str], sources: list[str]
) -> None:
    for exposure in case.exposures:
        if exposure.party != party.id or not _based_on(case, ref, exposure.base_parties):
            continue
        sources.append(f"exposure:{exposure.regime}:{party.id}")
        if exposure.verdict is Verdict.MUST:
            reaches.append(Reach.OWNED)
        elif exposure.verdict is Verdict.MAY:
            unknown += [str(each) for each in exposure.unknowns] or [f"share held in {party.name}"]


def _based_on(case: Case, ref: ListRef, base: Iterable[str]) -> bool:
    return any(
        belongs(listing, ref) and listing.truth is Truth.TRUE
        for owner in base
        if owner in case.screened
        for identity in case.screened[owner].identities
        for listing in identity.listings
    )


def belongs(listing: ListingStatus, ref: ListRef) -> bool:
    """Is this designation one of that law list's? By source, then programme, then annex where both sides name one."""
    each = listing.designation
    if ref.sources and each.source not in ref.sources:
        return False
    if ref.programmes and not {each.programme, each.programme_raw} & set(ref.programmes):
        return False
    if each.programme in ref.except_programmes:
        return False
    annexed = [basis for basis in each.legal_basis if "Annex" in basis]
    if not ref.annexes or not annexed:
        return True
    return any(_in_annex(basis, annex) for annex in ref.annexes for basis in annexed)


def _in_annex(basis: str, annex: str) -> bool:
    """Does a legal basis such as ``Reg (EU) 267/2012 Annex VIII.B.7`` name that annex (``VIII``), whole words only?"""
    return re.search(rf"Annex {re.escape(annex)}(?![A-Za-z])", basis) is not None


def _absent(case: Case, ref: ListRef) -> Value:
    """What it means that nobody of the deal was found on this list: not there, or not checked."""
    held = [source for source in case.edition.sources() if source.id in ref.sources]
    if any(source.coverage is Coverage.WHOLE for source in held) or (held and ref.examples):
        return Fact((), tuple(f"source:{source.id}" for source in held))
    elsewhere = tuple(screened_elsewhere(case, ref.sources))
    if elsewhere:
        return Fact((), elsewhere)
    lacks = {lack.source: lack for lack in case.edition.lacks()}
    readable = sorted(ref.sources, key=lambda source: not (source in lacks and sources()[source].formats))
    remedy = next((lacks[source].remedy for source in readable if source in lacks), "")
    leaf = f"not held: {ref.title or ref.id}" + (f" ({remedy})" if remedy else "")
    cause = Cause.PARTIAL if held else Cause.NOT_HELD
    return Unknown(cause, (leaf,), note=remedy, sources=tuple(f"source:{source.id}" for source in held))


def screened_elsewhere(case: Case, wanted_sources: Iterable[str]) -> Iterator[str]:
    """Recorded screenings elsewhere that found nobody on such a list, no older than that list may grow."""
    known, wanted = sources(), set(wanted_sources)
    for each in case.shipment.statements:
        recorded = each.on if each.known_from is None else each.known_from
        if each.kind is not StatementKind.SCREENED_NO_MATCH or recorded > case.known_as_of:
            continue
        for name in each.lists:
            limit = known[name].stale_after_days if name in known else 0
            if name in wanted and 0 <= (case.as_of - each.on).days <= limit:
                yield f"screening of {name} by {each.by} on {each.on}"


def _share(case: Case, ref: ListRef) -> Value:
    found = [each for each in case.exposures if _based_on(case, ref, each.base_parties)]
    if not found:
        return _absent_share(case, ref)
    top = max(found, key=lambda each: (each.min, each.max))
    return Fact(Share(top.min, top.max), tuple(f"exposure:{each.regime}:{each.party}" for each in found))


def _absent_share(case: Case, ref: ListRef) -> Value:
    absent = _absent(case, ref)
    if isinstance(absent, Unknown):
        return absent
    return Fact(Share(Decimal(0), Decimal(0)), absent.sources)

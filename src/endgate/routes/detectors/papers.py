"""Red flags of papers, money and history: RF-040 switched papers, RF-057 clause, RF-051 denial, RF-052 moved order,
RF-021 third-party payment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from endgate.routes.detectors.answer import Parameters, clear, fires, in_roles, months, name_of, open_on, settle
from endgate.shipment.flags import Enquiry, FlagInput, Payment, TransportPaper
from endgate.shipment.indications import Flag
from endgate.shipment.model import Denial, Role

SWITCHED, NO_CLAUSE, DENIED, MOVED, THIRD_PARTY = "RF-040", "RF-057", "RF-051", "RF-052", "RF-021"


def switched_papers(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-040: two versions for one cargo name another consignee, port or place, or two sets of originals exist."""
    papers = given.facts.papers
    if papers is None:
        return (open_on(SWITCHED, "papers", "transport documents"),)
    several = [paper for paper in papers if paper.originals >= params.number(SWITCHED, "sets_of_originals")]
    answers = [fires(SWITCHED, paper.number, {"sets of originals": paper.originals}, ("papers",)) for paper in several]
    for one, other in combinations(papers, 2):
        if _same_cargo(one, other):
            answers.append(_versions(one, other))
    return settle(SWITCHED, "papers", answers)


def _same_cargo(one: TransportPaper, other: TransportPaper) -> bool:
    load = (one.vessel, one.voyage, one.marks)
    return one.number == other.number or (all(load) and load == (other.vessel, other.voyage, other.marks))


def _versions(one: TransportPaper, other: TransportPaper) -> Flag:
    fields = ("consignee", "discharge", "delivery")
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in fields}
    changed = {name: f"{a} / {b}" for name, (a, b) in pairs.items() if a and b and a != b}
    if not changed:
        return clear(SWITCHED, one.number)
    if one.issued is None or other.issued is None:
        return open_on(SWITCHED, one.number, f"days of issue of both versions of {one.number}")
    first, later = sorted((one, other), key=lambda paper: (paper.issued is None, paper.issued))
    loaded = first.shipped_on_board or later.shipped_on_board
    if loaded is None or later.issued is None:
        return open_on(SWITCHED, one.number, f"day shipped on board of {one.number}")
    if later.issued > loaded:
        return fires(SWITCHED, one.number, {**changed, "loaded": loaded, "later version": later.issued}, ("papers",))
    return clear(SWITCHED, one.number, changed)


def clause_missing(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-057: law asks for a clause against re-export and the signed text lacks it."""
    del params
    text = given.facts.contract
    if text is None or text.clause_due is None:
        return (open_on(NO_CLAUSE, "contract", "contract on file" if text is None else "whether the clause is due"),)
    if not text.clause_due or text.signed_has:
        return (clear(NO_CLAUSE, "contract"),)
    if text.signed_has is None:
        return (open_on(NO_CLAUSE, "contract", "signed text of the contract"),)
    values = {"clause due": "yes", "draft": {True: "has it", False: "lacks it", None: "not on file"}[text.draft_has]}
    return (fires(NO_CLAUSE, "contract", values, ("contract",)),)


def denied_before(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-051: a valid denial stands for the same end user and item. U while the register may have gaps."""
    del params
    for denial in given.shipment.denials:
        if _stands(given, denial):
            values = {"denied by": denial.state, "on": denial.date, "end user": denial.end_user, "item": denial.item}
            return (fires(DENIED, denial.end_user, values, (f"denial:{denial.state}:{denial.date}",)),)
    if "denials" in given.shipment.registers_complete:
        return (clear(DENIED, "register"),)
    return (open_on(DENIED, "register", "a register of denials that is complete"),)


def _stands(given: FlagInput, denial: Denial) -> bool:
    ended = denial.valid_to is not None and denial.valid_to < given.as_of
    users = {name for party in given.shipment.in_role(Role.END_USER) for name in (party.id, party.name)}
    items = {name for item in given.shipment.items for name in (item.id, item.description)}
    return denial.date <= given.as_of and not ended and denial.end_user in users and denial.item in items


def moved_within_group(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-052: what one member of a group refused comes back to another."""
    history = given.facts.history
    if history is None or not history.member or not history.group:
        return (open_on(MOVED, "group", "enquiries of the group's members"),)
    users = {name for party in in_roles(given, Role.END_USER) for name in (party, name_of(given, party))}
    items = {item.description for item in given.shipment.items}
    span, outcomes = params.number(MOVED, "months"), params.words(MOVED, "outcomes")
    answers = [
        fires(MOVED, enquiry.id, _told(enquiry, history.member), (f"enquiry:{enquiry.id}",))
        for enquiry in history.enquiries
        if enquiry.member in history.group
        and enquiry.member != history.member
        and enquiry.outcome in outcomes
        and 0 <= months(enquiry.on, given.as_of) <= span
        and (enquiry.end_user in users or enquiry.item in items)
    ]
    return settle(MOVED, "group", answers)


def _told(enquiry: Enquiry, member: str) -> dict[str, object]:
    return {"asked": enquiry.member, "outcome": enquiry.outcome, "on": enquiry.on, "now at": member}


def third_party_payment(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-021: somebody outside the deal pays, or a bank of a country that no side of it belongs to."""
    del params
    payments = given.facts.payments
    if not payments:
        return (open_on(THIRD_PARTY, "payment", "who pays and through which bank"),)
    return settle(THIRD_PARTY, "payment", [answer for payment in payments for answer in _paid(given, payment)])


def _paid(given: FlagInput, payment: Payment) -> Iterator[Flag]:
    parties = given.shipment.parties
    inside = any(payment.payer in (party.id, party.name) for party in parties)
    if not inside and payment.owned_by_party is None:
        yield open_on(THIRD_PARTY, payment.payer, f"who owns the payer {payment.payer}")
    elif not inside and not payment.owned_by_party:
        yield fires(THIRD_PARTY, payment.payer, {"payer": payment.payer, "party of the deal": "no"}, ("payments",))
    sides = {code for party in parties for code in (party.country, party.seat)}
    if payment.bank_country is None:
        yield open_on(THIRD_PARTY, payment.payer, f"country of the bank of {payment.payer}")
    elif payment.bank_country not in sides:
        yield fires(THIRD_PARTY, payment.payer, {"bank in": payment.bank_country}, ("payments",))
    else:
        yield clear(THIRD_PARTY, payment.payer, {"payer": payment.payer, "bank in": payment.bank_country})

"""Runs the stages in their order and composes the decision. Reads no clock; the same arguments give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from endgate import __version__
from endgate.decide.actors import Actor, actors, supplier_unknown
from endgate.decide.carriers import unsure_ships, with_ships
from endgate.decide.case import Case
from endgate.decide.company.apply import apply_policy
from endgate.decide.company.model import CompanyPolicy, PolicyVerdict
from endgate.decide.concern import Concern, concerns
from endgate.decide.coverage import coverage
from endgate.decide.facts.rows import Table
from endgate.decide.gaps.lift import gaps_of, lift
from endgate.decide.gaps.regimes import Asked
from endgate.decide.identity import screen_parties
from endgate.decide.judged import ItemLaw, judged
from endgate.decide.model import Contested, Decision, ViewNote
from endgate.decide.owners import owners
from endgate.decide.restricted import restricted_destinations
from endgate.decide.signals.gather import NOTHING_STATED, of_case, with_stated
from endgate.decide.view import View, indicated_party, views
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.evidence.weigh import weigh
from endgate.goods.classify import classify
from endgate.goods.data import GoodsData
from endgate.law.book import LawBook
from endgate.law.dispose import evaluate, law_day
from endgate.law.evaluate import Policy
from endgate.names.reviews import Review, ReviewBook, asks_about
from endgate.network.exposure import expand
from endgate.network.nexus import nexus
from endgate.routes.assess import assess
from endgate.routes.detectors.destination import ASKED_OF_EVERY_ROUTE, leads_to
from endgate.routes.detectors.path import hub_targets
from endgate.shipment.canonical import input_sha256
from endgate.shipment.flags import FlagFacts
from endgate.shipment.indications import Flag
from endgate.shipment.model import Item, Role, Shipment
from endgate.shipment.quantities import unknown_unit
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

NOBODY = ClaimFile()


@dataclass(frozen=True)
class Options:
    """What the caller may choose: whose review of law counts, assumptions, recorded reviews of matches, traces.

    ``facts`` are what registers, papers, payments and statistics say, for the red flags. ``company`` is a layer of
    company policy, applied after law.
    """

    policy: Policy = field(default_factory=Policy)
    reviews: ReviewBook = field(default_factory=ReviewBook)
    trace: bool = False
    facts: FlagFacts = NOTHING_STATED
    company: CompanyPolicy | None = None


DEFAULT = Options()


def decide(
    shipment: Shipment,
    edition: Edition,
    *,
    claims: ClaimFile = NOBODY,
    as_of: date | None = None,
    known_as_of: date | None = None,
    options: Options = DEFAULT,
) -> Decision:
    """Decide one shipment. ``as_of`` is the shipment's date unless stated, ``known_as_of`` is ``as_of``.

    Raises EndgateError when a fact of an item cannot be read: bad input never yields a verdict.
    """
    day = shipment.date if as_of is None else as_of
    case = gather(shipment, edition, claims, day, day if known_as_of is None else known_as_of, options)
    laws = judge(case, options)
    return _record(case, claims, laws, options)


def gather(
    shipment: Shipment, edition: Edition, claims: ClaimFile, as_of: date, known_as_of: date, options: Options
) -> Case:
    """Run every stage before law."""
    weighed = weigh(shipment, claims, as_of=as_of, known_as_of=known_as_of)
    led_to = leads_to(shipment)
    unasked = None if led_to is None or led_to else {item.id: () for item in shipment.items}
    indicated = [party for each in weighed.indications if (party := indicated_party(each)) is not None]
    looked_at = with_ships(shipment)
    screened = screen_parties(
        (*looked_at.parties, *indicated),
        edition,
        as_of=as_of,
        known_as_of=known_as_of,
        reviews=options.reviews,
        shipment=shipment.id,
    )
    confirmed, possible = owners(screened)
    items = classify(shipment.items, _goods(edition), as_of=as_of)
    faults = [fault for result in items for fault in result.faults]
    if faults:
        raise EndgateError(*faults)
    results = {result.item: result for result in items}
    exposures = expand(shipment, confirmed, possible, as_of)
    facts = with_stated(of_case(shipment, edition, results, screened, exposures, as_of), options.facts)
    route = assess(shipment, weighed.indications, as_of, unasked, weighed.proposals_unread, facts)
    case = Case(
        shipment=shipment,
        edition=edition,
        as_of=as_of,
        known_as_of=known_as_of,
        views=views(looked_at, weighed.indications),
        screened=screened,
        exposures=exposures,
        items=results,
        weighed=weighed,
        route=route,
        indications=weighed.indications,
        flags=(*shipment.flags, *_told(route.flags)),
        knowledge=(*shipment.knowledge, *weighed.knowledge),
    )
    hubs = hub_targets(shipment, facts.watches or (), as_of)
    return _asking_law(case, led_to, hubs, facts, options.policy) if led_to or hubs else case


def _asking_law(
    case: Case,
    led_to: Iterable[CountryCode] | None,
    hubs: Iterable[CountryCode],
    facts: FlagFacts,
    policy: Policy,
) -> Case:
    """Ask law about the neighbours that the way leads to, and about what its hubs divert to; flag again with that."""
    asked = tuple(dict.fromkeys((*(led_to or ()), *hubs)))
    barred = restricted_destinations(case, law_book(case.edition), asked, policy)
    watches = tuple(
        replace(each, restricted=each.country in barred[each.item]) if each.country in asked else each
        for each in facts.watches or ()
    )
    unread = case.weighed.proposals_unread
    known = None if led_to is None else barred
    route = assess(case.shipment, case.indications, case.as_of, known, unread, replace(facts, watches=watches))
    return replace(case, route=route, flags=(*case.shipment.flags, *_told(route.flags)))


def _told(flags: Iterable[Flag]) -> Iterable[Flag]:
    """Flags that were answered, and the open ones whose question the route itself raises."""
    return (flag for flag in flags if flag.fired is not Truth.UNKNOWN or flag.id in ASKED_OF_EVERY_ROUTE)


def judge(case: Case, options: Options) -> tuple[tuple[Actor, tuple[ItemLaw, ...]], ...]:
    """What law says of each actor, item by item, no milder than the gaps in the law that is held allow."""
    book = law_book(case.edition)
    table = Table(case, book)
    return tuple(
        (actor, tuple(_item_law(case, book, table, actor, item, options) for item in case.shipment.items))
        for actor in actors(case.shipment)
    )


def _item_law(case: Case, book: LawBook, table: Table, actor: Actor, item: Item, options: Options) -> ItemLaw:
    days = {"as_of": case.as_of, "known_as_of": case.known_as_of}
    row = table.actor(actor, item)
    law = evaluate(book, row, **days, policy=options.policy, trace=options.trace)
    facts = None if actor.party is None else nexus(actor.party, case.shipment, case.as_of)
    person = Truth.FALSE if facts is None else facts.us_person
    asked = Asked(case, item, law.jurisdictions, person, law, law_day(book, **days), row.rows)
    gaps = gaps_of(actor, facts, asked)
    return ItemLaw(item.id, lift(law, gaps), gaps)


@lru_cache(maxsize=4)
def law_book(edition: Edition) -> LawBook:
    """The law of an edition, opened once."""
    return LawBook.load(edition.law)


@lru_cache(maxsize=4)
def _goods(edition: Edition) -> GoodsData:
    return GoodsData.load(edition.goods)


def _record(
    case: Case,
    claims: ClaimFile,
    laws: tuple[tuple[Actor, tuple[ItemLaw, ...]], ...],
    options: Options,
) -> Decision:
    shipment, weighed = case.shipment, case.weighed
    plain_claims = encode(claims)
    stated = {} if options.facts == NOTHING_STATED else {"facts": encode(options.facts)}
    if options.company is not None:
        stated["company"] = encode(options.company)
    concerned = concerns(case, claims)
    return Decision(
        shipment=shipment.id,
        title=shipment.title,
        activity=shipment.activity.value,
        as_of=case.as_of,
        known_as_of=case.known_as_of,
        edition=case.edition.id,
        law_rules=law_book(case.edition).digest,
        engine_version=__version__,
        input_sha256=input_sha256(shipment, _canonical(plain_claims), *(_canonical(each) for each in stated.values())),
        actors=tuple(judged(actor, by_item) for actor, by_item in laws),
        concerns=concerned,
        views=tuple(_view_note(view) for view in case.views),
        indications=case.indications,
        destinations=case.route.views,
        flags=case.flags,
        knowledge=case.knowledge,
        matches=tuple(each.screening for each in case.screened.values()),
        classifications=tuple(case.items.values()),
        exposures=case.exposures,
        evidence=Contested(weighed.contradictions, weighed.corroboration, weighed.shown),
        questions=tuple(_questions(case)),
        coverage=coverage(
            shipment,
            case.edition,
            case.as_of,
            case.screened,
            case.items.values(),
            weighed,
            [each for _, by_item in laws for each in by_item],
            law_book(case.edition),
        ),
        assumptions=dict(options.policy.assume),
        count_policy=tuple(options.policy.count),
        input=_in_one_order(
            {"shipment": encode(shipment), "claims": plain_claims, "reviews": encode(_reviews(case, options)), **stated}
        ),
        policy=company_verdict(case, options.company, concerned),
    )


def company_verdict(case: Case, policy: CompanyPolicy | None, concerned: tuple[Concern, ...]) -> PolicyVerdict | None:
    """What the company's own rules say, apart from law."""
    if policy is None:
        return None
    book = law_book(case.edition)
    day = law_day(book, case.as_of, case.known_as_of)
    shipment = case.shipment
    return apply_policy(policy, actors(shipment), shipment.items, Table(case, book), day, concerned)


def _canonical(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _in_one_order(plain: dict[str, Any]) -> dict[str, Any]:
    """Keys sorted at every depth, so that their order in the file changes no byte of the record."""
    ordered: dict[str, Any] = json.loads(_canonical(plain))
    return ordered


def _reviews(case: Case, options: Options) -> tuple[Review, ...]:
    """The recorded reviews of matches of this shipment's parties: part of what a replay needs."""
    if not options.reviews.reviews:
        return ()
    parties = with_ships(case.shipment).parties
    return tuple(
        each
        for each in options.reviews.reviews
        if each.shipment in ("", case.shipment.id) and any(asks_about(each, party) for party in parties)
    )


def _questions(case: Case) -> Iterable[str]:
    """Questions of the case that no single finding asks."""
    if supplier_unknown(case.shipment):
        yield "Who supplies the goods? Nobody on the supplying side is named, so nobody private could be judged."
    for item in case.shipment.items:
        if unit := unknown_unit(item.quantity):
            yield f"Which unit is {unit!r} in the quantity {item.quantity!r} of item {item.id}?"
    yield from unsure_ships(case.shipment, case.screened)
    yield from (each.text for each in case.weighed.questions)
    yield from (each.ask for result in case.items.values() for each in result.questions)


def _view_note(view: View) -> ViewNote:
    users = view.shipment.in_role(Role.END_USER)
    return ViewNote(
        view.name,
        view.shipment.declared_destination or "not stated",
        ", ".join(party.name for party in users) or "not named",
        tuple(each.id for each in view.indications),
    )

"""What a decision rests on: lists held and their age, lists not held, law in shadow, stages with nothing to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from endgate.decide.facts.deal import buyers
from endgate.decide.gaps.table import ANYWHERE, regimes
from endgate.decide.identity import Screened
from endgate.decide.judged import ItemLaw
from endgate.decide.model import Coverage, NotChecked, SourceCoverage
from endgate.edition.opened import Edition
from endgate.evidence.weigh import Weighed
from endgate.goods.model import Fit, ItemResult
from endgate.law.book import LawBook
from endgate.law.unread import in_words
from endgate.shipment.model import Role, Shipment

NOT_ENCODED = "law not encoded: "
UPDATE = "endgate list update"


def coverage(
    shipment: Shipment,
    edition: Edition,
    as_of: date,
    screened: Mapping[str, Screened],
    items: Iterable[ItemResult],
    weighed: Weighed,
    laws: Iterable[ItemLaw],
    book: LawBook,
) -> Coverage:
    """Sum up what every stage says that it checked and did not."""
    results, judged = tuple(items), tuple(laws)
    return Coverage(
        checked=tuple(_sources(edition, as_of)),
        not_checked=(
            *_gaps(shipment, edition, as_of, screened, results, weighed),
            *dict.fromkeys(_law_not_held(judged, book)),
        ),
        law=_law(judged),
        goods_lists=tuple(dict.fromkeys(each for result in results for each in result.coverage.checked)),
    )


def _sources(edition: Edition, as_of: date) -> Iterator[SourceCoverage]:
    for source in edition.sources():
        note = f"not in it: {source.lacks}" if source.lacks else ""
        if source.whole and source.whole_since is not None and as_of < source.whole_since:
            history = f"as of {as_of} from listing dates; a party delisted before {source.whole_since} is unknown"
            note = f"{history}; {note}" if note else history
        yield SourceCoverage(
            source.id,
            source.authority,
            source.coverage.value,
            "" if source.stated_date is None else source.stated_date.isoformat(),
            source.age_days(as_of),
            source.stale(as_of),
            note,
        )


def _gaps(
    shipment: Shipment,
    edition: Edition,
    as_of: date,
    screened: Mapping[str, Screened],
    items: tuple[ItemResult, ...],
    weighed: Weighed,
) -> Iterator[NotChecked]:
    for lack in edition.lacks():
        yield NotChecked(f"{lack.authority}: {lack.name} ({lack.coverage.value})", lack.remedy)
    for held in edition.held():
        what = f"{held.source}: the list of {held.stated_date} is held by an alarm and not used"
        yield NotChecked(what, held.remedy)
    for statement in shipment.statements:
        for name in statement.lists:
            yield NotChecked(f"{name}: relied on the screening that {statement.by} recorded on {statement.on}")
    if not shipment.route:
        yield NotChecked(
            "no route is stated: transit rules of countries on the way", "State the legs in the field route."
        )
    if not shipment.in_role(Role.BUYER) and buyers(shipment):
        yield NotChecked("no buyer is named: the consignee is taken for the buyer", "State who buys.")
    for party, each in screened.items():
        for name in each.screening.coverage.unreadable:
            yield NotChecked(f"name of {party} cannot be compared: {name}", "Write the name in letters.")
    for goods_list in dict.fromkeys(each for result in items for each in result.coverage.not_held):
        yield NotChecked(f"control list {goods_list} is not held")
    for result_list in dict.fromkeys(each.list for one in items for each in one.lists if each.fit is Fit.ATTESTED):
        yield NotChecked(
            f"control list {result_list}: its text was not read; what stands on it follows from entry numbers",
            "Have the item checked against the list.",
        )
    newest = max((each.stated_date for each in edition.sources() if each.stated_date is not None), default=as_of)
    if as_of > newest:
        yield NotChecked(f"law and lists stand here as known on {newest}; they may change until {as_of}", UPDATE)
    if weighed.proposals_unread:
        count = weighed.proposals_unread
        yield NotChecked(f"{count} proposed claims are unread", "Confirm or reject them in the file of claims.")


def _law_not_held(laws: tuple[ItemLaw, ...], book: LawBook) -> Iterator[NotChecked]:
    """The gaps in words, then every measure of the actors' jurisdictions that nobody encoded."""
    gaps = [gap for each in laws for gap in each.gaps]
    yield from (NotChecked(gap.what, gap.ask) for gap in gaps)
    told = {gap.id for gap in gaps}
    spoken = {each.encoded_as for each in regimes() if ANYWHERE not in each.destinations or each.id in told}
    for topic in dict.fromkeys(each for one in laws for each in one.law.not_encoded):
        if topic not in spoken:
            measure = book.measure(topic)
            yield NotChecked(f"{NOT_ENCODED}{measure.citation}: {in_words(measure)} ({topic})")


def _law(laws: tuple[ItemLaw, ...]) -> dict[str, int]:
    names = ("evaluated", "counting", "approved", "shadow")
    return {name: max((getattr(each.law.review, name) for each in laws), default=0) for name in names}

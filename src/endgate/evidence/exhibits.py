"""Exhibits captured after the sale show an end use; of what the seller knew they say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.evidence.dates import When
from endgate.evidence.model import ClaimFile, Document, Exhibit
from endgate.evidence.subject import Subject
from endgate.evidence.weighed import EvidenceQuestion, ExhibitTiming, QuestionKind
from endgate.shipment.model import Shipment
from endgate.terms.dates import PartialDate
from endgate.terms.truth import Truth, any_of


def sale_date(shipment: Shipment) -> PartialDate:
    """The day of the contract, else of the shipment."""
    if shipment.contract_date is not None:
        return shipment.contract_date
    return PartialDate(shipment.date.year, shipment.date.month, shipment.date.day)


def timings(file: ClaimFile, claims: frozenset[str], subject: Subject) -> tuple[ExhibitTiming, ...]:
    """Compare every exhibit that shows one of ``claims`` with the sale."""
    documents = {document.id: document for document in file.documents}
    return tuple(
        _timing(exhibit, documents[exhibit.document], subject)
        for exhibit in file.exhibits
        if claims.intersection(exhibit.claims)
    )


def _timing(exhibit: Exhibit, document: Document, subject: Subject) -> ExhibitTiming:
    sale = sale_date(subject.shipment)
    after = (exhibit.captured or When()).after(sale)
    held: dict[str, Truth] = {}
    for each in subject.holders(document):
        held[each.by] = any_of((held.get(each.by, Truth.FALSE), _before(each.since, sale)))
    bears = {party: ~after & before for party, before in held.items()}
    return ExhibitTiming(exhibit.id, exhibit.claims, after, held, bears)


def _before(since: PartialDate, sale: PartialDate) -> Truth:
    """Had it surely, surely not, or perhaps been received by the sale?"""
    if since.circa or sale.circa:
        return Truth.UNKNOWN
    if since.latest() <= sale.earliest():
        return Truth.TRUE
    return Truth.FALSE if since.earliest() > sale.latest() else Truth.UNKNOWN


def capture_questions(exhibits: tuple[ExhibitTiming, ...]) -> Iterator[EvidenceQuestion]:
    """Ask for the day of capture wherever it decides something."""
    for each in exhibits:
        if each.captured_after_sale is Truth.UNKNOWN:
            text = f"when was exhibit {each.exhibit!r} captured, before or after the sale?"
            yield EvidenceQuestion(QuestionKind.DATE_OF_CAPTURE, text, claims=each.claims)

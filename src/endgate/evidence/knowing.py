"""Who knew: a confirmed claim in a document that a party held is a red flag for that party and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from endgate.evidence.dates import reached
from endgate.evidence.effects import Becomes
from endgate.evidence.model import Claim, ClaimFile, Document, Held
from endgate.evidence.pointers import Pointer
from endgate.evidence.subject import Subject
from endgate.evidence.weighed import EvidenceQuestion, ExhibitTiming, QuestionKind
from endgate.shipment.knowledge import Grade, Knowledge
from endgate.terms.dates import Day
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Knowing:
    """Records of knowledge, and questions where it is open whether a party had the document in time."""

    records: tuple[Knowledge, ...]
    questions: tuple[EvidenceQuestion, ...]


def knowing(
    pointers: Iterable[Pointer],
    file: ClaimFile,
    subject: Subject,
    exhibits: Iterable[ExhibitTiming],
    *,
    as_of: Day,
    known_as_of: Day,
) -> Knowing:
    """Derive the red flags that held documents give. What the shipment declares itself is no news to its parties."""
    documents = {document.id: document for document in file.documents}
    late = {claim for each in exhibits if each.captured_after_sale is Truth.TRUE for claim in each.claims}
    records: dict[str, Knowledge] = {}
    open_: dict[tuple[str, str], list[Pointer]] = {}
    for pointer in pointers:
        news = pointer.becomes is Becomes.INDICATION and pointer.propositions and not pointer.declared
        if not news or pointer.claim.id in late:
            continue
        document = documents[pointer.claim.document]
        for held in subject.holders(document):
            had = reached(held.since, as_of)
            if had is Truth.TRUE and _recorded(pointer.claim, held, subject) <= known_as_of:
                for record in _records(pointer, held, document, subject):
                    _keep_earliest(records, record)
            elif had is Truth.UNKNOWN:
                open_.setdefault((held.by, document.id), []).append(pointer)
    return Knowing(tuple(records.values()), tuple(_questions(open_, documents)))


def _recorded(claim: Claim, held: Held, subject: Subject) -> Day:
    """The day by which the claim was confirmed, its ties made and the receipt recorded."""
    known = held.since.latest() if held.known_from is None else held.known_from
    days = [claim.confirmed_on(), subject.tied_on(claim), known]
    return max(day for day in days if day is not None)


def _records(pointer: Pointer, held: Held, document: Document, subject: Subject) -> Iterator[Knowledge]:
    for proposition in pointer.propositions:
        yield Knowledge(
            id=f"know:{held.by}:{proposition}:{pointer.claim.id}",
            actor=held.by,
            proposition=proposition,
            grade=Grade.RED_FLAG,
            since=held.since.latest(),
            basis=(f"claim:{pointer.claim.id}", f"document:{document.id}"),
            author=next((act.by for act in reversed(pointer.claim.review)), ""),
            known_from=_recorded(pointer.claim, held, subject),
            note="had the document in hand; set automatically, more only by a recorded act",
        )


def _keep_earliest(records: dict[str, Knowledge], record: Knowledge) -> None:
    other = records.get(record.id)
    if other is None or (record.since, record.recorded()) < (other.since, other.recorded()):
        records[record.id] = record


def _questions(
    open_: Mapping[tuple[str, str], list[Pointer]], documents: Mapping[str, Document]
) -> Iterator[EvidenceQuestion]:
    for (party, document), pointed in open_.items():
        title = documents[document].title or document
        yield EvidenceQuestion(
            QuestionKind.DATE_OF_RECEIPT,
            f"on which day did {party} receive {title!r}?",
            claims=tuple(dict.fromkeys(pointer.claim.id for pointer in pointed)),
            actor=party,
            propositions=tuple(dict.fromkeys(each for pointer in pointed for each in pointer.propositions)),
        )

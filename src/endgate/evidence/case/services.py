"""What people do in a case: add documents, propose, withdraw, enter facts and notices; bytes are kept first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from endgate.evidence.case.folding import FACT_TYPES, CaseView
from endgate.evidence.case.log import Act, Event, Stamp
from endgate.evidence.case.model import Acquisition, DerivedText, How, Marks, Note, StoredDocument
from endgate.evidence.case.store import CaseStore
from endgate.evidence.errors import DUPLICATE_ID, NO_SUCH_OBJECT, CaseError
from endgate.evidence.intake.errors import TOO_LARGE
from endgate.evidence.intake.model import VERSION, FileClaim, Taken, limits
from endgate.evidence.intake.take import take
from endgate.evidence.model import Claim, ClaimFile, Consent, Link, Source, Wording
from endgate.evidence.vocabulary import ClaimType, Label, Modality, ReviewState, SourceKind
from endgate.terms.codec import encode


@dataclass(frozen=True)
class Received:
    """A file as it came in."""

    name: str
    content: bytes
    stated_type: str = ""


def add_document(
    store: CaseStore, received: Received, acquired: Acquisition, marks: Marks, stamp: Stamp
) -> tuple[StoredDocument, ...]:
    """Keep a file and everything in it, then read it. Returns the documents, the file first.

    The bytes stand in the case even where reading fails at once.
    """
    store.put(received.content)
    read = list(_unfold(received))
    for each in read:
        store.put(each.received.content)
        for text in each.taken.texts:
            store.put(text.text.encode())
    events = store.record(lambda view: _document_acts(view, read, acquired, marks), stamp)
    added = {event.object for event in events if event.verb == "document:add"}
    return tuple(each for each in store.view().documents if each.id in added)


@dataclass(frozen=True)
class _Read:
    """One file of those within each other: ``place`` is its path of numbers, ``1.2`` the second part of the first."""

    place: str
    parent: str
    received: Received
    taken: Taken


def _unfold(received: Received) -> Iterator[_Read]:
    """Read a file, then what is in it, level by level, as far as the limits go for all of it together."""
    waiting = [(received, "", "", 0)]
    files, size = limits().members, limits().unpacked_bytes
    while waiting:
        each, place, parent, depth = waiting.pop(0)
        taken = take(each.content, name=each.name, stated=each.stated_type)
        parts = taken.parts if depth < limits().depth else ()
        for number, part in enumerate(parts, start=1):
            files, size = files - 1, size - len(part.content)
            if files < 0 or size < 0:
                parts = parts[: number - 1]
                break
            waiting.append((Received(part.name, part.content, part.media_type), f"{place}.{number}", place, depth + 1))
        if len(parts) < len(taken.parts):
            what = f"{len(taken.parts) - len(parts)} files in it were not unpacked"
            taken = replace(taken, faults=(*taken.faults, TOO_LARGE.at(each.name, what)))
        yield _Read(place, parent, each, taken)


def _document_acts(view: CaseView, read: Sequence[_Read], acquired: Acquisition, marks: Marks) -> Iterator[Act]:
    number = sum(not document.parent for document in view.documents) + 1
    known = {document.sha256: document.id for document in reversed(view.documents)}
    for each in read:
        document = _document(each, f"d{number}", acquired, marks, known)
        yield Act("document:add", document.id, encode(document))
        for index, text in enumerate(each.taken.texts, start=1):
            derived = DerivedText(
                id=f"{document.id}/t{index}",
                document=document.id,
                extractor=text.extractor,
                version=VERSION,
                kind=text.kind,
                sha256=hashlib.sha256(text.text.encode()).hexdigest(),
                pages=text.pages,
                partial=text.partial,
            )
            yield Act("document:derive", document.id, encode(derived))
        yield from _file_claims(document, each.taken.says)


def _document(each: _Read, stem: str, acquired: Acquisition, marks: Marks, known: dict[str, str]) -> StoredDocument:
    content = each.received.content
    sha256 = hashlib.sha256(content).hexdigest()
    whole = not each.place
    return StoredDocument(
        id=stem + each.place,
        sha256=sha256,
        sha1=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        size=len(content),
        media_type=each.taken.media_type,
        file_name=each.received.name,
        acquired=acquired if whole else replace(acquired, how=How.PART),
        marks=marks if whole else replace(marks, title=""),
        stated_type=each.received.stated_type,
        parent="" if whole else stem + each.parent,
        same_as=known.get(sha256, ""),
        read=each.taken.state,
        notes=tuple(Note(fault.code, f"{fault.where}: {fault.what}") for fault in each.taken.faults),
    )


def _file_claims(document: StoredDocument, says: Sequence[FileClaim]) -> Iterator[Act]:
    """What a file says of itself becomes proposals: chain of document and its metadata, nothing taken for a fact."""
    if not says:
        return
    itself = Source(f"{document.id}:file", SourceKind.DOCUMENT, document.file_name, document=document.id)
    meta = Source(f"{document.id}:metadata", SourceKind.EVIDENCE, "file metadata", document=document.id)
    yield Act("source:add", itself.id, encode(itself))
    yield Act("source:add", meta.id, encode(meta))
    for number, said in enumerate(says, start=1):
        claim = Claim(
            id=f"{document.id}:m{number}",
            document=document.id,
            type=ClaimType.FILE_METADATA,
            proposition=f"{said.name}: {said.value}",
            modality=Modality.ASSERTED,
            chain=(Link(itself.id), Link(meta.id, "states")),
            made_by=f"rule:file-metadata@{VERSION}",
        )
        yield Act("claim:propose", claim.id, encode(claim))


def add_file(store: CaseStore, file: ClaimFile, stamp: Stamp) -> tuple[Event, ...]:
    """Take a checked claim file into the case: its facts as they are, its claims as proposals whoever confirmed them.

    Its documents must be in the case. Raises CaseError for an id that is taken by something else.
    """
    return store.record(lambda view: _file_acts(view, file), stamp)


_FIELDS = {
    "sources": "source:add",
    "entities": "entity:add",
    "recipients": "recipient:add",
    "exhibits": "exhibit:add",
    "ties": "tie:add",
    "relations": "relation:add",
    "notices": "notice:enter",
}


def _file_acts(view: CaseView, file: ClaimFile) -> Iterator[Act]:
    documents = {document.id for document in view.documents}
    for field, verb in _FIELDS.items():
        known = {_key(each): each for each in view.facts[verb]}
        for each in getattr(file, field):
            if known.get(_key(each), each) != each:
                raise CaseError(DUPLICATE_ID.at(f"$.{field}", f"{_key(each)!r} means something else in this case"))
            if _key(each) not in known:
                yield Act(verb, _key(each), encode(each))
    for index, claim in enumerate(file.claims):
        if claim.document not in documents:
            where = f"$.claims[{index}].document"
            raise CaseError(NO_SUCH_OBJECT.at(where, f"{claim.document!r} is no document of this case"))
        if view.claim(claim.id) is not None:
            raise CaseError(DUPLICATE_ID.at(f"$.claims[{index}].id", f"{claim.id!r} is in this case already"))
        yield Act("claim:propose", claim.id, encode(replace(claim, review=(), recorded=None)))


def _key(each: Any) -> str:
    return str(getattr(each, "id", "")) or hashlib.sha256(repr(each).encode()).hexdigest()[:16]


def enter(store: CaseStore, verb: str, fact: Any, stamp: Stamp) -> tuple[Event, ...]:
    """Enter one fact (a tie, a recipient, a delivered notice …)."""
    assert verb in FACT_TYPES
    return store.record(lambda _view: (Act(verb, _key(fact), encode(fact)),), stamp)


def hold(store: CaseStore, document: str, held: Any, stamp: Stamp) -> tuple[Event, ...]:
    """Record that a party had a document since a day. Raises CaseError for an unknown document."""

    def acts(view: CaseView) -> Iterator[Act]:
        if document not in {each.id for each in view.documents}:
            raise CaseError(NO_SUCH_OBJECT.at("document", f"{document!r} is no document of this case"))
        yield Act("document:hold", document, encode(held))

    return store.record(acts, stamp)


def withdraw_source(store: CaseStore, source: str, reason: str, stamp: Stamp) -> tuple[Event, ...]:
    """Withdraw exactly the claims that rest on a source: those with it in their chain. Raises CaseError."""

    def acts(view: CaseView) -> Iterator[Act]:
        if source not in {each.id for each in view.facts["source:add"]}:
            raise CaseError(NO_SUCH_OBJECT.at("source", f"{source!r} is no source of this case"))
        for claim in view.claims:
            stands = claim.state() in (ReviewState.PROPOSED, ReviewState.CONFIRMED)
            if stands and source in {link.source for link in claim.chain}:
                yield Act("claim:withdraw", claim.id, {"reason": reason, "source": source})

    return store.record(acts, stamp)


def mark(store: CaseStore, claim: str, label: Label, release_to: Sequence[str], stamp: Stamp) -> tuple[Event, ...]:
    """Say who may see a claim and under which label. Raises CaseError for an unknown claim or recipient."""

    def acts(view: CaseView) -> Iterator[Act]:
        _known(view, claim, release_to)
        yield Act("claim:mark", claim, {"label": label.value, "release_to": list(dict.fromkeys(release_to))})

    return store.record(acts, stamp)


def consent(
    store: CaseStore, claim: str, link: int, answer: Consent, stamp: Stamp, wording: Wording | None = None
) -> tuple[Event, ...]:
    """Record what the owner of a link (numbered from 1, outermost first) answered for one recipient."""

    def acts(view: CaseView) -> Iterator[Act]:
        found = _known(view, claim, [answer.recipient])
        if not 1 <= link <= len(found.chain):
            raise CaseError(NO_SUCH_OBJECT.at(claim, f"its chain has {len(found.chain)} links, not {link}"))
        links = list(found.chain)
        old = links[link - 1]
        wordings = (*(each for each in old.wordings if wording is None or each.level is not wording.level),)
        wordings = wordings if wording is None else (*wordings, wording)
        links[link - 1] = replace(old, consent=(*old.consent, answer), wordings=wordings)
        payload = {"label": found.label.value, "release_to": list(found.release_to)}
        yield Act("claim:mark", claim, payload | {"chain": encode(tuple(links))})

    return store.record(acts, stamp)


def _known(view: CaseView, claim: str, recipients: Sequence[str]) -> Claim:
    found = view.claim(claim)
    if found is None:
        raise CaseError(NO_SUCH_OBJECT.at(claim, "it is no claim of this case"))
    unknown = [each for each in recipients if each not in {known.id for known in view.facts["recipient:add"]}]
    if unknown:
        raise CaseError(NO_SUCH_OBJECT.at(unknown[0], "it is no recipient of this case"))
    return found

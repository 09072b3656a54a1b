"""View models of a case's own evidence: its documents, and one document with its text, claims and the one in hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from endgate.desk.evidence.granted import granted_claims
from endgate.desk.evidence.hand import InHand, key_links, menu_links, undone
from endgate.desk.evidence.passages import SHOWN, page_notes, passages, window
from endgate.desk.store.models import Case
from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.model import ReadState, StoredDocument
from endgate.evidence.exchange.wording import says
from endgate.evidence.model import Claim, ClaimFile, Link
from endgate.evidence.vocabulary import ClaimRole, ClaimType, ConsentState, Label, Level, Modality, ReviewState
from endgate.terms.faults import remedy_of

_READ = {
    ReadState.READ: "read",
    ReadState.PARTIAL: "read in part",
    ReadState.NOT_READ: "not read; that says nothing of what is in it",
}
USUAL_ROLES = (ClaimRole.GOODS, ClaimRole.SUPPLIER, ClaimRole.INDICATED_DESTINATION, ClaimRole.END_USER)
"""Roles whose fields are offered where a claim does not fill them."""


@dataclass(frozen=True)
class Held:
    """A case with its evidence as it stands, and where its evidence screen is."""

    case: Case
    view: CaseView
    file: ClaimFile

    @property
    def base(self) -> str:
        return f"/cases/{self.case.reference}/evidence"


def documents_of(held: Held) -> list[dict[str, Any]]:
    """The documents of the case with how far each was read and how many proposals wait."""
    return [{**document_row(held, each), **_counts(held.view, each)} for each in held.view.documents]


def document_row(held: Held, document: StoredDocument) -> dict[str, Any]:
    """What is known of a document apart from its text."""
    return {
        "id": document.id,
        "href": f"{held.base}/{document.id}",
        "title": document.marks.title or document.file_name,
        "file_name": document.file_name,
        "media_type": document.media_type,
        "stated_type": document.stated_type,
        "size": document.size,
        "sha256": document.sha256,
        "label": str(document.marks.label),
        "public": document.marks.public,
        "release_to": list(document.marks.release_to),
        "parent": document.parent,
        "same_as": document.same_as,
        "read": document.read.value,
        "read_words": _READ[document.read],
        "notes": [{"code": each.code, "what": each.what, "remedy": remedy_of(each.code)} for each in document.notes],
        "by": document.acquired.by,
        "holder": document.acquired.holder,
        "since": "" if document.acquired.since is None else str(document.acquired.since),
    }


def _counts(view: CaseView, document: StoredDocument) -> dict[str, int]:
    states = [claim.state() for claim in view.claims if claim.document == document.id]
    return {
        "proposed": states.count(ReviewState.PROPOSED),
        "confirmed": states.count(ReviewState.CONFIRMED),
        "rejected": states.count(ReviewState.REJECTED),
    }


def first_waiting(view: CaseView, document: str = "") -> Claim | None:
    """The first proposal that nobody has decided on, of one document or of all."""
    waiting = (each for each in view.claims if each.state() is ReviewState.PROPOSED)
    return next((each for each in waiting if document in ("", each.document)), None)


def document_page(held: Held, document: StoredDocument, text: str, hand: InHand | None, at: int) -> dict[str, Any]:
    """One document: its text with quotes marked, its claims, and the claim in hand."""
    claims = [each for each in held.view.claims if each.document == document.id]
    start, end = window(len(text), at, None if hand is None else hand.claim)
    shown = [each if hand is None or each.id != hand.claim.id else hand.claim for each in claims]
    derived = held.view.text_of(document.id)
    return {
        "document": {**document_row(held, document), **_counts(held.view, document)},
        "extractor": "" if derived is None else f"{derived.extractor} {derived.version}, {derived.kind.value}",
        "text_sha256": "" if derived is None else derived.sha256,
        "page_notes": page_notes(() if derived is None else derived.pages),
        "passages": list(passages(text, shown, None if hand is None else hand.claim, start, end)),
        "characters": len(text),
        "from": start,
        "to": end,
        "before": f"{held.base}/{document.id}?at={max(0, start - SHOWN)}" if start else "",
        "after": f"{held.base}/{document.id}?at={end}" if end < len(text) else "",
        "claims": [claim_row(held, each) for each in claims],
        "parts": [document_row(held, each) for each in held.view.documents if each.parent == document.id],
    }


def claim_row(held: Held, claim: Claim) -> dict[str, Any]:
    """A claim in words, with its state and marks."""
    names = {each.id: each.name for each in held.file.sources}
    return {
        "id": claim.id,
        "href": f"{held.base}/{claim.document}?claim={claim.id}",
        "lines": [*(f"{names.get(link.source, link.source)}" for link in claim.chain)],
        "says": says(claim.modality),
        "proposition": claim.proposition,
        "type": claim.type.value,
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "flags": [each.value for each in claim.flags],
        "when": "" if claim.when is None else claim.when.text,
        "roles": _roles(held.file, claim),
        "state": str(claim.state()),
        "made_by": claim.made_by,
        "label": str(claim.label),
        "release_to": list(claim.release_to),
        "reviews": [
            {"state": str(each.state), "by": each.by, "at": str(each.at), "reason": each.reason}
            for each in claim.review
        ],
    }


def _roles(file: ClaimFile, claim: Claim) -> list[dict[str, Any]]:
    names = {each.id: each.name for each in file.entities}
    return [
        {"role": role, "names": [names.get(each, each) for each in fillers or ()], "entities": list(fillers or ())}
        for role, fillers in claim.roles.items()
    ]


def hand_page(held: Held, hand: InHand, keys: str) -> dict[str, Any]:
    """The proposal in hand with everything that can be mended on it."""
    address = f"{held.base}/{hand.claim.document}"
    row = claim_row(held, hand.claim)
    filled = {each["role"]: "; ".join(each["names"]) for each in row["roles"]}
    offered = dict.fromkeys([*filled, *map(str, USUAL_ROLES)])
    following = _after(held.view, hand.claim)
    return {
        **row,
        "keys": keys,
        "said": hand.said,
        "key_links": list(key_links(address, hand.claim.id, keys)),
        "menu": list(menu_links(address, hand.claim.id, keys, hand.menu)),
        "undo": undone(address, hand.claim.id, keys),
        "fields": [
            {"name": f"role-{role}", "role": role.replace("_", " "), "value": filled.get(role, "")} for role in offered
        ],
        "later": "" if following is None else f"{held.base}/{following.document}?claim={following.id}",
    }


def _after(view: CaseView, claim: Claim) -> Claim | None:
    waiting = [each for each in view.claims if each.state() is ReviewState.PROPOSED]
    ids = [each.id for each in waiting]
    if claim.id not in ids or len(ids) < 2:
        return None
    return waiting[(ids.index(claim.id) + 1) % len(ids)]


def marks_page(held: Held, claim: Claim) -> dict[str, Any]:
    """Who may see a confirmed claim: label, release set, what each link's owner answered, grants to teams."""
    recipients = [{"id": each.id, "name": each.name, "ceiling": str(each.ceiling)} for each in held.file.recipients]
    names = {each.id: each.name for each in held.file.sources}
    return {
        "label": str(claim.label),
        "labels": [each.value for each in Label],
        "release_to": list(claim.release_to),
        "recipients": recipients,
        "links": [_link(number, link, names) for number, link in enumerate(claim.chain, start=1)],
        "states": [each.value for each in ConsentState],
        "levels": [each.value for each in Level],
        "granted": granted_claims(held.case).get(claim.id, []),
        "ties": _ties(held, claim),
    }


def _link(number: int, link: Link, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": number,
        "source": names.get(link.source, link.source),
        "answers": [
            f"{each.recipient}: {each.state.value} down to {each.level.value}, {each.by}, {each.at}"
            for each in link.consent
        ],
        "wordings": [f"{each.level.value}: {each.text}" for each in link.wordings],
    }


def _ties(held: Held, claim: Claim) -> list[dict[str, Any]]:
    """Each entity of the claim with what of this shipment it is said to be."""
    tied = {each.entity: each.party or each.item or ", ".join(each.listed) for each in held.file.ties}
    return [
        {"entity": entity, "name": name, "role": role["role"], "tied": tied.get(entity, "")}
        for role in _roles(held.file, claim)
        for entity, name in zip(role["entities"], role["names"], strict=True)
    ]


def choices() -> dict[str, Sequence[str]]:
    """The closed lists that forms offer."""
    return {"types": [each.value for each in ClaimType], "modalities": [each.value for each in Modality]}


def unread_by(record: Mapping[str, Any], claims: Iterable[Claim]) -> list[str]:
    """Confirmed claims that a decision has not read."""
    read = {each["id"] for each in record["input"].get("claims", {}).get("claims", ()) if _stands(each)}
    return [each.id for each in claims if each.state() is ReviewState.CONFIRMED and each.id not in read]


def _stands(claim: Mapping[str, Any]) -> bool:
    reviews = claim.get("review", ())
    return bool(reviews) and reviews[-1]["state"] == ReviewState.CONFIRMED.value

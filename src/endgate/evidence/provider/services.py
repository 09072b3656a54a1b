"""Asks a provider about a document of a case: released to it first, guarded afterwards, and always on record."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.log import Act, Stamp
from endgate.evidence.case.store import CaseStore
from endgate.evidence.errors import NO_SUCH_OBJECT, CaseError, EvidenceError
from endgate.evidence.extract.propose import Proposal, Proposals
from endgate.evidence.proposing import acts_of
from endgate.evidence.provider.asking import Reply, chunks, prompt_hash, request_of
from endgate.evidence.provider.errors import NO_ANSWER, NO_WORDS, NOT_RELEASED
from endgate.evidence.provider.guard import answered, guarded
from endgate.evidence.provider.settings import Provider
from endgate.evidence.vocabulary import Label, RecipientKind
from endgate.terms.faults import Fault

Ask = Callable[[bytes], Reply]


@dataclass(frozen=True)
class Asked:
    """What asking brought: proposals recorded, what the guard refused or dropped by reason, and what failed."""

    proposed: int
    refused: Counter[str]
    dropped: Counter[str]
    faults: tuple[Fault, ...]


def ask_about(store: CaseStore, document: str, provider: Provider, ask: Ask, stamp: Stamp) -> Asked:
    """Ask about a document's first text and record what stands in it. Raises EvidenceError before anything is sent.

    Whatever the document or the answer says, its claims are proposals of this model and nothing else changes.
    """
    text = _released_text(store, document, provider)
    made_by = f"model:{provider.model}+{prompt_hash()}"
    claims: list[Proposal] = []
    calls: list[Act] = []
    refused: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    faults: list[Fault] = []
    for chunk in chunks(text, provider.max_chars):
        request = request_of(provider, text[chunk.start : chunk.end])
        reply = ask(request)
        answers = None if reply.failure else answered(reply.content)
        if answers is None:
            faults.append(NO_ANSWER.at(document, reply.failure or "the answer has not the form that was asked for"))
        found = guarded(text, chunk, answers or [], made_by)
        claims += found.claims
        refused += found.refused
        dropped += found.dropped
        calls.append(_call(store, document, made_by, request, reply, len(found.claims)))
    proposals = Proposals((), tuple(claims))
    store.record(lambda view: (*calls, *acts_of(view, document, text, proposals, _stem(view, document))), stamp)
    return Asked(len(claims), refused, dropped, tuple(faults))


def _stem(view: CaseView, document: str) -> str:
    """How the ids of this run begin: each time that a document is asked about has a number."""
    lead = f"{document}:m"
    runs = {claim.id.partition("-")[0] for claim in view.claims if claim.id.startswith(lead) and "-" in claim.id}
    return f"{lead}{len(runs) + 1}-"


def _released_text(store: CaseStore, document: str, provider: Provider) -> str:
    view = store.view()
    found = next((each for each in view.documents if each.id == document), None)
    if found is None:
        raise CaseError(NO_SUCH_OBJECT.at(document, "it is no document of this case"))
    ceiling = _ceiling(view, provider)
    if provider.recipient not in found.marks.release_to or not found.marks.label.within(ceiling):
        what = f"{found.marks.label.value}, released to {', '.join(found.marks.release_to) or 'nobody'}"
        raise EvidenceError(NOT_RELEASED.at(document, what))
    derived = view.text_of(document)
    if derived is None:
        raise EvidenceError(NO_WORDS.at(document, "nothing of it was read"))
    return store.get(derived.sha256).decode()


def _ceiling(view: CaseView, provider: Provider) -> Label:
    known = next((each for each in view.facts["recipient:add"] if each.id == provider.recipient), None)
    if known is None or known.kind is not RecipientKind.PROCESSOR:
        what = f"{provider.recipient!r} is no recipient of kind processor in this case"
        raise EvidenceError(NOT_RELEASED.at("evidence.provider.recipient", what))
    ceiling: Label = known.ceiling
    return ceiling


def _call(store: CaseStore, document: str, made_by: str, request: bytes, reply: Reply, kept: int) -> Act:
    """What was sent and what came back, kept as bytes; the key is in neither."""
    sent, got = store.put(request), store.put(reply.content)
    assert sent == hashlib.sha256(request).hexdigest()
    payload = {"made_by": made_by, "request_sha256": sent, "answer_sha256": got, "proposed": kept}
    return Act("provider:ask", document, payload | ({"failure": reply.failure} if reply.failure else {}))

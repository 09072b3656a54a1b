"""Acts of review on the claims of a case: confirm, reject, mend. Nothing counts before a person confirmed it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from endgate.evidence import check
from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.log import Act, Event, Stamp
from endgate.evidence.case.store import CaseStore
from endgate.evidence.errors import FOUR_EYES, NO_SUCH_OBJECT, REVIEW_REFUSED, ReviewError
from endgate.evidence.model import Claim, Source
from endgate.evidence.vocabulary import ReviewState
from endgate.terms.codec import encode
from endgate.terms.faults import Fault

_FIXED = ("id", "document", "made_by", "recorded", "review", "supersedes", "label", "release_to")
"""Fields that mending leaves alone: whose claim it is, how it came, who may see it."""


@dataclass(frozen=True)
class Judged:
    """What a reviewer decided on one claim; ``mended`` is the claim as it should have been proposed."""

    claim: str
    confirm: bool
    reason: str = ""
    mended: Claim | None = None


def judge(
    store: CaseStore, judged: Sequence[Judged], stamp: Stamp, *, sources: Sequence[Source] = (), four_eyes: bool = False
) -> tuple[Event, ...]:
    """Record decisions, all or none, with sources met on the way. Raises ReviewError with everything refused.

    A mended claim is a new version that supersedes the proposal; both stay.
    """
    texts = _texts(store, store.view())

    def acts(view: CaseView) -> Iterator[Act]:
        faults = list(_refused(view, judged, sources, stamp, texts, four_eyes=four_eyes))
        if faults:
            raise ReviewError(*faults)
        known = {source.id for source in view.facts["source:add"]}
        yield from (Act("source:add", each.id, encode(each)) for each in sources if each.id not in known)
        for each in judged:
            yield from _acts(view, each)

    return store.record(acts, stamp)


def _acts(view: CaseView, judged: Judged) -> Iterator[Act]:
    before = view.claim(judged.claim)
    assert before is not None
    changed = () if judged.mended is None else changed_fields(before, judged.mended)
    if not judged.confirm:
        yield Act("claim:reject", before.id, {"reason": judged.reason})
    elif judged.mended is None or not changed:
        yield Act("claim:confirm", before.id, {"reason": judged.reason})
    else:
        after = replace(judged.mended, id=next_version(before.id), supersedes=before.id, review=(), recorded=None)
        yield Act("claim:propose", after.id, encode(after))
        yield Act("claim:supersede", before.id, {"reason": judged.reason})
        yield Act("claim:confirm", after.id, {"reason": judged.reason, "changed_fields": list(changed)})


def changed_fields(before: Claim, after: Claim) -> tuple[str, ...]:
    """The fields that a reviewer changed."""
    names = (field.name for field in dataclasses.fields(Claim) if field.name not in _FIXED)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def next_version(ident: str) -> str:
    """``c1`` → ``c1~2`` → ``c1~3``."""
    stem, _, number = ident.rpartition("~")
    return f"{stem}~{int(number) + 1}" if stem and number.isdigit() else f"{ident}~2"


def _refused(
    view: CaseView,
    judged: Iterable[Judged],
    sources: Sequence[Source],
    stamp: Stamp,
    texts: Mapping[str, str],
    *,
    four_eyes: bool,
) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in judged:
        claim = view.claim(each.claim)
        if claim is None:
            yield NO_SUCH_OBJECT.at(each.claim, "it is no claim of this case")
        elif claim.state() is not ReviewState.PROPOSED or each.claim in seen:
            yield REVIEW_REFUSED.at(each.claim, f"it is {claim.state() or 'unknown'} already")
        elif each.confirm and four_eyes and view.authors.get(each.claim) == stamp.actor:
            yield FOUR_EYES.at(each.claim, f"{stamp.actor} proposed it")
        elif each.mended is not None:
            yield from _wrong(view, claim, each.mended, sources, texts)
        seen.add(each.claim)


def _wrong(
    view: CaseView, before: Claim, after: Claim, sources: Sequence[Source], texts: Mapping[str, str]
) -> Iterator[Fault]:
    """What is wrong with a mended claim: fields that are not the reviewer's, references, words not at their span."""
    for name in _FIXED:
        if getattr(before, name) != getattr(after, name):
            yield REVIEW_REFUSED.at(f"{before.id}.{name}", "this field is not changed by a review")
    file = view.claim_file()
    claims = tuple(after if claim.id == before.id else claim for claim in file.claims)
    known = {source.id for source in file.sources}
    new = tuple(source for source in sources if source.id not in known)
    index = [claim.id for claim in claims].index(before.id)
    found = check.faults(replace(file, claims=claims, sources=(*file.sources, *new)), texts)
    yield from (
        replace(fault, where=fault.where.replace(f"$.claims[{index}]", before.id))
        for fault in found
        if fault.where.startswith(f"$.claims[{index}]")
    )


def _texts(store: CaseStore, view: CaseView) -> dict[str, str]:
    return {
        document.id: store.get(text.sha256).decode()
        for document in view.documents
        if (text := view.text_of(document.id)) is not None
    }


def texts_of(store: CaseStore) -> dict[str, str]:
    """The text that claims are made on, by document."""
    return _texts(store, store.view())


def to_review(view: CaseView) -> tuple[Claim, ...]:
    """What nobody has decided on yet, oldest first."""
    return tuple(claim for claim in view.claims if claim.state() is ReviewState.PROPOSED)

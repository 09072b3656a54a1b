"""Why a claim does not reach a recipient: for the author alone, never part of what goes out."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.evidence.model import Claim, ClaimFile, Recipient
from endgate.evidence.release import visible
from endgate.evidence.vocabulary import ConsentState, Level, ReviewState
from endgate.terms.dates import Day


def blocked_by(file: ClaimFile, claim: Claim, recipient: Recipient) -> list[str]:
    """What withholds a claim, in words; empty for one that the recipient may see."""
    if visible(file, claim, recipient):
        return []
    return list(_reasons(file, claim, recipient)) or ["a speaker shown in general words is named elsewhere in it"]


def _reasons(file: ClaimFile, claim: Claim, recipient: Recipient) -> Iterator[str]:
    if claim.state() is not ReviewState.CONFIRMED:
        yield f"it is {claim.state()}, not confirmed"
    if recipient.id not in claim.release_to:
        yield f"it is not released to {recipient.id}"
    if not claim.label.within(recipient.ceiling):
        yield f"its label {claim.label} is above {recipient.ceiling}, the highest for {recipient.id}"
    document = next(each for each in file.documents if each.id == claim.document)
    if not document.public:
        yield from _unconsented(file, claim, recipient)


def _unconsented(file: ClaimFile, claim: Claim, recipient: Recipient) -> Iterator[str]:
    names = {each.id: each.name for each in file.sources}
    for number, link in enumerate(claim.chain, start=1):
        answers = [each for each in link.consent if each.recipient == recipient.id]
        answers.sort(key=lambda each: (each.at is not None, each.at or Day.min))
        name = names.get(link.source, link.source)
        if not answers or answers[-1].state is not ConsentState.GRANTED:
            state = answers[-1].state.value if answers else "not asked"
            yield f"speaker {number}, {name}: consent {state}"
        elif answers[-1].level is not Level.EXACT and not link.wordings:
            yield f"speaker {number}, {name}: no other words are chosen for it"

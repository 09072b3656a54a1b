"""Review by file: proposals go out one a line, come back with decisions; a faulty line stops the whole file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from endgate.evidence.case.folding import CaseView
from endgate.evidence.errors import BAD_REVIEW_LINE, ReviewError
from endgate.evidence.model import Claim
from endgate.evidence.reviewing import Judged, to_review
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError, Fault


class Decision(StrEnum):
    """What the line decides; ``open`` leaves the claim for later."""

    OPEN = "open"
    CONFIRM = "confirm"
    REJECT = "reject"


@dataclass(frozen=True)
class ReviewLine:
    """One proposal with room for the decision. Mend the claim in place, then confirm it."""

    claim: Claim
    decision: Decision = Decision.OPEN
    reason: str = ""


def lines_out(view: CaseView) -> Iterable[str]:
    """The undecided claims, one JSON object a line."""
    for claim in to_review(view):
        line = {"decision": Decision.OPEN.value, "reason": "", "claim": encode(claim)}
        yield json.dumps(line, ensure_ascii=False)


def lines_in(content: str, view: CaseView, *, name: str) -> tuple[Judged, ...]:
    """Read decisions back. Raises ReviewError with every faulty line and its number."""
    judged: list[Judged] = []
    faults: list[Fault] = []
    for number, text in enumerate(content.splitlines(), start=1):
        if text.strip():
            try:
                line = decode(ReviewLine, json.loads(text))
                judged += _judged(line, view)
            except (ValueError, RecursionError) as error:
                faults.append(BAD_REVIEW_LINE.at(f"{name}:{number}", f"it is no JSON: {error}"))
            except EndgateError as error:
                faults += [replace(fault, where=f"{name}:{number}: {fault.where}") for fault in error.faults]
    if faults:
        raise ReviewError(*faults)
    return tuple(judged)


def _judged(line: ReviewLine, view: CaseView) -> Iterable[Judged]:
    if line.decision is Decision.OPEN:
        return
    before = view.claim(line.claim.id)
    mended = line.claim if before is not None and line.claim != before else None
    yield Judged(line.claim.id, line.decision is Decision.CONFIRM, line.reason, mended)

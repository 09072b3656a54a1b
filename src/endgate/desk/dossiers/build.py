"""What one recipient would be given: built up from what is released to it, checked for what is withheld, frozen.

Nothing is cut down from a whole: the excerpts of law and concern are computed again over the visible claims alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from endgate.desk.dossiers.blocked import blocked_by
from endgate.desk.dossiers.words import kinds, too_strong
from endgate.desk.errors import HIDDEN_POINT, MISSING, NOTHING_TO_SEE, SELF_CHECK, DeskError
from endgate.evidence import oracle
from endgate.evidence.exchange.wording import attributed
from endgate.evidence.model import Claim, ClaimFile, Recipient
from endgate.evidence.release import Released, ReleasedClaim, cut, visible
from endgate.evidence.vocabulary import Label, Stance

SCHEMA = "endgate.desk-dossier/1"
MOST_POINTS = 6
"""Talking points of one dossier."""
_SHORTEST = 5
"""Letters of the shortest withheld value that is looked for: shorter ones stand in every text by chance."""


@dataclass(frozen=True)
class Point:
    """A talking point and the claims of the case that it rests on."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What the author wants to tell whom. ``legality`` and ``concern`` ask for their excerpts."""

    recipient: str
    kind: str
    action: str = ""
    basis: str = ""
    not_alleged: str = ""
    reply_by: date | None = None
    points: tuple[Point, ...] = ()
    legality: bool = False
    concern: bool = False


@dataclass(frozen=True)
class Built:
    """The content that goes out, and what is told to the author alone."""

    content: dict[str, Any]
    blocked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    warnings: tuple[str, ...] = ()
    label: Label = Label.CLEAR
    claims: tuple[str, ...] = field(default=())

    def bytes(self) -> bytes:
        """The content as it is frozen and hashed."""
        return frozen(self.content)


Excerpts = Callable[[ClaimFile, Recipient, tuple[str, ...]], dict[str, Any]]
"""Gives ``legality`` and ``concern`` as the visible claims alone support them."""


def frozen(content: dict[str, Any]) -> bytes:
    """JSON with sorted keys and no blanks."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def build(file: ClaimFile, wanted: Wanted, originator: str, reference: str, excerpts: Excerpts) -> Built:
    """Build what the recipient may see. Raises DeskError (EG8107, EG8120, EG8121, EG8122)."""
    recipient = _recipient(file, wanted)
    seen = tuple(each for each in file.claims if visible(file, each, recipient))
    released = cut(file, recipient)
    numbers = {claim.id: shown.number for claim, shown in zip(seen, released.claims, strict=True)}
    points = list(_points(wanted, numbers))
    if not seen and not points:
        raise DeskError(NOTHING_TO_SEE.at(recipient.id, "no claim of this case is visible to it"))
    label = max((each.label for each in seen), key=list(Label).index, default=Label.CLEAR)
    content = {
        "schema": SCHEMA,
        **_cover(wanted, recipient, originator, reference, label),
        "facts": [_fact(each) for each in released.claims],
        "points": points,
        **_excerpts(wanted, file, recipient, tuple(numbers), excerpts),
    }
    _check(file, recipient, released, content)
    return Built(content, tuple(_blocked(file, recipient)), tuple(_warnings(wanted, seen)), label, tuple(numbers))


def _excerpts(
    wanted: Wanted, file: ClaimFile, recipient: Recipient, claims: tuple[str, ...], excerpts: Excerpts
) -> dict[str, Any]:
    if not (wanted.legality or wanted.concern):
        return {}
    found = excerpts(file, recipient, claims)
    return {name: found[name] for name in ("legality", "concern") if getattr(wanted, name)}


def _recipient(file: ClaimFile, wanted: Wanted) -> Recipient:
    found = next((each for each in file.recipients if each.id == wanted.recipient), None)
    if found is None:
        raise DeskError(MISSING.at("recipient", "choose a recipient that is named under Evidence"))
    if wanted.kind not in kinds():
        raise DeskError(MISSING.at("kind", f"one of {', '.join(kinds())}"))
    if found.kind not in kinds()[wanted.kind].to:
        what = f"a {kinds()[wanted.kind].title.lower()} does not go to a {found.kind.value.replace('_', ' ')}"
        raise DeskError(MISSING.at("kind", what))
    return found


def _cover(wanted: Wanted, recipient: Recipient, originator: str, reference: str, label: Label) -> dict[str, Any]:
    return {
        "reference": reference,
        "version": 1,
        "kind": wanted.kind,
        "title": kinds()[wanted.kind].title,
        "label": str(label),
        "recipient": {"id": recipient.id, "name": recipient.name},
        "releasable": f"REL TO {recipient.id}; onward release only with the originator's consent",
        "originator": originator,
        "action": wanted.action.strip() or kinds()[wanted.kind].asks,
        "basis": wanted.basis.strip(),
        "not_alleged": wanted.not_alleged.strip(),
        "reply_by": "" if wanted.reply_by is None else wanted.reply_by.isoformat(),
    }


def _fact(claim: ReleasedClaim) -> dict[str, Any]:
    return {
        "number": claim.number,
        "sentence": attributed(claim),
        "type": claim.type.value,
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "label": str(claim.label),
        "quote": claim.quote,
        "stands_against": list(claim.stands_against),
    }


def _points(wanted: Wanted, numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for number, point in enumerate(wanted.points, start=1):
        if not point.claims:
            raise DeskError(MISSING.at(f"point {number}", "a talking point names the claims that it rests on"))
        hidden = [each for each in point.claims if each not in numbers]
        if hidden:
            raise DeskError(HIDDEN_POINT.at(f"point {number}", f"{', '.join(hidden)} is not visible to this recipient"))
        yield {"text": point.text, "rests_on": sorted(numbers[each] for each in point.claims)}


def _warnings(wanted: Wanted, seen: tuple[Claim, ...]) -> Iterator[str]:
    """Points that say more than their weakest claim."""
    by_id = {each.id: each for each in seen}
    for number, point in enumerate(wanted.points, start=1):
        weak = [by_id[each] for each in point.claims if by_id[each].modality.stance is not Stance.COMMITTED]
        word = too_strong(point.text)
        if weak and word:
            yield f"point {number} says {word!r}; claim {weak[0].id} is only {weak[0].modality.value}"


def _blocked(file: ClaimFile, recipient: Recipient) -> Iterator[tuple[str, tuple[str, ...]]]:
    for claim in file.claims:
        reasons = blocked_by(file, claim, recipient)
        if reasons:
            yield claim.id, tuple(reasons)


def _check(file: ClaimFile, recipient: Recipient, released: Released, content: dict[str, Any]) -> None:
    """Look for everything withheld in what would go out. Raises DeskError (EG8121)."""
    output = frozen(content)
    shown = oracle.folded(json.dumps([_fact(each) for each in released.claims], ensure_ascii=False))
    withheld = {
        name: value
        for name, value in withheld_values(file, recipient).items()
        if len(value) >= _SHORTEST and oracle.folded(value) not in shown
    }
    found = oracle.leaks({"dossier.json": output}, oracle.needles(withheld))
    if found:
        raise DeskError(SELF_CHECK.at(recipient.id, f"it holds {', '.join(sorted({each.field for each in found}))}"))
    lost = oracle.missing(output, [each.proposition for each in released.claims])
    if lost:
        raise DeskError(SELF_CHECK.at(recipient.id, "the check is blind: it does not find what is released"))


def withheld_values(file: ClaimFile, recipient: Recipient) -> dict[str, str]:
    """Everything of the file that the recipient may not read, by what it is."""
    seen = {each.id for each in file.claims if visible(file, each, recipient)}
    found: dict[str, str] = {}
    for claim in file.claims:
        if claim.id not in seen:
            found[f"the proposition of claim {claim.id}"] = claim.proposition
            found[f"the words of claim {claim.id}"] = claim.quote
    found |= {f"the name of source {each.id}": each.name for each in file.sources}
    found |= {f"the title of document {each.id}": each.title for each in file.documents if not each.public}
    found |= {f"the hash of document {each.id}": each.sha256 for each in file.documents if not each.public}
    for other in file.recipients:
        if other.id != recipient.id:
            found[f"recipient {other.id}"] = other.name
            found[f"the id of recipient {other.id}"] = other.id
    return found

"""Who may see a claim and in which words: deny by default, per-link consent, nothing withheld leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass, field

from endgate.evidence.dates import When
from endgate.evidence.model import Claim, ClaimFile, Recipient
from endgate.evidence.vocabulary import ClaimFlag, ClaimType, Label, Modality, Polarity
from endgate.terms.dates import Day


@dataclass(frozen=True)
class ReleasedClaim:
    """A claim in the words that one recipient may see. ``number`` counts from 1 within the release."""

    number: int
    type: ClaimType
    proposition: str
    modality: Modality
    polarity: Polarity
    chain: tuple[str, ...]
    label: Label
    roles: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    when: When | None = None
    quote: str = ""
    flags: tuple[ClaimFlag, ...] = ()
    nested_in: int | None = None
    stands_against: tuple[int, ...] = ()


@dataclass(frozen=True)
class Released:
    """What one recipient sees of a file of claims."""

    recipient: str
    claims: tuple[ReleasedClaim, ...]


def visible(file: ClaimFile, claim: Claim, recipient: Recipient, *, known_as_of: Day | None = None) -> bool:
    """May this recipient see the claim in some wording?"""
    raise NotImplementedError


def cut(file: ClaimFile, recipient: Recipient, *, known_as_of: Day | None = None) -> Released:
    """Build what the recipient may see from what is released to it; never a whole with parts struck out."""
    raise NotImplementedError

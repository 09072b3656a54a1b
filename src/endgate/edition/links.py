"""What ties records of different lists to one party: links with their evidence, what speaks against, and clusters.

Source records stay apart. A link is a statement about two of them which can be explained, decided on and undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.terms.dates import Day


class EvidenceType(StrEnum):
    """What speaks for two records being one party."""

    CROSS_REFERENCE = "cross_reference"
    IDENTIFIER = "identifier"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    COUNTRY = "country"
    PROGRAMME = "programme"


class ContradictionType(StrEnum):
    """What speaks against it."""

    KIND = "kind"
    BIRTH_DATE = "birth_date"
    IMO_NUMBER = "imo_number"
    REGISTRATION_NUMBER = "registration_number"
    NUMBER_IN_NAME = "number_in_name"
    LISTED_SEPARATELY = "listed_separately"
    BETTER_RIVAL = "better_rival"
    NAMES_DISAGREE = "names_disagree"
    WITHIN_CLUSTER = "within_cluster"


class LinkState(StrEnum):
    """Who has decided on a link. Only accepted links make clusters."""

    PROPOSED = "proposed"
    ACCEPTED_RULE = "accepted_rule"
    ACCEPTED_PERSON = "accepted_person"
    REJECTED_PERSON = "rejected_person"

    @property
    def accepted(self) -> bool:
        return self in (LinkState.ACCEPTED_RULE, LinkState.ACCEPTED_PERSON)


@dataclass(frozen=True)
class Evidence:
    """One fact that both records state, as each of them prints it."""

    type: EvidenceType
    left: str
    right: str
    note: str = ""


@dataclass(frozen=True)
class Contradiction:
    """One reason why the two may be different parties, in a sentence."""

    type: ContradictionType
    text: str


@dataclass(frozen=True)
class Link:
    """Two party ids in ascending order, what ties them, what speaks against, and what was decided."""

    left: str
    right: str
    state: LinkState
    evidence: tuple[Evidence, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    by: str = ""
    reason: str = ""

    def other(self, party_id: str) -> str:
        """The party at the other end."""
        return self.right if party_id == self.left else self.left


@dataclass(frozen=True)
class IdentityDecision:
    """What a person decided about two records: one party or two. A later decision on the same two replaces it."""

    left: str
    right: str
    same: bool
    by: str
    reason: str
    on: Day


@dataclass(frozen=True)
class Cluster:
    """Records that accepted links tie together. ``cluster_id`` is the first of its members, in ascending order."""

    cluster_id: str
    members: tuple[str, ...]

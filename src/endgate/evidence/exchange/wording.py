"""A released claim in one sentence: who says it through whom, how surely, and what the formats have no field for."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from endgate.evidence.dates import When
from endgate.evidence.release import ReleasedClaim
from endgate.evidence.vocabulary import Modality

PARTY_ROLES = (
    "supplier",
    "manufacturer",
    "end_user",
    "consignee",
    "carrier",
    "declarant",
    "actor",
    "target",
    "recipient",
    "holder",
    "parent",
    "child",
)


@cache
def _verbs() -> dict[Modality, str]:
    text = files("endgate").joinpath("data", "evidence", "wording.csv").read_text(encoding="utf-8")
    return {Modality(row["modality"]): row["words"] for row in csv.DictReader(text.splitlines())}


def says(modality: Modality) -> str:
    """The words for how surely somebody says it, as they stand before the proposition."""
    return _verbs()[modality]


def attributed(claim: ReleasedClaim) -> str:
    """The claim with its attribution, outermost source first, and its date where it has one."""
    *relays, speaker = claim.chain
    through = f" (through {', '.join(relays)})" if relays else ""
    dated = f" [{when_words(claim.when)}]" if claim.when is not None else ""
    return f"{speaker}{through} {says(claim.modality)} {claim.proposition}{dated}"


def when_words(when: When) -> str:
    """A date as far as it is known."""
    if when.value is not None:
        return str(when.value)
    bounds = [f"not before {when.earliest}" if when.earliest else "", f"not after {when.latest}" if when.latest else ""]
    return ", ".join(bound for bound in bounds if bound) or "date not stated"


def parties(claim: ReleasedClaim) -> list[tuple[str, str]]:
    """Role and name of every party named in the claim."""
    return [(role, name) for role in PARTY_ROLES for name in claim.roles.get(role) or ()]

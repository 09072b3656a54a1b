"""The decision as bytes: one canonical form, its published schema, and reading a record back to decide it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.decide.company.model import CompanyPolicy
from endgate.decide.errors import NO_DECISION, RecordError
from endgate.decide.model import SCHEMA, Decision
from endgate.decide.pipeline import Options, decide
from endgate.decide.signals.gather import NOTHING_STATED
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.law.evaluate import Policy
from endgate.names.reviews import Review, ReviewBook
from endgate.shipment.flags import FlagFacts
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError


@dataclass(frozen=True)
class Recorded:
    """What a record says of its own making."""

    shipment: Shipment
    claims: ClaimFile
    as_of: date
    known_as_of: date
    edition: str
    engine_version: str
    policy: Policy
    reviews: ReviewBook
    raw: bytes
    facts: FlagFacts = NOTHING_STATED
    company: CompanyPolicy | None = None


@dataclass(frozen=True)
class Replay:
    """The outcome of deciding a record again. ``differences`` are the top-level fields that changed."""

    same: bool
    edition_same: bool
    engine_same: bool
    differences: tuple[str, ...] = ()


def canonical(decision: Decision) -> bytes:
    """The bytes of a decision: UTF-8, two blanks of indent, one newline at the end."""
    return (json.dumps(decision.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


def is_decision(raw: Any) -> bool:
    """Does parsed JSON claim to be a decision record?"""
    return isinstance(raw, dict) and str(raw.get("schema", "")).startswith("endgate.decision/")


def read_record(data: bytes, *, name: str) -> Recorded:
    """Read a decision record. Raises RecordError (EG9001) when it is none, or of another schema."""
    try:
        raw = json.loads(data)
        if raw["schema"] != SCHEMA:
            raise RecordError(NO_DECISION.at(name, f"its schema is {raw['schema']!r}, not {SCHEMA!r}"))
        return Recorded(
            shipment=decode(Shipment, raw["input"]["shipment"], where="$.input.shipment"),
            claims=decode(ClaimFile, raw["input"]["claims"], where="$.input.claims"),
            as_of=date.fromisoformat(raw["as_of"]),
            known_as_of=date.fromisoformat(raw["known_as_of"]),
            edition=str(raw["edition"]),
            engine_version=str(raw["engine_version"]),
            policy=Policy(tuple(raw["count_policy"]), dict(raw["assumptions"])),
            reviews=ReviewBook(tuple(decode(Review, each) for each in raw["input"]["reviews"])),
            facts=decode(FlagFacts, raw["input"].get("facts", {}), where="$.input.facts"),
            company=_company(raw["input"].get("company")),
            raw=data,
        )
    except EndgateError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecordError(NO_DECISION.at(name, f"it cannot be read as a decision ({error})")) from error


def _company(raw: Any) -> CompanyPolicy | None:
    return None if raw is None else decode(CompanyPolicy, raw, where="$.input.company")


def replay(recorded: Recorded, edition: Edition) -> Replay:
    """Decide again with the record's own input, reviews, days and policy, and compare the bytes."""
    again = decide(
        recorded.shipment,
        edition,
        claims=recorded.claims,
        as_of=recorded.as_of,
        known_as_of=recorded.known_as_of,
        options=Options(recorded.policy, recorded.reviews, facts=recorded.facts, company=recorded.company),
    )
    data = canonical(again)
    before, after = json.loads(recorded.raw), json.loads(data)
    differences = tuple(key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key))
    return Replay(
        same=data == recorded.raw,
        edition_same=recorded.edition == edition.id,
        engine_same=recorded.engine_version == again.engine_version,
        differences=differences,
    )

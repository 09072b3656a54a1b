"""The decision record (``endgate.decision/1``): per actor what may be done and why, with all that the stages found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.decide.company.model import PolicyVerdict
from endgate.decide.concern import Concern
from endgate.decide.gaps.model import Gap
from endgate.evidence.weigh import Contradiction, Corroboration, Shown
from endgate.goods.model import ItemResult
from endgate.law.finding import Conflict, Finding, Question, Reason
from endgate.law.model import Binds
from endgate.law.outcome import Disposition
from endgate.names.model import Screening
from endgate.network.exposure import Exposure
from endgate.routes.assess import DestinationView
from endgate.shipment.indications import Flag, Indication
from endgate.shipment.knowledge import Knowledge
from endgate.terms.codec import encode

SCHEMA = "endgate.decision/1"


@dataclass(frozen=True)
class ActorFinding:
    """A finding with the items it speaks of (one finding may speak of several)."""

    items: tuple[str, ...]
    finding: Finding

    def to_json(self) -> dict[str, Any]:
        return {"items": list(self.items), **self.finding.to_json()}

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        described = Finding.json_schema()
        items = {"type": "array", "items": {"type": "string"}}
        return {**described, "properties": {"items": items, **described["properties"]}}


@dataclass(frozen=True)
class ViewDisposition:
    """What law says in one view of one item."""

    view: str
    item: str
    disposition: Disposition
    with_unreviewed: Disposition


@dataclass(frozen=True)
class ActorDecision:
    """What one actor may do. ``findings`` leaves out what does not bite (``explain`` shows those too).

    ``licences_due`` are the counting measures that already ask for a licence as declared, also where something
    stricter is still open.
    """

    actor: str
    name: str
    kind: Binds
    jurisdictions: tuple[str, ...]
    disposition: Disposition
    with_unreviewed: Disposition
    views: tuple[ViewDisposition, ...]
    reasons: tuple[Reason, ...]
    findings: tuple[ActorFinding, ...]
    questions: tuple[Question, ...]
    conditions: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    not_bound: tuple[str, ...] = ()
    not_encoded: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    licences_due: tuple[str, ...] = ()


@dataclass(frozen=True)
class ViewNote:
    """One view in words: what it takes as destination and end user, and which indications changed it."""

    view: str
    destination: str
    end_user: str
    indications: tuple[str, ...]


@dataclass(frozen=True)
class SourceCoverage:
    """One list as it served this decision: how much of it is held, of which day, and how old on the day asked."""

    source: str
    authority: str
    coverage: str
    stated: str
    age_days: int | None
    stale: bool
    note: str = ""


@dataclass(frozen=True)
class NotChecked:
    """Something that was not looked at, with the line that mends it. Never to be read as clear."""

    what: str
    remedy: str = ""


@dataclass(frozen=True)
class Coverage:
    """What the answer rests on and what it does not. ``law`` counts measures: evaluated, counting, in shadow."""

    checked: tuple[SourceCoverage, ...]
    not_checked: tuple[NotChecked, ...]
    law: dict[str, int]
    goods_lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contested:
    """Claims beside each other: contradictions, corroboration by origins, claims that are shown and never counted."""

    contradictions: tuple[Contradiction, ...] = ()
    corroboration: tuple[Corroboration, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The record of one decision. The same input, edition and days give the same bytes.

    ``policy`` stands beside law: what the company's own rules say, None where no policy was given.
    """

    shipment: str
    title: str
    activity: str
    as_of: date
    known_as_of: date
    edition: str
    law_rules: str
    engine_version: str
    input_sha256: str
    actors: tuple[ActorDecision, ...]
    concerns: tuple[Concern, ...]
    views: tuple[ViewNote, ...]
    indications: tuple[Indication, ...]
    destinations: tuple[DestinationView, ...]
    flags: tuple[Flag, ...]
    knowledge: tuple[Knowledge, ...]
    matches: tuple[Screening, ...]
    classifications: tuple[ItemResult, ...]
    exposures: tuple[Exposure, ...]
    evidence: Contested
    questions: tuple[str, ...]
    coverage: Coverage
    assumptions: dict[str, str]
    count_policy: tuple[str, ...]
    input: dict[str, Any]
    policy: PolicyVerdict | None = None
    schema: str = SCHEMA

    def worst(self) -> Disposition:
        """The strictest disposition of any actor, States included; HOLD where there is nobody to judge."""
        return max((each.disposition for each in self.actors), key=lambda each: each.rank, default=Disposition.HOLD)

    def to_json(self) -> dict[str, Any]:
        """Schema first, then every field, also the empty ones: what is empty was looked at and found empty."""
        body = {name: encode(getattr(self, name)) for name in self.__dataclass_fields__}
        return {"schema": body.pop("schema"), **body}

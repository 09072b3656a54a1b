"""Why an answer came out, or why a measure did not: the same findings with their reason trees, computed again.

Nothing is stored that can be recomputed; a recipient sees only what the claims' release marks allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from endgate.decide.actors import Actor
from endgate.decide.case import Case
from endgate.decide.concern import Concern, concerns
from endgate.decide.errors import UNKNOWN_MEASURE, UNKNOWN_RECIPIENT, RecordError
from endgate.decide.gaps.model import Gap
from endgate.decide.pipeline import Options, gather, judge, law_book
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile, Recipient
from endgate.evidence.release import Released, cut, visible
from endgate.law.evaluate import Policy
from endgate.law.finding import ActorLaw, Finding
from endgate.shipment.model import Shipment


@dataclass(frozen=True)
class Explained:
    """One actor and item with all its findings and their trees."""

    actor: Actor
    item: str
    law: ActorLaw
    gaps: tuple[Gap, ...] = ()

    def contributing(self) -> Iterator[Finding]:
        """Findings behind the disposition and its conditions, view by view."""
        for view in self.law.views:
            yield from (finding for finding in view.speaking if finding.contributes is not None)


@dataclass(frozen=True)
class Cut:
    """What one recipient may see: released claims, and the concern as those claims alone support it."""

    recipient: Recipient
    released: Released
    concerns: tuple[Concern, ...]


def explain(
    shipment: Shipment,
    edition: Edition,
    claims: ClaimFile,
    as_of: date,
    known_as_of: date,
    options: Options,
) -> tuple[Case, tuple[Explained, ...]]:
    """Run the stages and law again, with traces."""
    traced = replace(options, trace=True)
    case = gather(shipment, edition, claims, as_of, known_as_of, traced)
    laws = judge(case, traced)
    return case, tuple(Explained(actor, each.item, each.law, each.gaps) for actor, by_item in laws for each in by_item)


def why_not(explained: tuple[Explained, ...], measure: str, edition: Edition) -> Iterator[tuple[Explained, Finding]]:
    """The finding of one measure for every actor it is asked of. Raises RecordError (EG9002) for an unknown id."""
    if measure not in law_book(edition):
        raise RecordError(UNKNOWN_MEASURE.at("--why-not", f"{measure!r} is not a measure of this edition"))
    for each in explained:
        for view in each.law.views:
            for finding in view.findings:
                if finding.measure == measure:
                    yield each, finding


def for_recipient(
    shipment: Shipment, edition: Edition, claims: ClaimFile, recipient_id: str, as_of: date, known_as_of: date
) -> Cut:
    """Build what a recipient may see. Raises RecordError (EG9003) for one that the claims do not know."""
    recipient = next((each for each in claims.recipients if each.id == recipient_id), None)
    if recipient is None:
        raise RecordError(UNKNOWN_RECIPIENT.at("--for", f"{recipient_id!r} is not a recipient"))
    seen = tuple(each for each in claims.claims if visible(claims, each, recipient, known_as_of=known_as_of))
    kept = {each.id for each in seen}
    narrowed = replace(
        claims,
        claims=seen,
        relations=tuple(each for each in claims.relations if {each.start, each.end} <= kept),
        exhibits=tuple(each for each in claims.exhibits if set(each.claims) <= kept),
    )
    case = gather(shipment, edition, narrowed, as_of, known_as_of, Options(Policy()))
    released = cut(claims, recipient, known_as_of=known_as_of)
    return Cut(recipient, released, concerns(case, narrowed) if seen else ())

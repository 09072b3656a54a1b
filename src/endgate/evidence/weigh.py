"""From confirmed claims to knowledge, indications, contradictions, corroboration, questions and inputs of concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from endgate.evidence.against import contradictions, denials_of, standing_against
from endgate.evidence.effects import Becomes, effects_of
from endgate.evidence.exhibits import capture_questions, timings
from endgate.evidence.knowing import knowing
from endgate.evidence.model import Claim, ClaimFile
from endgate.evidence.origins import support
from endgate.evidence.pointers import Pointer, confirmed, pointers, speaks
from endgate.evidence.subject import Subject, subject_of
from endgate.evidence.vocabulary import ClaimRole, Polarity, Programme, RelationType, ReviewState, Stance
from endgate.evidence.weighed import (
    Contradiction,
    Corroboration,
    Declared,
    EvidenceQuestion,
    ExhibitTiming,
    Hypothesis,
    QuestionKind,
    Shown,
    Weighed,
)
from endgate.shipment.indications import Aspect, Indication
from endgate.shipment.model import Role, Shipment
from endgate.terms.dates import Day
from endgate.terms.truth import Truth

__all__ = [
    "Contradiction",
    "Corroboration",
    "Declared",
    "EvidenceQuestion",
    "ExhibitTiming",
    "Hypothesis",
    "QuestionKind",
    "Shown",
    "Weighed",
    "weigh",
]


def weigh(shipment: Shipment, claims: ClaimFile, *, as_of: Day, known_as_of: Day) -> Weighed:
    """Weigh the confirmed claims for this shipment. Several files are joined by ``read.merge`` first.

    Knowledge counts only what its actor held by ``as_of``; indications count every claim recorded by ``known_as_of``.
    """
    subject = subject_of(shipment, claims, known_as_of)
    stood = confirmed(claims, known_as_of)
    by_id = {claim.id: claim for claim in claims.claims}
    pointed = [each for claim in stood if speaks(claim, by_id) for each in pointers(claim, subject)]
    near = {claim.id for claim in stood if subject.touches(claim)}
    against = tuple(each for each in contradictions(claims, stood) if near & {each.claim, each.other})
    exhibits = timings(claims, frozenset(claim.id for claim in stood), subject)
    known = knowing(pointed, claims, subject, exhibits, as_of=as_of, known_as_of=known_as_of)
    declared, differing = _declared(stood, subject)
    unread = sum(claim.state(known_as_of) is ReviewState.PROPOSED for claim in claims.claims)
    questions = (
        *_unread(unread),
        *known.questions,
        *capture_questions(exhibits),
        *_to_confirm(stood, subject),
        *_untied(stood, claims, by_id),
        *(_difference(each) for each in declared if each.agrees is Truth.FALSE),
    )
    return Weighed(
        as_of=as_of,
        known_as_of=known_as_of,
        knowledge=known.records,
        indications=tuple(_indications(pointed, claims, subject)),
        contradictions=(*against, *differing),
        corroboration=tuple(_corroboration(pointed, claims, against)),
        proposals_unread=unread,
        questions=questions,
        concern_inputs=tuple(_hypotheses(pointed, claims, against)),
        declared=declared,
        exhibits=exhibits,
        shown=tuple(_shown(stood, subject)),
    )


def _grouped(pointed: Iterable[Pointer]) -> Iterator[tuple[Pointer, ...]]:
    groups: dict[str, dict[str, Pointer]] = {}
    for pointer in pointed:
        groups.setdefault(pointer.key, {}).setdefault(pointer.claim.id, pointer)
    yield from (tuple(group.values()) for group in groups.values())


def _indications(pointed: Iterable[Pointer], file: ClaimFile, subject: Subject) -> Iterator[Indication]:
    becoming = [each for each in pointed if each.becomes is Becomes.INDICATION and not each.declared]
    for group in _grouped(becoming):
        first = group[0]
        counted = support([pointer.claim for pointer in group], file)
        days = [_recorded(pointer.claim, subject) for pointer in group]
        yield Indication(
            id=first.key,
            aspect=first.aspect,
            declared=_declared_value(first.aspect, subject.shipment),
            indicated=first.shown,
            claims=counted.claims,
            origins=counted.origins,
            unnamed=counted.unnamed,
            weakest_modality=counted.weakest.value,
            country=first.country,
            party_name=first.party_name,
            party_references=tuple(dict.fromkeys(ref for pointer in group for ref in pointer.references)),
            propositions=tuple(dict.fromkeys(each for pointer in group for each in pointer.propositions)),
            known_from=min((day for day in days if day is not None), default=None),
            adopted=first.key in subject.shipment.adopted,
        )


def _recorded(claim: Claim, subject: Subject) -> Day | None:
    days = [day for day in (claim.confirmed_on(), subject.tied_on(claim)) if day is not None]
    return max(days, default=None)


def _declared_value(aspect: Aspect, shipment: Shipment) -> str:
    """What the shipment declares; empty when it says nothing."""
    if aspect is Aspect.DESTINATION:
        return str(shipment.declared_destination or "")
    if aspect is Aspect.END_USE:
        return "" if shipment.end_use is None else shipment.end_use.statement
    role = Role.CONSIGNEE if aspect is Aspect.CONSIGNEE else Role.END_USER
    return "; ".join(party.name for party in shipment.in_role(role))


def _corroboration(
    pointed: Iterable[Pointer], file: ClaimFile, against: Sequence[Contradiction]
) -> Iterator[Corroboration]:
    for group in _grouped(pointed):
        counted = support([pointer.claim for pointer in group], file)
        yield Corroboration(
            proposition=group[0].key,
            claims=counted.claims,
            outlets=counted.outlets,
            origins=counted.origins,
            unnamed=counted.unnamed,
            interested_denials=denials_of(group, against),
            contradictions=standing_against(group, against),
        )


def _hypotheses(pointed: Iterable[Pointer], file: ClaimFile, against: Sequence[Contradiction]) -> Iterator[Hypothesis]:
    groups: dict[Programme, dict[str, Pointer]] = {}
    for pointer in pointed:
        if pointer.programme is not None:
            groups.setdefault(pointer.programme, {}).setdefault(pointer.claim.id, pointer)
    entities = {entity.id: entity for entity in file.entities}
    for programme, group in groups.items():
        members = list(group.values())
        counted = support([pointer.claim for pointer in members], file)
        named = [entities[each] for pointer in members for each in _places(pointer.claim)]
        yield Hypothesis(
            programme=programme,
            claims=counted.claims,
            origins=counted.origins,
            unnamed=counted.unnamed,
            weakest_modality=counted.weakest,
            countries=tuple(dict.fromkeys(entity.country for entity in named if entity.country is not None)),
            denials=denials_of(members, against),
        )


def _places(claim: Claim) -> Iterator[str]:
    roles = (ClaimRole.DESTINATION, ClaimRole.INDICATED_DESTINATION, ClaimRole.HOLDER, ClaimRole.PROGRAMME)
    for role in (*roles, ClaimRole.PLACE):
        yield from claim.fillers(role)


def _declared(stood: Sequence[Claim], subject: Subject) -> tuple[tuple[Declared, ...], tuple[Contradiction, ...]]:
    """Declarations that parties of this shipment made in documents, and where they differ from the shipment's."""
    found = []
    for claim in stood:
        makers = [party for entity in claim.fillers(ClaimRole.DECLARANT) for party in subject.parties(entity)]
        if not makers or claim.polarity is Polarity.NEGATED or claim.modality.stance is Stance.DIRECTIVE:
            continue
        for pointer in pointers(claim, subject):
            if pointer.becomes is Becomes.DECLARED:
                silent = not _declared_value(pointer.aspect, subject.shipment)
                agrees = Truth.UNKNOWN if silent else Truth.of(pointer.declared)
                if pointer.aspect is Aspect.END_USE and agrees is Truth.FALSE:
                    agrees = Truth.UNKNOWN  # two wordings of a use are for a person to compare
                value = pointer.shown if pointer.country is None else str(pointer.country)
                found.append(Declared(pointer.aspect, value, claim.id, makers[0].id, agrees))
    differing = tuple(
        Contradiction(RelationType.CONTRADICTS, each.claim, "", each.aspect.value)
        for each in found
        if each.agrees is Truth.FALSE
    )
    return tuple(found), differing


def _difference(each: Declared) -> EvidenceQuestion:
    text = f"{each.by} declares {each.aspect.value} {each.value!r} in a document and something else here: which holds?"
    return EvidenceQuestion(QuestionKind.DECLARATION_DIFFERS, text, claims=(each.claim,), actor=each.by)


def _unread(count: int) -> Iterator[EvidenceQuestion]:
    if count:
        noun = "proposal" if count == 1 else "proposals"
        yield EvidenceQuestion(QuestionKind.PROPOSALS_UNREAD, f"{count} {noun} unread: not checked")


def _to_confirm(stood: Sequence[Claim], subject: Subject) -> Iterator[EvidenceQuestion]:
    for claim in stood:
        touched = subject.touches(claim)
        if any(effect.becomes is Becomes.CONFIRM and touched & effect.touch for effect in effects_of(claim.type)):
            text = f"a claim says: {claim.proposition}. Is it so? Confirm the fact apart from the claim"
            yield EvidenceQuestion(QuestionKind.FACT_TO_CONFIRM, text, claims=(claim.id,))


def _untied(stood: Sequence[Claim], file: ClaimFile, by_id: dict[str, Claim]) -> Iterator[EvidenceQuestion]:
    """Claims that would point to something and that nobody has tied to any deal: for a person to tie, or to leave."""
    tied = {tie.entity for tie in file.ties if not tie.listed}
    loose = [
        claim.id
        for claim in stood
        if speaks(claim, by_id)
        and any(effect.becomes is Becomes.INDICATION for effect in effects_of(claim.type))
        and not tied & {entity for role in claim.roles for entity in claim.fillers(ClaimRole(role))}
    ]
    if loose:
        text = f"do the claims {', '.join(loose)} speak of this deal? Nothing ties them to its goods or parties"
        yield EvidenceQuestion(QuestionKind.TIE_MISSING, text, claims=tuple(loose))


def _shown(stood: Sequence[Claim], subject: Subject) -> Iterator[Shown]:
    for claim in stood:
        touched = subject.touches(claim)
        for effect in effects_of(claim.type):
            if effect.becomes in (Becomes.SHOWN, Becomes.CONFIRM, Becomes.CONCERN) and touched & effect.touch:
                yield Shown(claim.id, effect.becomes.value, claim.proposition)
                break

"""Turns what the rules read in a document's text into proposals of the case: claims, their sources and entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.log import Act, Event, Stamp
from endgate.evidence.case.store import CaseStore
from endgate.evidence.extract.mentions import countries_in
from endgate.evidence.extract.propose import Proposal, Proposals, propose
from endgate.evidence.extract.relations import nested, relate
from endgate.evidence.extract.speakers import Speaker
from endgate.evidence.extract.text import folded, paragraphs
from endgate.evidence.extract.words import country_names
from endgate.evidence.forms.declared import declared
from endgate.evidence.forms.read import read_form
from endgate.evidence.intake.model import PROPOSED_FROM
from endgate.evidence.model import Claim, Entity, Link, Relation, Source, Span
from endgate.evidence.vocabulary import ClaimRole, EntityKind, SourceKind
from endgate.terms.codec import encode
from endgate.terms.places import CountryCode

_ENDS = frozenset(
    {ClaimRole.DESTINATION, ClaimRole.DECLARED_DESTINATION, ClaimRole.INDICATED_DESTINATION, ClaimRole.ORIGIN}
)
RELATED_BY = "rule:relations@1"
_KINDS = {
    ClaimRole.GOODS: EntityKind.GOODS,
    ClaimRole.END_USE: EntityKind.USE,
    ClaimRole.PROGRAMME: EntityKind.PROGRAMME,
    ClaimRole.REGIME: EntityKind.REGIME,
    ClaimRole.EVIDENCE: EntityKind.EVIDENCE,
    ClaimRole.PLACE: EntityKind.PLACE,
    ClaimRole.PRICE: EntityKind.VALUE,
    ClaimRole.QUANTITY: EntityKind.VALUE,
}


def propose_claims(store: CaseStore, document: str, stamp: Stamp) -> tuple[Event, ...]:
    """Propose the claims of the first ``PROPOSED_FROM`` characters of a document's first text.

    Of a form what it declares, else what prose says.
    Nothing that a text says of its own review changes anything.
    """
    text = store.view().text_of(document)
    if text is None:
        return ()
    words = store.get(text.sha256).decode()[:PROPOSED_FROM]
    form = read_form(words)
    found = propose(words) if form is None else Proposals((), declared(words, form))
    return store.record(lambda view: acts_of(view, document, words, found, f"{document}:"), stamp)


def acts_of(view: CaseView, document: str, text: str, found: Proposals, stem: str) -> Iterator[Act]:
    """The acts that record what was found in a text, with ids that begin with ``stem``."""
    plain = folded(text)
    inside = nested(plain, found.claims)
    sources: dict[str, Source] = {}
    entities: dict[str, Entity] = {}
    title = next(each for each in view.documents if each.id == document)
    itself = Source(f"{stem}itself", SourceKind.ARTICLE, title.marks.title or title.file_name, document=document)
    claims = [_claim(stem, n, each, itself, sources, entities) for n, each in enumerate(found.claims, start=1)]
    claims = [replace(each, nested_in=claims[inside[n]].id) if n in inside else each for n, each in enumerate(claims)]
    if claims:
        yield Act("source:add", itself.id, encode(itself))
    yield from (Act("source:add", each.id, encode(each)) for each in sources.values())
    yield from (Act("entity:add", each.id, encode(each)) for each in entities.values())
    yield from (Act("claim:propose", each.id, encode(each)) for each in claims)
    for each in relate(plain, found.claims, list(paragraphs(plain))):
        start, end = claims[each.start].id, claims[each.end].id
        relation = Relation(each.type, start, end, each.why, RELATED_BY)
        yield Act("relation:add", f"{start}:{each.type.value}:{end}", encode(relation))


def _claim(
    stem: str,
    number: int,
    found: Proposal,
    itself: Source,
    sources: dict[str, Source],
    entities: dict[str, Entity],
) -> Claim:
    inner = tuple(Link(_source(stem, each, sources).id) for each in found.chain[1:])
    roles = {role.value: (_entity(stem, role, words, entities).id,) for role, words in found.roles.items() if words}
    return Claim(
        id=f"{stem}c{number}",
        document=itself.document,
        type=found.type,
        proposition=found.quote,
        modality=found.modality,
        polarity=found.polarity,
        chain=(Link(itself.id), *inner),
        roles={str(role): filled for role, filled in roles.items()},
        span=Span(found.start, found.end),
        quote=found.quote,
        when=found.when,
        flags=found.flags,
        made_by=found.made_by,
    )


def _source(stem: str, speaker: Speaker, sources: dict[str, Source]) -> Source:
    """One source a name; the same name in another document stays another source until a person joins them."""
    known = sources.get(speaker.name)
    if known is None:
        known = Source(f"{stem}s{len(sources) + 1}", speaker.kind, speaker.name)
        sources[speaker.name] = known
    return known


def _entity(stem: str, role: ClaimRole, words: str, entities: dict[str, Entity]) -> Entity:
    known = entities.get(words.casefold())
    if known is None:
        country = country_names().get(words.removeprefix("the ").removeprefix("The "))
        kind = EntityKind.COUNTRY if country else _KINDS.get(role, EntityKind.ORGANISATION)
        if role in _ENDS and country is None:
            named = countries_in(words)
            country, kind = named[0] if len(named) == 1 else None, EntityKind.PLACE
        known = Entity(f"{stem}e{len(entities) + 1}", kind, words, country=CountryCode(country) if country else None)
        entities[words.casefold()] = known
    return known

"""A file of claims under other ids, so that claims of one case can stand beside those of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from endgate.evidence.model import Claim, ClaimFile, Source

Rename = Callable[[str], str]


def renamed(file: ClaimFile, name: Rename) -> ClaimFile:
    """The documents, sources, entities, claims and relations of a file under the names given; nothing else of it."""

    def stated(ident: str) -> str:
        return name(ident) if ident else ""

    return ClaimFile(
        documents=tuple(replace(each, id=name(each.id)) for each in file.documents),
        sources=tuple(_source(each, stated) for each in file.sources),
        entities=tuple(replace(each, id=name(each.id), branch_of=stated(each.branch_of)) for each in file.entities),
        claims=tuple(_claim(each, stated) for each in file.claims),
        relations=tuple(replace(each, start=name(each.start), end=name(each.end)) for each in file.relations),
    )


def _source(source: Source, name: Rename) -> Source:
    entity, document, via = map(name, (source.entity, source.document, source.via))
    return replace(source, id=name(source.id), entity=entity, document=document, via=via)


def _claim(claim: Claim, name: Rename) -> Claim:
    roles = {role: None if them is None else tuple(map(name, them)) for role, them in claim.roles.items()}
    return replace(
        claim,
        id=name(claim.id),
        document=name(claim.document),
        chain=tuple(replace(link, source=name(link.source)) for link in claim.chain),
        roles=roles,
        nested_in=name(claim.nested_in),
        supersedes=name(claim.supersedes),
    )

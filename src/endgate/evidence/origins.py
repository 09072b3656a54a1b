"""Who really says it: origins of claims, joined where they may be one. Outlets that repeat a claim add none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from endgate.evidence.model import Claim, ClaimFile, Source
from endgate.evidence.vocabulary import ClaimFlag, Modality, RelationType, SourceKind

_RELAYS = frozenset({SourceKind.PUBLICATION, SourceKind.ARTICLE})
_UNDERLYING = frozenset({SourceKind.DOCUMENT, SourceKind.EVIDENCE})


@dataclass(frozen=True)
class Support:
    """Counted support of one proposition."""

    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    unnamed: int
    weakest: Modality


def support(claims: Sequence[Claim], file: ClaimFile) -> Support:
    """Count the independent origins of claims that say the same. Raises ValueError when there is no claim."""
    sources = {source.id: source for source in file.sources}
    named = [claim for claim in claims if not is_unnamed(claim, sources)]
    groups = _joined(named, sources, file)
    return Support(
        tuple(claim.id for claim in claims),
        _names((outlet for claim in claims for outlet in _outlets(claim, sources)), sources),
        _names((claim.chain[-1].source for claim in (group[0] for group in groups)), sources),
        len(claims) - len(named),
        weakest(claims),
    )


def weakest(claims: Iterable[Claim]) -> Modality:
    """The least sure modality; a disjunctive claim asserts its weakest part only."""
    return max((_modality(claim) for claim in claims), key=lambda modality: modality.rank)


def _modality(claim: Claim) -> Modality:
    if ClaimFlag.DISJUNCTIVE in claim.flags:
        return max(claim.modality, Modality.POSSIBLE, key=lambda modality: modality.rank)
    return claim.modality


def is_unnamed(claim: Claim, sources: Mapping[str, Source]) -> bool:
    """Does nobody name the innermost source?"""
    last = claim.chain[-1]
    source = sources.get(last.source)
    return last.redacted or source is None or source.unnamed or source.kind is SourceKind.INDICATIONS


def _outlets(claim: Claim, sources: Mapping[str, Source]) -> list[str]:
    """The publications that carry it: those quoted in the document, else the document itself."""
    relays = [link.source for link in claim.chain[:-1] or claim.chain if sources[link.source].kind in _RELAYS]
    return relays[1:] or relays


def _names(ids: Iterable[str], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Names of sources, told apart by id where two have the same name."""
    unique = list(dict.fromkeys(ids))
    names = [sources[each].name for each in unique]
    pairs = zip(unique, names, strict=True)
    return tuple(name if names.count(name) == 1 else f"{name} ({ident})" for ident, name in pairs)


def _joined(claims: Sequence[Claim], sources: Mapping[str, Source], file: ClaimFile) -> list[list[Claim]]:
    """Union-find over claims; each group is one origin, in the order of the file."""
    parent = {claim.id: claim.id for claim in claims}

    def find(ident: str) -> str:
        while parent[ident] != ident:
            parent[ident] = parent[parent[ident]]
            ident = parent[ident]
        return ident

    marks: dict[str, str] = {}
    for claim in claims:
        for mark in _marks(claim, sources):
            parent[find(claim.id)] = find(marks.setdefault(mark, claim.id))
    for first, second in _stated_or_quoted(claims, file):
        parent[find(second)] = find(first)
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(find(claim.id), []).append(claim)
    return list(groups.values())


def _marks(claim: Claim, sources: Mapping[str, Source]) -> set[str]:
    """What two claims of one origin share: speaker, underlying document, leak or release set, piece of evidence."""
    last = sources[claim.chain[-1].source]
    marks = {f"source:{last.id}"}
    if last.entity:
        marks.add(f"entity:{last.entity}")
    for link in claim.chain:
        source = sources[link.source]
        if source.kind in _UNDERLYING:
            marks.add(f"source:{source.id}")
        if source.document and source.kind not in _RELAYS:
            marks.add(f"document:{source.document}")
        if source.via:
            marks.add(f"via:{source.via}")
    return marks


def _stated_or_quoted(claims: Sequence[Claim], file: ClaimFile) -> list[tuple[str, str]]:
    """Pairs that a person joined, or of which one quotes the other's speaker."""
    ids = {claim.id for claim in claims}
    pairs = [
        (relation.start, relation.end)
        for relation in file.relations
        if relation.type is RelationType.SAME_ORIGIN and {relation.start, relation.end} <= ids
    ]
    for claim in claims:
        speaker = claim.chain[-1].source
        for other in claims:
            if other is not claim and speaker in {link.source for link in other.chain[1:-1]}:
                pairs.append((claim.id, other.id))
    return pairs

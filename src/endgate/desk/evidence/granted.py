"""Which claims of a case a team may see, and a file cut down to some claims: the one filter before every other team."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from endgate.desk.store.models import Case, ClaimGrant
from endgate.evidence.model import Claim, ClaimFile


def granted_to(case: Case, team_id: int) -> frozenset[str]:
    """The claims of a case that a team may see now: the newest row of each counts."""
    rows = ClaimGrant.objects.filter(case=case, team_id=team_id).order_by("pk").values_list("claim", "granted")
    return frozenset(claim for claim, granted in dict(rows).items() if granted)


def granted_claims(case: Case) -> dict[str, list[str]]:
    """The names of the teams that may see each claim now."""
    rows = ClaimGrant.objects.filter(case=case).order_by("pk").values_list("claim", "team__name", "granted")
    newest = {(claim, team): granted for claim, team, granted in rows}
    found: dict[str, list[str]] = {}
    for (claim, team), granted in newest.items():
        if granted:
            found.setdefault(claim, []).append(team)
    return found


def only(file: ClaimFile, ids: Collection[str]) -> ClaimFile:
    """A file cut down to some claims and what they speak of. Letters, recipients and release marks stay behind."""
    kept = tuple(_bare(each) for each in file.claims if each.id in ids)
    documents = {each.document for each in kept}
    sources = {link.source for each in kept for link in each.chain}
    entities = _entities(file, kept) | {each.entity for each in file.sources if each.id in sources}
    return ClaimFile(
        documents=tuple(
            replace(each, text="", file="", release_to=()) for each in file.documents if each.id in documents
        ),
        sources=tuple(
            replace(each, document=each.document if each.document in documents else "")
            for each in file.sources
            if each.id in sources
        ),
        entities=tuple(each for each in file.entities if each.id in entities),
        claims=kept,
        ties=tuple(each for each in file.ties if each.entity in entities),
        relations=tuple(each for each in file.relations if {each.start, each.end} <= set(ids)),
    )


def _bare(claim: Claim) -> Claim:
    """The claim without what says to whom else it goes, and without references to what may stay behind."""
    chain = tuple(replace(link, owner="", consent=(), wordings=()) for link in claim.chain)
    return replace(claim, chain=chain, release_to=(), nested_in="", supersedes="")


def _entities(file: ClaimFile, claims: Iterable[Claim]) -> set[str]:
    named = {each for claim in claims for fillers in claim.roles.values() for each in fillers or ()}
    parents = {each.id: each.branch_of for each in file.entities}
    waiting = list(named)
    while waiting:
        parent = parents.get(waiting.pop(), "")
        if parent and parent not in named:
            named.add(parent)
            waiting.append(parent)
    return named

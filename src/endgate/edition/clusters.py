"""Clusters of records that are one party, from links and people's decisions alone: the same input, the same clusters.

Nothing is remembered between two computations, so that taking away a snapshot or a decision undoes all it had done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from endgate.edition.contradictions import contradictions_of
from endgate.edition.identity import propose, strength_of
from endgate.edition.links import Cluster, Contradiction, ContradictionType, IdentityDecision, Link, LinkState
from endgate.edition.traits import Traits


@dataclass(frozen=True)
class Identities:
    """All links, proposed and decided, and the clusters of two records or more that the accepted ones make."""

    links: tuple[Link, ...]
    clusters: tuple[Cluster, ...]


def identities(parties: Iterable[Traits], decisions: Sequence[IdentityDecision] = ()) -> Identities:
    """Compute links and clusters of all parties; decisions on parties that are not among them wait."""
    by_id = {each.party_id: each for each in parties}
    return cluster(propose(by_id.values()), by_id, decisions)


def cluster(
    proposed: Iterable[Link], parties: Mapping[str, Traits], decisions: Sequence[IdentityDecision] = ()
) -> Identities:
    """Apply decisions, then join what is accepted, the firmest link first.

    Two records that contradict each other never come into one cluster by way of a third, unless a person says so; the
    link that would bring them together falls back to proposed and says why.
    """
    links = _decided({(each.left, each.right): each for each in proposed}, parties, decisions)
    groups = _Groups(parties, links)
    for link in sorted(links.values(), key=_firmest):
        if link.state.accepted:
            links[link.left, link.right] = groups.join(link)
    return Identities(tuple(links[key] for key in sorted(links)), groups.clusters())


def _firmest(link: Link) -> tuple[int, ...] | tuple[object, ...]:
    return tuple(-each for each in strength_of(link)), link.left, link.right


def _decided(
    links: dict[tuple[str, str], Link], parties: Mapping[str, Traits], decisions: Sequence[IdentityDecision]
) -> dict[tuple[str, str], Link]:
    for each in decisions:
        left, right = sorted((each.left, each.right))
        if left in parties and right in parties and left != right:
            state = LinkState.ACCEPTED_PERSON if each.same else LinkState.REJECTED_PERSON
            known = links.get((left, right), Link(left, right, state))
            links[left, right] = replace(known, state=state, by=each.by, reason=each.reason)
    return links


class _Groups:
    """Groups of records that grow link by link."""

    def __init__(self, parties: Mapping[str, Traits], links: Mapping[tuple[str, str], Link]) -> None:
        self._parties = parties
        self._rejected = {key for key, link in links.items() if link.state is LinkState.REJECTED_PERSON}
        self._accepted = {key for key, link in links.items() if link.state is LinkState.ACCEPTED_PERSON}
        self._group: dict[str, list[str]] = {}

    def join(self, link: Link) -> Link:
        """Join the two groups, or give the link back as proposed with the reason."""
        left, right = (self._group.get(each, [each]) for each in (link.left, link.right))
        if left is right:
            return link
        reason = next((text for a in left for b in right if (text := self._against(link, a, b))), "")
        if reason:
            contradiction = Contradiction(ContradictionType.WITHIN_CLUSTER, reason)
            return replace(link, state=LinkState.PROPOSED, contradictions=(*link.contradictions, contradiction))
        merged = sorted([*left, *right])
        self._group.update(dict.fromkeys(merged, merged))
        return link

    def _against(self, link: Link, a: str, b: str) -> str:
        pair = (min(a, b), max(a, b))
        if pair in self._rejected:
            return f"a person has decided that {pair[0]} and {pair[1]} are two parties"
        if link.state is LinkState.ACCEPTED_PERSON or pair in self._accepted:
            return ""
        found = contradictions_of(self._parties[pair[0]], self._parties[pair[1]])
        return f"it would join {pair[0]} and {pair[1]}: {found[0].text}" if found else ""

    def clusters(self) -> tuple[Cluster, ...]:
        distinct = {members[0]: tuple(members) for members in self._group.values()}
        return tuple(Cluster(first, distinct[first]) for first in sorted(distinct))

"""Is a party controlled by a designated one, by what was stated? Ownership above a threshold is judged elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from endgate.network.model import Graph, Tie, Verdict
from endgate.network.ownership import OwnershipResult
from endgate.terms.truth import Truth

_DECIDES = frozenset({"controls", "appoints"})


def controlled(
    graph: Graph,
    entity: str,
    base: Collection[str],
    results: Mapping[str, OwnershipResult],
) -> Truth:
    """T by a confirmed and current link from a designated or reached party, or through a chain of such links.

    Nobody states that control is absent, so the other answer is U.
    """
    seen, queue = {entity}, [entity]
    while queue:
        held = queue.pop()
        for tie in graph.ties:
            if tie.held != held or tie.holder in seen or not _decides(tie):
                continue
            if tie.holder in base or _reached(tie.holder, results):
                return Truth.TRUE
            seen.add(tie.holder)
            queue.append(tie.holder)
    return Truth.UNKNOWN


def _decides(tie: Tie) -> bool:
    return tie.kind in _DECIDES and tie.confirmed and tie.active is Truth.TRUE


def _reached(entity: str, results: Mapping[str, OwnershipResult]) -> bool:
    return entity in results and results[entity].verdict is Verdict.MUST

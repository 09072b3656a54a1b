"""What nearly caught an item: it feeds the catch-all's questions and never counts as listed (specification 11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endgate.goods.candidates import Subject
from endgate.goods.evaluate import leaves
from endgate.goods.model import Cause, EntryResult, NearMiss, NearMissKind, ProvisionResult, Status, TraceNode
from endgate.terms.truth import Truth

_QUALITATIVE = ("word", "yesno")


def near_misses(made: Subject, entries: Sequence[EntryResult]) -> tuple[NearMiss, ...]:
    """Every provision that an entry not listed came near to."""
    found: list[NearMiss] = []
    for entry in entries:
        if entry.status is Status.LISTED or not entry.provisions:
            continue
        for provision in entry.provisions:
            miss = _of_provision(made, entry, provision)
            if miss is not None:
                found.append(miss)
    found.extend(_relations(made))
    return tuple(found)


def _of_provision(made: Subject, entry: EntryResult, provision: ProvisionResult) -> NearMiss | None:
    if provision.cause is Cause.NOT_HELD or provision.note.startswith("listed as"):
        return None
    parts = list(_conjuncts(provision.trace))
    failing = [part for part in parts if part.truth is Truth.FALSE]
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    holding = [part for part in parts if part.truth is Truth.TRUE and part.op != "unclaimed"]
    kind = _kind(made, provision, failing, open_parts, holding)
    if kind is None:
        return None
    short = leaves(failing[0] if failing else open_parts[0]) if failing or open_parts else []
    what = ", ".join(f"{leaf.leaf} {leaf.parameter.replace('_', ' ')}" for leaf in short)
    turned = "; ".join(f"{leaf.parameter.replace('_', ' ')}: {leaf.printed}" for leaf in short)
    margin = "; ".join(leaf.margin for leaf in short if leaf.margin)
    return NearMiss(kind, entry.list, provision.path, entry.programme, what, turned, margin)


def _kind(
    made: Subject,
    provision: ProvisionResult,
    failing: Sequence[TraceNode],
    open_parts: Sequence[TraceNode],
    holding: Sequence[TraceNode],
) -> NearMissKind | None:
    if _excluded_chemical(provision):
        return NearMissKind.MIXTURE_BELOW
    if failing:
        false_leaves = [leaf for part in failing for leaf in leaves(part) if leaf.truth is Truth.FALSE]
        if false_leaves and all(leaf.near for leaf in false_leaves):
            return NearMissKind.NEAR_THRESHOLD
        return NearMissKind.ONE_CONDITION_SHORT if len(failing) == 1 and holding else None
    kinds = {
        made.data.parameters.get(leaf.parameter, {}).get("kind", "") for part in open_parts for leaf in leaves(part)
    }
    if holding and kinds & set(_QUALITATIVE):
        return NearMissKind.QUALITATIVE_OPEN
    if holding and any(leaf.near for part in open_parts for leaf in leaves(part)):
        return NearMissKind.NEAR_THRESHOLD
    return NearMissKind.FAMILY


def _excluded_chemical(provision: ProvisionResult) -> bool:
    parts = leaves(provision.trace)
    return provision.truth is Truth.FALSE and any(
        leaf.leaf == "identity" and leaf.truth is Truth.TRUE for leaf in parts
    )


def _conjuncts(trace: TraceNode) -> Iterator[TraceNode]:
    """The conditions that must all hold, nested conjunctions opened."""
    if trace.op == "reading":
        yield from _conjuncts(trace.children[0])
    elif trace.op == "all":
        for child in trace.children:
            yield from _conjuncts(child)
    else:
        yield trace


def _relations(made: Subject) -> Iterator[NearMiss]:
    chemicals = made.data.part("chemicals")
    for row in made.data.part("relations"):
        if row["cas"] in made.chemicals.distinct or row["cas"] in made.chemicals.unknown:
            target = chemicals[row["of_cas"]]
            what = f"{row['name']} is not listed, but {row['relation'].replace('_', ' ')} {target['name']}"
            programme = made.data.programme(target["eu_path"])
            yield NearMiss(NearMissKind.RELATION, "eu-annex1", target["eu_path"], programme, what)

"""Judges one raised entry of one list on a date: by its rule, by identifiers of chemicals, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from endgate.goods.candidates import BY_PARAMETERS, NEIGHBOUR, Subject
from endgate.goods.chemicals import Hit, doubted
from endgate.goods.errors import INVALID_CAS
from endgate.goods.evaluate import Context, combined, evaluate, leaves
from endgate.goods.inferred import states_any
from endgate.goods.mixtures import excluded, setting
from endgate.goods.model import Basis, Cause, EntryResult, ProvisionResult, Status, TraceNode
from endgate.goods.named import Name
from endgate.goods.versions import Position, in_version, over_versions
from endgate.terms.truth import Truth

_INFERRED = "rests on figures inferred from the description: confirm them"
_STATUS = {Truth.TRUE: Status.LISTED, Truth.FALSE: Status.NOT_LISTED, Truth.UNKNOWN: Status.UNDETERMINED}


def by_rule(made: Subject, list_id: str, entry: str, raised_by: str, where: Position) -> EntryResult:
    """Judge an entry that has a rule of its own."""
    rule = made.data.rules[list_id][entry]
    context = _context(made, entry, raised_by)
    results = []
    for path, provision in _looked_at(made, rule).items():
        of_kind = made.is_called(provision.get("kind", rule["family"] + rule["weak"]))
        judged = over_versions(
            where, path, made.data, _judge(path, provision, replace(context, of_family=of_kind), made, list_id)
        )
        apart = "kind" in provision and (rule.get("by_kind") or raised_by.startswith((NEIGHBOUR, BY_PARAMETERS)))
        if apart and not of_kind:
            judged = _of_unnamed_kind(judged, provision)
        results.append(_routed(judged, provision, made, where))
    presumed = any(leaf.source.startswith("presumption") for each in results for leaf in leaves(each.trace))
    basis = Basis.PRESUMPTION if presumed else Basis.PARAMETRIC
    rests = _INFERRED if any(_by_inferred(each) for each in results) else ""
    notes = "; ".join(filter(None, (rests, rule.get("partial", ""))))
    whole = summed(made, list_id, entry, raised_by, tuple(results), basis, note=notes)
    if rule.get("open_rest") and whole.status is Status.NOT_LISTED:
        return replace(whole, status=Status.UNDETERMINED, cause=Cause.NO_RULE)
    return whole


def _of_unnamed_kind(result: ProvisionResult, provision: Mapping[str, Any]) -> ProvisionResult:
    """Figures alone do not make goods of a kind: where kinds differ, or no name raised it, it stays open."""
    if result.truth is not Truth.TRUE:
        return result
    kind = TraceNode(
        "leaf",
        Truth.UNKNOWN,
        path=result.path,
        cause=Cause.CONDITION,
        leaf="#kind",
        parameter="kind",
        printed=provision["title"],
        note="the description does not say that it is of this kind",
    )
    trace = TraceNode("all", Truth.UNKNOWN, path=result.path, cause=Cause.CONDITION, children=(result.trace, kind))
    return replace(result, truth=Truth.UNKNOWN, trace=trace, cause=Cause.CONDITION)


def _by_inferred(result: ProvisionResult) -> bool:
    return result.truth is Truth.TRUE and any(leaf.inferred for leaf in leaves(result.trace))


def _judge(path: str, provision: Mapping[str, Any], context: Context, made: Subject, list_id: str) -> Any:
    entry = path.split(".", 1)[0] if list_id == "eu-annex1" else path

    def judge(version: str) -> ProvisionResult:
        if list_id == "eu-annex1" and not in_version(entry, list_id, version, made.data):
            return ProvisionResult(
                path, Truth.FALSE, TraceNode("any", Truth.FALSE, path=path, note="not in this version")
            )
        if provision.get("since", "") > version:
            absent = TraceNode("any", Truth.FALSE, path=path, note=f"in the list since {provision['since']} only")
            return ProvisionResult(path, Truth.FALSE, absent)
        trace = evaluate(provision, version, context)
        return ProvisionResult(path, trace.truth, trace, trace.cause, bool(provision.get("reviewed")))

    return judge


def _context(made: Subject, entry: str, raised_by: str) -> Context:
    presumed = {}
    code = "".join(char for char in made.item.hs if char.isdigit())
    for row in made.data.presumptions:
        fits = row["entry"] == entry and code.startswith(tuple(row["hs"].split("|")))
        if fits and not raised_by.startswith("the description says"):
            presumed[row["parameter"]] = (row["value"], f"presumption:{row['presumption']}")
    return Context(made.statement, made.data.parameters, presumed)


def _looked_at(made: Subject, rule: Mapping[str, Any]) -> dict[str, Any]:
    """Provisions whose kind of goods the item is; all of them when the description fits none."""
    chosen = {}
    for path, provision in rule["provisions"].items():
        needed = [name for name in provision.get("needs_any", ()) if made.statement.stated(name)]
        if "kind" not in provision or needed or made.is_called(provision["kind"]):
            chosen[path] = provision
    if chosen:
        return chosen
    every: dict[str, Any] = dict(rule["provisions"])
    return {path: each for path, each in every.items() if states_any(made, {"provisions": {path: each}})} or every


def _routed(result: ProvisionResult, provision: Mapping[str, Any], made: Subject, where: Position) -> ProvisionResult:
    """*Other than those specified in X* only routes: F where X itself is T, else the trace names both."""
    if result.truth is not Truth.TRUE:
        return result
    for other in provision.get("other_than", ()):
        list_id, _, entry = other.rpartition(":")
        rule = made.data.rules.get(list_id or where.list, {}).get(entry)
        if rule is not None and _caught(rule, made, where):
            return replace(result, truth=Truth.FALSE, note=f"listed as {entry} instead", trace=_moved(result, entry))
    named = ", ".join(str(each).rpartition(":")[2] for each in provision.get("other_than", ()))
    return replace(result, note=f"listed here or as {named}") if named and not result.note else result


def _moved(result: ProvisionResult, entry: str) -> TraceNode:
    other = TraceNode(
        "leaf", Truth.FALSE, path=result.path, leaf="other_than", printed=f"other than {entry}", source="rule"
    )
    return TraceNode("all", Truth.FALSE, path=result.path, children=(result.trace, other))


def _caught(rule: Mapping[str, Any], made: Subject, where: Position) -> bool:
    context = _context(made, rule["entry"], "")
    version = where.versions[-1]["valid_from"] if where.versions else "9999"
    return any(
        _holds_as_stated(evaluate(each, version, context)) and ("kind" not in each or made.is_called(each["kind"]))
        for each in rule["provisions"].values()
    )


def _holds_as_stated(trace: TraceNode) -> bool:
    """True without any inferred figure: what words alone say moves nothing out of an entry."""
    return trace.truth is Truth.TRUE and not any(leaf.inferred for leaf in leaves(trace))


def summed(
    made: Subject,
    list_id: str,
    entry: str,
    raised_by: str,
    results: Sequence[ProvisionResult],
    basis: Basis,
    note: str = "",
) -> EntryResult:
    """Sum up an entry: listed if any provision is T, not listed if all are F."""
    truth = combined("any", [each.truth for each in results])
    deciding = next((each for each in results if each.truth is truth), results[0])
    open_leaves = tuple(
        f"{each.path} {leaf.leaf}" for each in results if each.truth is Truth.UNKNOWN for leaf in _open(each.trace)
    )
    causes = {each.cause for each in results if each.truth is Truth.UNKNOWN}
    cause = Cause.NONE if truth is not Truth.UNKNOWN else causes.pop() if len(causes) == 1 else Cause.LEAVES
    return EntryResult(
        list_id,
        entry,
        deciding.path,
        made.data.title(deciding.path) or made.data.title(entry),
        _STATUS[truth],
        Cause.LEAVES if cause is Cause.NOT_STATED else cause,
        basis,
        made.data.programme(entry),
        raised_by,
        regimes_of(made, list_id, deciding.path),
        tuple(results),
        _margin(deciding.trace),
        open_leaves,
        twin_of(made, list_id, entry),
        "; ".join(part for part in (deciding.note, note) if part),
    )


def _open(trace: TraceNode) -> list[TraceNode]:
    return [leaf for leaf in leaves(trace) if leaf.truth is Truth.UNKNOWN]


def _margin(trace: TraceNode) -> str:
    return "; ".join(f"{leaf.leaf} {leaf.margin}" for leaf in leaves(trace) if leaf.margin)


def regimes_of(made: Subject, list_id: str, path: str) -> tuple[str, ...]:
    """Regime numbers of a provision, or of its entry."""
    rule = made.data.rules.get(list_id, {}).get(path.split(".", 1)[0], {})
    own = rule.get("provisions", {}).get(path, {}).get("regimes")
    return tuple(own if own is not None else rule.get("regimes", ()))


def twin_of(made: Subject, list_id: str, entry: str) -> str:
    """The same number on the other list; never the same scope by that alone."""
    row = made.data.items.get(entry)
    if row is None or list_id not in ("eu-annex1", "us-ccl"):
        return ""
    if list_id == "us-ccl":
        return f"eu-annex1:{entry}" if row["eu_2025"] == "yes" else ""
    return f"us-ccl:{entry}" if row["us_2026"] == "yes" else ""


def without_rule(made: Subject, list_id: str, entry: str, raised_by: str, cause: Cause, note: str) -> EntryResult:
    """An entry that is raised and that no rule of ours can decide."""
    return EntryResult(
        list_id,
        entry,
        entry,
        made.data.title(entry),
        Status.UNDETERMINED,
        cause,
        Basis.NONE,
        made.data.programme(entry),
        raised_by,
        regimes_of(made, list_id, entry),
        twin=twin_of(made, list_id, entry),
        note=note,
    )


def by_name(made: Subject, list_id: str, entry: str, name: Name, where: Position) -> EntryResult:
    """Judge an entry without parameters whose goods the item names: it is what it says it is."""

    def judge(version: str) -> ProvisionResult:
        if list_id == "eu-annex1" and not in_version(entry, list_id, version, made.data):
            return ProvisionResult(
                entry, Truth.FALSE, TraceNode("any", Truth.FALSE, path=entry, note="not in this version")
            )
        leaf = TraceNode(
            "leaf",
            Truth.TRUE,
            path=entry,
            leaf="identity",
            parameter="identity",
            printed=name.term,
            supplied=name.term,
            source="description",
            note="exclusion notes of the entry are for whoever claims one",
        )
        return ProvisionResult(entry, Truth.TRUE, TraceNode("all", Truth.TRUE, entry, children=(leaf,)))

    result = over_versions(where, entry, made.data, judge)
    return summed(made, list_id, entry, f"the description says {name.term!r}", (result,), Basis.IDENTIFIER)


def by_identity(made: Subject, list_id: str, path: str, hit: Hit, where: Position) -> EntryResult:
    """Judge a listed chemical: it is what it is, unless a note on mixtures or consumer goods excludes it."""
    how = setting(hit, made.item.description, made.item.concentration, made.item.packing, made.data)
    made.faults.extend(fault for fault in how.faults if fault not in made.faults)
    doubt = _doubt(made, hit)
    since = made.data.part("chemicals")[hit.cas]["since"]

    def judge(version: str) -> ProvisionResult:
        if list_id == "eu-annex1" and since > version:
            return ProvisionResult(
                path, Truth.FALSE, TraceNode("any", Truth.FALSE, path=path, note="not in this version")
            )
        identity = _identity(path, hit, made, doubt)
        note = excluded(path, list_id, how, made.data, made.party_to_cwc)
        unless = TraceNode(
            "unless", ~note.truth, cause=note.cause, note="notes on mixtures and packing", children=(note,)
        )
        truth = combined("all", [identity.truth, unless.truth])
        cause = Cause.NONE if truth is not Truth.UNKNOWN else identity.cause or unless.cause
        return ProvisionResult(path, truth, TraceNode("all", truth, path, cause, children=(identity, unless)), cause)

    result = over_versions(where, path, made.data, judge)
    entry = path.split(".", 1)[0]
    raised_by = f"{hit.kind} {hit.value}"
    return replace(
        summed(made, list_id, entry, raised_by, (result,), Basis.IDENTIFIER),
        title=made.data.part("chemicals")[hit.cas]["name"],
    )


def _doubt(made: Subject, hit: Hit) -> str:
    """A name that stands beside a valid CAS number of something else may be a form of it, or another substance."""
    if any(fault.code == INVALID_CAS.code for fault in made.faults):
        return "the CAS number stated is faulty"
    if hit.kind in ("cas", "form"):
        return ""
    other = doubted(made.item.description, hit, made.data)
    if other:
        return other
    others = [*made.chemicals.unknown, *(each for each in made.chemicals.distinct if each[:1].isdigit())]
    return f"named beside CAS {others[0]}, which is not its own" if others else ""


def _identity(path: str, hit: Hit, made: Subject, doubt: str) -> TraceNode:
    row = made.data.part("chemicals")[hit.cas]
    truth = Truth.UNKNOWN if doubt else Truth.TRUE
    return TraceNode(
        "leaf",
        truth,
        path=path,
        cause=Cause.IDENTITY if doubt else Cause.NONE,
        leaf="identity",
        parameter="identity",
        printed=f"{row['name']} (CAS {hit.cas})",
        supplied=hit.value,
        parsed=hit.cas,
        source=hit.where,
        note=doubt or hit.note,
    )

"""The questions that would settle an item: one per parameter, only those whose answer can still move a status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endgate.goods.candidates import Subject
from endgate.goods.evaluate import outcomes
from endgate.goods.model import Cause, EntryResult, ProvisionResult, Question, Status, TraceNode
from endgate.goods.supplied import Supplied
from endgate.terms.truth import Truth

_ASK_CHEMICAL = {
    "concentration": "What share by weight of the product is this chemical, and is the product a mixture?",
    "packing": "Is it a consumer good packed for retail or individual use?",
    "kind": "Is it goods of the kind that this provision lists?",
    "identity": "Is it this listed chemical, or a hydrate, labelled form or isomer of it?",
}


def questions(made: Subject, entries: Sequence[EntryResult]) -> tuple[Question, ...]:
    """Ask for every open leaf that can still change an entry, most settled first, then the cheapest."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry in entries:
        for provision in entry.provisions:
            for leaf in _movers(entry, provision):
                found.setdefault(leaf.parameter, {}).setdefault(provision.path, []).append(leaf.leaf)
    asked = [_question(made, name, places) for name, places in found.items()]
    return (*sorted(asked, key=lambda each: (-len(each.settles), each.cost)), *_to_confirm(made, set(found)))


def _to_confirm(made: Subject, asked: set[str]) -> Iterator[Question]:
    """Figures that only the words state and that would free the goods of an entry: they free nothing unconfirmed."""
    found: dict[str, list[str]] = {}
    for (_, entry), missed in made.short.items():
        for leaf in missed:
            found.setdefault(leaf.parameter, []).append(entry)
    for name, entries in found.items():
        if name not in asked:
            row, note = made.data.parameters[name], _said(made.statement[name])
            ask = f"{row['question']} ({note})"
            yield Question(name, ask, tuple(dict.fromkeys(entries)), cost=int(row["cost"]), note=note)


def _movers(entry: EntryResult, provision: ProvisionResult) -> list[TraceNode]:
    if entry.status is not Status.UNDETERMINED or provision.truth is not Truth.UNKNOWN:
        return []
    if provision.cause is Cause.NOT_HELD:
        return []
    return [leaf for leaf, yes, no in outcomes(provision.trace) if yes is not no]


def _question(made: Subject, parameter: str, places: dict[str, list[str]]) -> Question:
    row = made.data.parameters.get(parameter)
    ask = _ASK_CHEMICAL.get(parameter, "") if row is None else row["question"]
    own = _own_wording(made, places)
    supplied = made.statement[parameter] if row is not None else None
    note = _said(supplied)
    names = tuple(leaf for each in places.values() for leaf in each)
    said = f"{own or ask} ({note})" if supplied is not None and supplied.inferred else own or ask
    return Question(parameter, said, tuple(places), names, int(row["cost"]) if row is not None else 0, note)


def _said(supplied: Supplied | None) -> str:
    if supplied is None or supplied.raw == "":
        return ""
    if supplied.inferred:
        said = f"worked out from {supplied.raw}" if supplied.derived else f"the description says {supplied.raw!r}"
        return f"{said}: confirm it"
    return f"stated as {supplied.raw!r}"


def _own_wording(made: Subject, places: dict[str, list[str]]) -> str:
    """The leaf's own wording of the question, when it stands in one provision only."""
    if len(places) != 1:
        return ""
    ((path, names),) = places.items()
    for rules in made.data.rules.values():
        for rule in rules.values():
            provision = rule["provisions"].get(path)
            if provision is not None:
                return _ask_of(provision, names[0])
    return ""


def _ask_of(provision: object, leaf: str) -> str:
    stack: list[object] = [provision]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if node.get("leaf") == leaf and "ask" in node:
                return str(node["ask"])
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return ""

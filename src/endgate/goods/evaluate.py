"""Evaluates one provision's rule on what an item states: three-valued, every leaf traced, no leaf guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from endgate.goods.compare import compare, compare_rounded, compare_sizes, margin
from endgate.goods.length_errors import at_most_anywhere
from endgate.goods.model import Cause, TraceNode
from endgate.goods.supplied import State, Statement, Supplied, decimal, show
from endgate.terms.quantity import Value, root_mean_square
from endgate.terms.truth import Truth, all_of, any_of

_RMS_PARAMETER_SUFFIX = "_rms"
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_CAUSE_OF_STATE = {
    State.NOT_STATED: Cause.NOT_STATED,
    State.UNREADABLE: Cause.UNREADABLE,
    State.OPEN: Cause.CONDITION,
}


@dataclass(frozen=True)
class Context:
    """What a leaf may look at. ``of_family`` says that the description itself names goods of this provision's kind.

    ``assume_chapeau`` takes unsaid chapeau conditions towards control (only for cases that say so, never in classify).
    ``at_face_value`` takes inferred figures like stated ones; ``turned`` is set inside what is negated.
    """

    statement: Statement
    parameters: Mapping[str, Mapping[str, str]]
    presumed: Mapping[str, tuple[str, str]]
    of_family: bool = False
    assume_chapeau: bool = False
    at_face_value: bool = False
    turned: bool = False

    def negated(self) -> Context:
        """The context of what stands under a *not*."""
        return replace(self, turned=not self.turned)


def evaluate(provision: Mapping[str, Any], version: str, context: Context) -> TraceNode:
    """Evaluate a provision as it stood in the version of the list that begins on ``version`` (ISO day)."""
    when = _node(_when(provision, version), context)
    if "other_when" in provision:
        other = _node(provision["other_when"], context)
        when = _reading(when, other, provision["reading"])
    exclusions = tuple(_exclusion(each, context) for each in provision.get("unless", ()))
    return _combine("all", (when, *exclusions)) if exclusions else when


def _when(provision: Mapping[str, Any], version: str) -> Mapping[str, Any]:
    if "when" in provision:
        found: Mapping[str, Any] = provision["when"]
        return found
    blocks = [block for block in provision["versions"] if block["from"] <= version]
    newest: Mapping[str, Any] = max(blocks or provision["versions"], key=lambda block: block["from"])["when"]
    return newest


def _node(node: Mapping[str, Any], context: Context) -> TraceNode:
    if node["op"] in ("all", "any", "not") and "of" in node:
        inner = context.negated() if node["op"] == "not" else context
        return _combine(node["op"], tuple(_node(each, inner) for each in node["of"]))
    return _to_confirm(_leaf(node, context), node, context)


def _to_confirm(found: TraceNode, leaf: Mapping[str, Any], context: Context) -> TraceNode:
    """A figure read from words is marked, and where it would free the goods it has to be confirmed first."""
    asked = [leaf["parameter"], *leaf.get("implied_by", ()), *([leaf["length"]] if "length" in leaf else [])]
    if found.truth is U or not any(context.statement[name].inferred for name in asked):
        mark = context.statement[leaf["parameter"]].inferred
        return replace(found, inferred=True) if mark else found
    marked = replace(found, inferred=True)
    if context.at_face_value or found.truth is (F if context.turned else T):
        return marked
    said = "meets this exclusion" if context.turned else "does not meet this"
    note = "; ".join(filter(None, [found.note, f"as read it {said}: to be confirmed"]))
    return replace(marked, truth=U, cause=Cause.UNCONFIRMED, note=note)


def _combine(op: str, children: tuple[TraceNode, ...], note: str = "") -> TraceNode:
    truth = combined(op, [child.truth for child in children])
    cause = _cause(children) if truth is U else Cause.NONE
    return TraceNode(op, truth, cause=cause, children=children, note=note)


def combined(op: str, truths: Sequence[Truth]) -> Truth:
    """The truth of an inner node from its children's; ``reading`` is U where the readings differ."""
    if op == "all":
        return all_of(truths)
    if op == "any":
        return any_of(truths)
    if op in ("not", "unless"):
        return ~truths[0]
    if op == "unclaimed":
        return T
    return truths[0] if truths[0] is truths[1] else U


def _cause(children: Sequence[TraceNode]) -> Cause:
    causes = {child.cause for child in children if child.truth is U}
    special = causes - {Cause.NOT_STATED, Cause.LEAVES}
    return special.pop() if len(special) == 1 else Cause.LEAVES


def _reading(taken: TraceNode, other: TraceNode, reading: Mapping[str, str]) -> TraceNode:
    note = f"the text runs {reading['text_is']!r}; taken as {reading['taken_as']!r}, else {reading['other']!r}"
    truth = combined("reading", [taken.truth, other.truth])
    differs = taken.truth is not other.truth and U not in (taken.truth, other.truth)
    cause = Cause.NONE if truth is not U else Cause.INTERPRETATION if differs else _cause((taken, other))
    return TraceNode("reading", truth, cause=cause, note=note, children=(taken, other))


def _exclusion(raw: Mapping[str, Any], context: Context) -> TraceNode:
    """An exclusion note: U holds ``listed`` back only when something stated raises the note (specification 8.1)."""
    inner = _node(raw["when"], context.negated())
    if inner.truth is U and not _raised(inner, context):
        note = f"{raw['note']}: nothing stated claims this exclusion"
        return TraceNode("unclaimed", T, note=note, children=(inner,))
    return TraceNode("unless", ~inner.truth, cause=inner.cause, note=raw["note"], children=(inner,))


def _raised(node: TraceNode, context: Context) -> bool:
    if node.op == "leaf":
        return node.note != "quiet" and context.statement.stated(node.parameter)
    return any(_raised(child, context) for child in node.children)


def _leaf(leaf: Mapping[str, Any], context: Context) -> TraceNode:
    supplied = context.statement[leaf["parameter"]]
    base = TraceNode(
        "leaf",
        U,
        path=leaf["path"],
        leaf=leaf["leaf"],
        parameter=leaf["parameter"],
        printed=leaf["printed"],
        supplied=supplied.raw,
        source=supplied.source,
        note="quiet" if leaf.get("quiet") else "; ".join(supplied.notes),
    )
    if supplied.state is State.NOT_STATED:
        return _unsaid(leaf, base, context)
    if supplied.state is not State.READ:
        return replace(base, cause=_CAUSE_OF_STATE[supplied.state])
    if leaf["op"] in ("in", "is"):
        return _worded(leaf, base, supplied)
    if leaf["op"] == "mpe":
        return _length_error(leaf, base, supplied, context)
    return _numbered(leaf, base, supplied, context.parameters[leaf["parameter"]])


def _unsaid(leaf: Mapping[str, Any], base: TraceNode, context: Context) -> TraceNode:
    implying = [name for name in leaf.get("implied_by", ()) if context.statement[name].state is State.READ]
    if implying:
        note = f"figures given for {implying[0].replace('_', ' ')} are taken as this unit's own"
        return replace(base, truth=T, source="implied", note=note)
    if leaf.get("implied_by_family") and context.of_family:
        return replace(base, truth=T, source="implied", note="the description names goods of this kind")
    if leaf["parameter"] in context.presumed and leaf["op"] == "is":
        value, presumption = context.presumed[leaf["parameter"]]
        return replace(
            base, truth=Truth.of(value == leaf["value"]), source=presumption, note="presumed, may be rebutted"
        )
    if leaf.get("chapeau") and context.assume_chapeau:
        return replace(base, truth=T, source="assumed", note="not said; assumed towards control")
    if leaf.get("unclaimed"):
        return replace(base, truth=F, source="unclaimed", note="nothing stated claims this exclusion")
    return replace(base, cause=Cause.NOT_STATED)


def _worded(leaf: Mapping[str, Any], base: TraceNode, supplied: Supplied) -> TraceNode:
    """A word with ``?`` is one that the stated word may be (*nickel alloy* may hold 60 % nickel): it leaves U."""
    wanted = {leaf["value"]} if leaf["op"] == "is" else set(leaf["value"])
    said = supplied.word.split("+")
    shown = replace(base, parsed="+".join(each for each in said if not each.startswith("?")) or supplied.raw)
    if wanted & set(said):
        return replace(shown, truth=T)
    if wanted & {each[1:] for each in said if each.startswith("?")}:
        return replace(shown, cause=Cause.CONDITION, note="the word stated is too wide to tell")
    return replace(shown, truth=F)


def _length_error(leaf: Mapping[str, Any], base: TraceNode, supplied: Supplied, context: Context) -> TraceNode:
    reach = context.statement[leaf["length"]]
    if supplied.length_error is None:
        return replace(base, cause=Cause.UNREADABLE)
    truth = at_most_anywhere(supplied.length_error, leaf, reach.values[0] if reach.values else None)
    note = "open without the longest length it measures" if truth is U else base.note
    return replace(base, truth=truth, cause=_straddle(truth), note=note)


def _numbered(leaf: Mapping[str, Any], base: TraceNode, supplied: Supplied, parameter: Mapping[str, str]) -> TraceNode:
    if leaf["op"] == "size":
        truth = compare_sizes(supplied.members, leaf)
        parsed = " × ".join(show(each) for each in supplied.members)
        return replace(base, truth=truth, cause=_straddle(truth), parsed=parsed)
    capability = leaf.get("capability", parameter["capability"])
    values = [
        _as_rms(value) if leaf["parameter"].endswith(_RMS_PARAMETER_SUFFIX) else value for value in supplied.values
    ]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return replace(
            base, cause=Cause.CONDITION, note="a peak value gives no rms value unless it is said to be a sine"
        )
    agreed = _agreed([compare(value, leaf, capability) for value in known])
    if agreed is None:
        return replace(base, cause=Cause.AMBIGUOUS_QUANTITY, parsed=" or ".join(show(each) for each in known))
    truth = agreed
    node = _with_margin(replace(base, truth=truth, cause=_straddle(truth)), known[0], leaf, parameter, capability)
    bracketed = [compare_rounded(value, leaf, capability) for value in known] if "rounded" in leaf else [truth]
    if truth is not U and _agreed(bracketed) is not truth:
        return replace(node, truth=U, cause=Cause.ROUNDING, note="the two printed figures disagree on this value")
    return node


def _as_rms(value: Value) -> Value | None:
    if not {"peak", "peak_to_peak"} & set(value.qualifiers):
        return value
    bounds = root_mean_square(value)
    return None if bounds is None else replace(value, lo=bounds[0], hi=bounds[1])


def _agreed(truths: Sequence[Truth]) -> Truth | None:
    return truths[0] if len(set(truths)) == 1 else None


def _straddle(truth: Truth) -> Cause:
    return Cause.STRADDLES if truth is U else Cause.NONE


def _with_margin(
    node: TraceNode, value: Value, leaf: Mapping[str, Any], parameter: Mapping[str, str], capability: str
) -> TraceNode:
    lead = margin(value, leaf, capability)
    node = replace(node, parsed=show(value))
    if lead is None:
        return node
    kelvin = value.dimension == "temperature"
    shown = f"{decimal(lead)} K" if kelvin else f"{decimal(lead * 100)} %"
    return replace(node, margin=shown, near=abs(lead) <= _band(parameter["near"], kelvin))


def _band(near: str, kelvin: bool) -> Fraction:
    number, _, unit = (near or "5 %").partition(" ")
    if unit == "K":
        return Fraction(number) if kelvin else Fraction(0)
    return Fraction(number) / 100


def recombine(node: TraceNode, override: Callable[[TraceNode], Truth | None]) -> Truth:
    """Truth of a trace when ``override`` answers some leaves (None leaves them as they are)."""
    if node.op == "leaf" or not node.children:
        answer = override(node)
        return node.truth if answer is None else answer
    return _above(node.op, [recombine(child, override) for child in node.children])


def outcomes(node: TraceNode) -> Iterator[tuple[TraceNode, Truth, Truth]]:
    """Each open leaf of a trace with the truth of the whole if it were answered yes, and if no."""
    if node.op == "leaf" or not node.children:
        if node.op == "leaf" and node.truth is U:
            yield node, T, F
        return
    truths = [child.truth for child in node.children]
    for at, child in enumerate(node.children):
        for leaf, yes, no in outcomes(child):
            whole = (_above(node.op, [*truths[:at], answer, *truths[at + 1 :]]) for answer in (yes, no))
            yield leaf, next(whole), next(whole)


def _above(op: str, truths: Sequence[Truth]) -> Truth:
    if op == "unclaimed":
        return T if truths[0] is U else ~truths[0]
    return combined(op, truths)


def leaves(node: TraceNode) -> list[TraceNode]:
    """All leaves of a trace in the rule's order."""
    if node.op == "leaf":
        return [node]
    return [leaf for child in node.children for leaf in leaves(child)]

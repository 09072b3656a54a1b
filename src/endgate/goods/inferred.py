"""Takes figures from a description as parameters of the rules that its words raise: quoted, marked, never a plain no.

A figure goes to the parameter whose name stands beside it; without a name to the only one that its unit fits. What
stays open to doubt (two parameters, two figures, a condition, a packing) is taken for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from endgate.goods.evaluate import Context, combined, evaluate, leaves
from endgate.goods.figures import Figure
from endgate.goods.folding import fold
from endgate.goods.model import Identified, TraceNode
from endgate.goods.rulebook import rule_leaves
from endgate.goods.supplied import State, Supplied, supply
from endgate.goods.wording import mentions
from endgate.terms.quantity import Meaning
from endgate.terms.truth import Truth

if TYPE_CHECKING:
    from endgate.goods.candidates import Subject
    from endgate.goods.data import FigureContext, GoodsData

_KINDS = ("number", "range", "magnitude", "sizes", "extent", "mpe")
_BARE = ("number", "count")
_NEWEST = "9999"
_LONGEST_NAME = 5
_ENOUGH, _ALL = 2, 99
"""Figures that must meet a provision before a wide word raises it, unless they meet all of it; where the provisions
are of different goods and no kind of them is named, only all of it counts."""


def infer(made: Subject, entries: Iterable[tuple[str, str]]) -> None:
    """Give the rules of these entries the figures that the description carries; what is stated stays as stated."""
    for list_id, entry in entries:
        rule = made.data.rules.get(list_id, {}).get(entry)
        if rule is not None and rule["provisions"] and made.figures:
            _assign(made, asked_of(made.data, spoken_of(made, rule)))


def spoken_of(made: Subject, rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """The provisions whose kind of goods the description names; all where it names none.

    A kind named word by word goes before one whose words stand in another order (analog to digital, digital to analog).
    """
    provisions: Mapping[str, Any] = rule["provisions"]
    named = {path: each for path, each in provisions.items() if made.is_called(each.get("kind", ()))}
    named = {path: each for path, each in named.items() if made.is_spelled(each["kind"])} or named
    wide = {path: each for path, each in provisions.items() if "kind" not in each}
    return {**wide, **named} if named else wide or provisions


def asked_of(data: GoodsData, provisions: Mapping[str, Any]) -> list[str]:
    """The parameters that leaves ask for, and those that one of these can be worked out from; in a fixed order."""
    found = dict.fromkeys(name for each in provisions.values() for name in each["asks"])
    return list(dict.fromkeys([*found, *(name for each in found for name in data.sources_of(each))]))


def states_any(made: Subject, rule: Mapping[str, Any]) -> bool:
    """Is at least one parameter of the rule stated and readable? What is inferred does not count."""
    said = (made.statement[name] for name in asked_of(made.data, rule["provisions"]))
    return any(each.state is State.READ and not each.inferred for each in said)


@dataclass(frozen=True)
class Weighed:
    """What the figures of the words say of a rule, taken as they stand.

    ``meets``: they meet a provision, or all of it but its qualities, or two of them some of it, and none misses it.
    ``missed``: the conditions that they miss, each parameter once.
    """

    meets: bool = False
    missed: tuple[TraceNode, ...] = ()


def weigh(made: Subject, rule: Mapping[str, Any]) -> Weighed:
    """Hold the inferred figures against the provisions that the description speaks of."""
    traces = list(_at_face_value(made, rule))
    enough = _ENOUGH if not rule.get("by_kind") or _names_a_kind(made, rule) else _ALL
    if any(trace.truth is not Truth.FALSE and _speaks_for(made, trace, enough) for trace in traces):
        return Weighed(meets=True)
    failing = [trace for trace in traces if trace.truth is Truth.FALSE]
    missed = (leaf for trace in failing for leaf in leaves(trace) if leaf.inferred and leaf.truth is Truth.FALSE)
    return Weighed(missed=tuple({leaf.parameter: leaf for leaf in missed}.values()))


def names_what_sets_apart(made: Subject, rule: Mapping[str, Any]) -> str:
    """The words of the description for a quality that sets such goods apart (*Hastelloy C-276*, *PTFE lined*)."""
    for provision in spoken_of(made, rule).values():
        for leaf in rule_leaves(provision):
            if leaf["parameter"] in made.data.setting_apart and leaf["op"] == "in":
                said = made.data.words[leaf["parameter"]]
                for words in made.data.telling_words(leaf["parameter"]):
                    if set(leaf["value"]) & set(said[words].split("+")) and mentions(made.folded, [words]):
                        return words
    return ""


def stated_figures_meet(made: Subject, rule: Mapping[str, Any]) -> bool:
    """Do stated parameters meet every condition of a provision that figures can answer, one figure at least?"""
    context = Context(made.statement, made.data.parameters, {})
    for provision in rule["provisions"].values():
        trace = evaluate(provision, _NEWEST, context)
        met = [leaf for leaf in _live(trace) if leaf.truth is Truth.TRUE and not leaf.inferred]
        figures = [leaf for leaf in met if made.data.parameters[leaf.parameter]["kind"] in _KINDS]
        if figures and _but_for_qualities(made, trace) is Truth.TRUE:
            return True
    return False


def _names_a_kind(made: Subject, rule: Mapping[str, Any]) -> bool:
    return any(made.is_called(each.get("kind", ())) for each in rule["provisions"].values())


def _speaks_for(made: Subject, trace: TraceNode, enough: int) -> bool:
    telling = {leaf.source for leaf in _live(trace) if leaf.inferred and _tells(made, leaf)}
    met = trace.truth is Truth.TRUE or (enough < _ALL and _but_for_qualities(made, trace) is Truth.TRUE)
    return len(telling) >= enough or (bool(telling) and met)


def _but_for_qualities(made: Subject, trace: TraceNode) -> Truth:
    """The truth of a trace were every open condition met that no figure can answer (a use, a yes or no).

    What sets the goods apart from everyday ones with the same figures (*wetted material*) stays open.
    """
    if trace.op != "leaf":
        return combined(trace.op, [_but_for_qualities(made, child) for child in trace.children])
    name = trace.parameter
    quality = made.data.parameters[name]["kind"] not in _KINDS and name not in made.data.setting_apart
    return Truth.TRUE if quality and trace.truth is Truth.UNKNOWN else trace.truth


def _live(trace: TraceNode) -> Iterator[TraceNode]:
    """The leaves of the branches that can still be met; what a figure meets beside a missed one says nothing."""
    if trace.op == "leaf":
        yield trace
    elif trace.truth is not Truth.FALSE and trace.op not in ("unless", "unclaimed"):
        for child in trace.children:
            yield from _live(child)


def _tells(made: Subject, leaf: TraceNode) -> bool:
    parameter = made.data.parameters[leaf.parameter]
    common = parameter["kind"] != "mpe" and made.data.common_dimensions & set(parameter["dimension"].split("|"))
    return leaf.truth is Truth.TRUE and not (made.statement[leaf.parameter].unnamed and common)


def _at_face_value(made: Subject, rule: Mapping[str, Any]) -> Iterator[TraceNode]:
    for provision in spoken_of(made, rule).values() if made.figures else ():
        if any(made.statement[name].inferred for name in asked_of(made.data, {"": provision})):
            named = made.is_called(provision.get("kind", rule["family"] + rule["weak"]))
            context = Context(made.statement, made.data.parameters, {}, of_family=named, at_face_value=True)
            yield evaluate(provision, _NEWEST, context)


def _assign(made: Subject, names: Sequence[str]) -> None:
    open_names = [name for name in names if made.data.parameters[name]["kind"] in _KINDS]
    unnamed: list[Figure] = []
    for figure in made.figures:
        fitting = [name for name in open_names if _may_fit(made, name, figure, named=True)]
        beside = _named_beside(made, figure)
        own = [name for name in fitting if name in beside] or ([] if beside else _named_about(made, fitting, figure))
        if own:
            for name in own:
                _take(made, name, figure)
        elif fitting and not beside and not _in_context(made, figure):
            unnamed.append(figure)
    for figure in unnamed:
        _by_unit_alone(made, open_names, figure, unnamed)


def _by_unit_alone(made: Subject, names: Sequence[str], figure: Figure, rivals: Sequence[Figure]) -> None:
    """A figure without a name is the parameter's only where no other parameter and no other figure could be meant."""
    free = [
        name
        for name in names
        if name not in made.data.always_named
        and _may_fit(made, name, figure)
        and made.statement[name].state is State.NOT_STATED
        and _read(made, name, figure) is not None
    ]
    if not figure.counts and len(free) == 1 and not any(_may_fit(made, free[0], e) for e in rivals if e is not figure):
        _take(made, free[0], figure, unnamed=True)


def _take(made: Subject, name: str, figure: Figure, *, unnamed: bool = False) -> None:
    known = made.statement[name]
    if known.state is not State.NOT_STATED and not known.derived:
        return
    read = _read(made, name, figure)
    if read is not None:
        said = "inferred from the words by its unit alone" if unnamed else "inferred from the words"
        taken = replace(read, inferred=True, unnamed=unnamed, notes=(said, *read.notes))
        made.statement.infer(name, taken)


def _read(made: Subject, name: str, figure: Figure) -> Supplied | None:
    """The figure as a value of the parameter; None where it cannot be one."""
    parameter = made.data.parameters[name]
    source = f"description:{figure.start}-{figure.end}"
    known = made.readings.get((name, figure.quotation))
    if known is None:
        known = made.readings[name, figure.quotation] = supply(parameter, figure.quotation, source, made.data.words)
    read = replace(known, source=source)
    if read.state is not State.READ or (parameter["kind"] == "number" and not read.values):
        return None
    ranges = [value for value in read.values if value.meaning is Meaning.RANGE]
    if parameter["kind"] == "range" and not ranges:
        return None
    return None if ranges and parameter["capability"] == "min" else read


def _may_fit(made: Subject, name: str, figure: Figure, *, named: bool = False) -> bool:
    """Can the unit be one of the parameter's? A bare number only where the parameter is one."""
    parameter = made.data.parameters[name]
    if parameter["kind"] == "mpe" or "length_error" in figure.dimensions:
        return parameter["kind"] == "mpe" and "length_error" in figure.dimensions
    wanted = set(parameter["dimension"].split("|"))
    had = figure.dimensions | figure.asked if named else figure.dimensions
    return bool(wanted & had) or (bool(wanted & set(_BARE)) and figure.counts)


def _named_beside(made: Subject, figure: Figure) -> frozenset[str]:
    """The parameters, of any rule, whose name stands next to the figure and whose dimension it has."""
    for phrase in phrases_beside(figure, made.data.linking_words):
        known = made.data.aliases.get(phrase, ())
        fitting = [name for name in known if _may_fit(made, name, figure, named=True)]
        if fitting:
            return frozenset(fitting)
    return frozenset()


def phrases_beside(figure: Figure, linking: frozenset[str]) -> Iterator[str]:
    """Runs of words that end before the figure or begin behind it, the longest first."""
    before, after = figure.before.split(), figure.after.split()
    while before and before[-1] in linking:
        before.pop()
    while after and after[0] in linking:
        after.pop(0)
    within = [word for word in fold(figure.quotation).replace("-", " ").split() if word.isalpha()]
    for length in range(_LONGEST_NAME, 0, -1):
        yield from (" ".join(words) for words in (before[-length:], after[:length]) if len(words) == length)
    yield from within


def _named_about(made: Subject, names: Iterable[str], figure: Figure) -> list[str]:
    """The parameters whose name stands farther off in the clause of the figure."""
    clause = f"{figure.before} | {figure.after}"
    return [name for name in names if figure.dimensions and mentions(clause, made.data.long_names(name))]


def _in_context(made: Subject, figure: Figure) -> bool:
    """Is it a condition, a supply or a packing, by the words next to it? A name of goods there is none of these."""
    named = any(match.end == len(figure.before) for match in made.data.families.find(figure.before))
    return any(
        _stands_beside(context, figure) for context in made.data.figure_contexts if not (named and context.before)
    )


def _stands_beside(context: FigureContext, figure: Figure) -> bool:
    if context.dimensions and not context.dimensions & figure.dimensions:
        return False
    if context.before:
        return f" {figure.before}".endswith(context.words)
    return not figure.followed and f"{figure.after} ".startswith(context.words)


def quoted(made: Subject) -> Iterator[Identified]:
    """The figures that were taken from the description, each with its words and the parameter it was taken for."""
    taken = [each for each in made.statement.values() if each.inferred and not each.derived]
    for each in sorted(taken, key=lambda one: (one.source, one.parameter)):
        if each.source.startswith("description:"):
            yield Identified("figure", each.raw, each.source, (each.parameter,), "; ".join(each.notes))

"""Answers ``endgate graph --from``: import, exposures, tree, drawings; figures on stdout, faults on stderr."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from endgate.cli.output import emit_json, say, show_faults, table, write_whole
from endgate.network.answers import PartyExposure, attribution, bases, find_party, party_exposures
from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.contradictions import contradictions, over_subscribed
from endgate.network.drawing import dot, svg
from endgate.network.errors import NOT_A_GRAPH, NetworkError
from endgate.network.gather import Counts
from endgate.network.importers.run import import_files
from endgate.network.model import Regime, Verdict, figure
from endgate.network.regimes import regime, regimes
from endgate.network.supposing import suppose
from endgate.network.surroundings import around, nearest, shared, tree
from endgate.terms.faults import Fault

_SHOWN_FAULTS = 20
_SHOWN_OF_A_KIND = 4


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line."""

    party: str | None
    sources: tuple[Path, ...]
    base: tuple[str, ...]
    regime: str | None
    as_of: date
    depth: int
    weak: bool
    why_not: bool
    suppose: tuple[str, ...]
    svg: Path | None
    dot: Path | None
    keep: Path | None
    as_json: bool


def answer(asked: Asked) -> None:
    """Import, answer, print. Raises NetworkError for an unknown party, base or regime."""
    rules = _rules(asked)
    graph, counts = _graph(asked)
    if asked.keep is not None:
        graph.save(asked.keep)
        say(f"kept {graph.links} links in {asked.keep}")
    base = [find_party(graph, each) for each in asked.base]
    party = None if asked.party is None else find_party(graph, asked.party)
    supposed = suppose(graph, asked.suppose) if asked.suppose else graph
    exposures = [] if party is None else _exposures(supposed, party, rules, base, asked)
    if asked.as_json:
        emit_json(_document(supposed, counts, exposures))
    else:
        _show_counts(supposed, counts)
    if party is None:
        return
    if not exposures:
        say("nobody is designated in these files; name holders with --base")
    if not asked.as_json:
        _show(supposed, party, exposures, base, rules, asked)
        if asked.suppose:
            _show_change(_exposures(graph, party, rules, base, asked), exposures)
    _draw(supposed, party, base, rules, asked)


def _rules(asked: Asked) -> tuple[Regime, ...]:
    if asked.regime is None:
        return regimes(asked.as_of)
    found = regime(asked.regime, asked.as_of)
    if found is None:
        say(f"{asked.regime} did not exist on {asked.as_of}")
    return () if found is None else (found,)


def _graph(asked: Asked) -> tuple[Compiled, tuple[Counts, ...]]:
    if len(asked.sources) == 1 and (asked.sources[0] / "graph.json").is_file():
        return Compiled.open(asked.sources[0]), ()
    imported = import_files(asked.sources)
    if not any(counts.format for counts in imported.counts):
        found = [fault for counts in imported.counts for fault in counts.faults]
        raise NetworkError(*(found or [NOT_A_GRAPH.at(", ".join(map(str, asked.sources)), "no file is there")]))
    graph = compile_graph(imported.gathered)
    faults = [fault for counts in imported.counts for fault in counts.faults]
    faults += contradictions(graph)
    faults += over_subscribed(graph, asked.as_of)
    shown = _some_of_each(faults)
    show_faults(shown)
    unseen = sum(counts.unseen_faults for counts in imported.counts) + len(faults) - len(shown)
    if unseen:
        say(f"and {unseen} more")
    return graph, imported.counts


def _some_of_each(faults: Sequence[Fault]) -> list[Fault]:
    """All of a few; of many the first of every kind, so that no kind is hidden by another."""
    if len(faults) <= _SHOWN_FAULTS:
        return list(faults)
    met: Counter[str] = Counter()
    shown = []
    for fault in faults:
        met[fault.code] += 1
        if met[fault.code] <= _SHOWN_OF_A_KIND:
            shown.append(fault)
    return shown


def _exposures(
    graph: Compiled, party: int, rules: Sequence[Regime], base: Sequence[int], asked: Asked
) -> list[PartyExposure]:
    whole = [rule for rule in rules if not rule.proportional]
    shares = [rule for rule in rules if rule.proportional]
    found = list(party_exposures(graph, party, whole, base, asked.as_of))
    return found + [attribution(graph, party, rule, base, asked.as_of) for rule in shares if base]


def _document(graph: Compiled, counts: Sequence[Counts], exposures: Sequence[PartyExposure]) -> dict[str, Any]:
    return {
        "entities": graph.nodes,
        "links": graph.links,
        "imported": [
            {
                "file": each.file,
                "format": each.format,
                "read": each.read,
                "used": each.used,
                "skipped": sum(each.skipped.values()),
                "outside": each.outside,
            }
            for each in counts
        ],
        "exposures": [
            {
                "regime": each.regime,
                "verdict": word(each),
                "control": each.control.value,
                "min": _Number(each.min, up=False),
                "max": _Number(each.max, up=True),
                "path": list(each.path),
            }
            for each in exposures
        ],
    }


def word(exposure: PartyExposure) -> str:
    """MUST, MAY or NO; U where the legal person is not known."""
    return "U" if exposure.verdict is None else exposure.verdict.value


class _Number:
    """A per cent as a JSON number, rounded outwards at six places."""

    def __init__(self, value: Fraction, *, up: bool) -> None:
        millionths = value * 1_000_000
        whole = -(-millionths.numerator // millionths.denominator) if up else int(millionths)
        self._value = whole // 1_000_000 if whole % 1_000_000 == 0 else whole / 1_000_000

    def to_json(self) -> int | float:
        return self._value


def _show_counts(graph: Compiled, counts: Sequence[Counts]) -> None:
    say(f"{graph.nodes} entities, {graph.links} links")
    rows = [
        (
            each.file,
            each.format or "unknown",
            str(each.read),
            str(each.used),
            ", ".join(f"{number} {reason}" for reason, number in sorted(each.skipped.items())) or "0",
            str(each.outside),
        )
        for each in counts
    ]
    if rows:
        table("imported", ("file", "format", "read", "used", "skipped", "outside"), rows)


def _show(
    graph: Compiled,
    party: int,
    exposures: Sequence[PartyExposure],
    base: Sequence[int],
    rules: Sequence[Regime],
    asked: Asked,
) -> None:
    kind = graph.kind_of(party).name.casefold().replace("_", " ")
    click.echo(f"{graph.name(party)} [{graph.label(party)}], {kind}")
    for title, up in (("above it", True), ("below it", False)):
        lines = list(tree(graph, party, asked.as_of, asked.depth, up=up, weak=asked.weak))
        click.echo("\n".join([f"{title}:", *lines]) if lines else f"{title}: nobody is stated")
    rows = [
        (each.regime, word(each), f"{figure(each.min)} - {figure(each.max)} %", each.control.value)
        for each in exposures
    ]
    if rows:
        table(f"owned by designated parties on {asked.as_of}", ("regime", "verdict", "share", "control"), rows)
    told: set[tuple[str, ...]] = set()
    for each in exposures:
        # Regimes often agree on who holds what: the chain is told once, under the first of them.
        click.echo("\n".join(each.path[:1] if each.path[1:] in told else each.path))
        told.add(each.path[1:])
        if each.unattributed and each.verdict is not Verdict.MUST:
            click.echo(f"  {figure(each.unattributed)} % of the shares have no known owner")
        if asked.why_not and each.verdict is not Verdict.MUST:
            click.echo(_why_not(each, rules))
    for line in _near(graph, party, base, rules, asked):
        click.echo(line)


def _why_not(exposure: PartyExposure, rules: Sequence[Regime]) -> str:
    rule = next(each for each in rules if each.id == exposure.regime)
    test = f"the test is {rule.test}{'' if rule.aggregate else ' by one person alone'}"
    gap = rule.threshold - exposure.min
    short = f"reached owners surely hold {figure(exposure.min)} %, {figure(gap)} % short" if gap > 0 else "at the line"
    if exposure.verdict is Verdict.NO:
        return f"  why not: at most {figure(exposure.max)} % can be theirs, and {test}; {short}"
    return f"  why not yet: {test}; {short}, up to {figure(exposure.max)} % for what is not stated"


def _near(graph: Compiled, party: int, base: Sequence[int], rules: Sequence[Regime], asked: Asked) -> Iterator[str]:
    wanted = frozenset().union(*(bases(graph, rule, base, asked.as_of) for rule in rules)) if rules else frozenset()
    for weak in (False, True) if asked.weak else (False,):
        way = nearest(graph, party, wanted - {party}, weak=weak)
        if way:
            named = " - ".join(f"{graph.name(node)}" for node in way)
            yield f"closest designated party over {'weak links' if weak else 'links'}: {len(way) - 1} steps: {named}"
    for each in shared(graph, party) if asked.weak else ():
        others = ", ".join(graph.name(node) for node in each.others) or f"a hub of {each.degree} entities, not followed"
        yield f"shares {each.what} {each.value!r} with {others}"


def _show_change(before: Sequence[PartyExposure], after: Sequence[PartyExposure]) -> None:
    rows = [
        (
            one.regime,
            f"{word(one)} {figure(one.min)} - {figure(one.max)} %",
            f"{word(two)} {figure(two.min)} - {figure(two.max)} %",
        )
        for one, two in zip(before, after, strict=True)
    ]
    table("supposed, and not so", ("regime", "as stated", "as supposed"), rows)


def _draw(graph: Compiled, party: int, base: Sequence[int], rules: Sequence[Regime], asked: Asked) -> None:
    if asked.svg is None and asked.dot is None:
        return
    nodes, lines = around(graph, party, asked.as_of, asked.depth, weak=asked.weak)
    listed = frozenset().union(*(bases(graph, rule, base, asked.as_of) for rule in rules)) if rules else frozenset(base)
    if asked.svg is not None:
        write_whole(asked.svg, svg(graph, nodes, lines, listed, party).encode())
    if asked.dot is not None:
        write_whole(asked.dot, dot(graph, nodes, lines, listed).encode())

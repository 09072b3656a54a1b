"""Applies a company's rules to the facts that law reads and to the concerns, after law and without changing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from endgate.decide.actors import Actor
from endgate.decide.company.model import (
    HEADING,
    ActorPolicy,
    CompanyPolicy,
    ConcernAtLeast,
    PolicyFinding,
    PolicyRule,
    PolicyVerdict,
)
from endgate.decide.company.read import undefined
from endgate.decide.concern import Concern
from endgate.decide.errors import PolicyError
from endgate.decide.facts.rows import Table
from endgate.law.day import LawDay
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.levels import FALSE, TRUE, UNKNOWN
from endgate.law.model import State
from endgate.law.opening import Leaf
from endgate.law.trees import Atom, Node, Not, Tree
from endgate.law.words import question
from endgate.shipment.model import Item

_ALWAYS = Policy()


def apply_policy(
    policy: CompanyPolicy,
    actors: Iterable[Actor],
    items: Iterable[Item],
    table: Table,
    day: LawDay,
    concerns: tuple[Concern, ...],
) -> PolicyVerdict:
    """What the rules say of every private actor. Raises PolicyError when a rule names what is not defined."""
    faults = undefined(policy, day.book)
    if faults:
        raise PolicyError(*faults)
    standing = [rule for rule in policy.rules if rule.on(day.as_of) and _met(rule.concern, concerns) is not None]
    lines = tuple(items)
    found = (_of_actor(standing, actor, lines, table, day, concerns) for actor in actors if actor.state is None)
    return PolicyVerdict(HEADING, policy.policy, tuple(each for each in found if each is not None))


def _of_actor(
    rules: list[PolicyRule],
    actor: Actor,
    items: tuple[Item, ...],
    table: Table,
    day: LawDay,
    concerns: tuple[Concern, ...],
) -> ActorPolicy | None:
    findings: dict[PolicyFinding, list[str]] = {}
    for item in items:
        for view, row in table.actor(actor, item).rows.items():
            law = RowLaw(day, row, _ALWAYS)
            for rule in rules:
                finding = _finding(rule, law, view, _met(rule.concern, concerns) or "")
                if finding is not None:
                    findings.setdefault(finding, []).append(item.id)
    if not findings:
        return None
    told = tuple(replace(finding, items=tuple(ids)) for finding, ids in findings.items())
    ordered = tuple(sorted(told, key=lambda each: (-each.outcome.rank, each.view != "declared", each.rule)))
    return ActorPolicy(actor.id, actor.name, ordered[0].outcome, ordered)


def _finding(rule: PolicyRule, law: RowLaw, view: str, concern: str) -> PolicyFinding | None:
    level = TRUE if rule.when is None else law.value(rule.when.root)
    if level == FALSE:
        return None
    state = State.APPLIES if level == TRUE else State.OPEN
    asks = tuple(dict.fromkeys(_asks(rule.when, law))) if state is State.OPEN and rule.when is not None else ()
    return PolicyFinding(rule.id, rule.then, state, view, (), rule.say, rule.decided_by, concern, asks)


def _asks(tree: Tree, law: RowLaw) -> Iterator[str]:
    """The unknown leaves below branches that are themselves unknown, as questions."""
    for atom in _unknown(tree.root, law):
        leaf = Leaf(atom, law.read(atom))
        if leaf.reading.stated_leaves:
            yield from leaf.reading.leaves
        else:
            yield from (question(name, law.day.book.reference) for name in leaf.reading.leaves or (leaf.label,))


def _unknown(node: Node, law: RowLaw) -> Iterator[Atom]:
    if law.value(node) != UNKNOWN:
        return
    if isinstance(node, Atom):
        yield node
        return
    for each in (node.of,) if isinstance(node, Not) else node.of:
        yield from _unknown(each, law)


def _met(wanted: ConcernAtLeast | None, concerns: tuple[Concern, ...]) -> str | None:
    """The concerns that meet it, in words; empty when none is asked for, None when none meets it."""
    if wanted is None:
        return ""
    met = [
        f"{each.grade.value} {each.programme}"
        for each in concerns
        if each.grade.rank >= wanted.at_least.rank and (not wanted.programmes or each.programme in wanted.programmes)
    ]
    return ", ".join(met) or None

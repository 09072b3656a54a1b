"""One plain sentence for a comparison, made from its typed parts. The words are data (phrases.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from endgate.names.model import Cap, Edge, EdgeType, FactRelation, Grade, Unpaired
from endgate.names.tables import settings

_SHOWN = 3


@cache
def _phrases() -> dict[str, Any]:
    return settings("phrases")


def sentence(
    grade: Grade,
    edges: Sequence[Edge],
    unpaired: Sequence[Unpaired],
    facts: Sequence[FactRelation],
    flags: Sequence[str],
    caps: Sequence[Cap] = (),
) -> str:
    """Say what agrees, what is left over, what the facts say, and what held it down."""
    parts = [*_words(edges), *_left_over(unpaired), *_facts(facts)]
    parts += [_phrases()["flag"][flag] for flag in flags if flag in _phrases()["flag"]]
    parts += [phrase for rule in _held(caps) if (phrase := _phrases()["cap"].get(rule, ""))]
    parts = list(dict.fromkeys(parts))
    text = "; ".join(parts) or ("nothing agrees" if grade is Grade.NONE else grade.value.replace("_", " "))
    return text[0].upper() + text[1:] + "."


def _words(edges: Sequence[Edge]) -> Iterable[str]:
    equal = [" ".join(edge.left) for edge in edges if edge.type is EdgeType.EQUAL]
    if equal:
        yield f"{_listed(equal)} equal"
    for edge in edges:
        if edge.type is not EdgeType.EQUAL:
            yield f"{' '.join(edge.left)} and {' '.join(edge.right)}: {_phrases()['edge'][edge.type.value]}"


def _left_over(unpaired: Sequence[Unpaired]) -> Iterable[str]:
    against = [word.token for word in unpaired if word.reason == "contradicted"]
    missing = [word.token for word in unpaired if word.reason == "omitted"]
    if against:
        yield f"not the same: {', '.join(against)}"
    if missing:
        yield f"only on one side: {', '.join(missing)}"


def _facts(facts: Sequence[FactRelation]) -> Iterable[str]:
    known = [fact for fact in facts if fact.relation != "missing"]
    weighty = [fact for fact in known if fact.effect or fact.type != "country"]
    for fact in weighty or known:
        yield _fact(fact)
    for note in dict.fromkeys(note for fact in known for note in fact.notes):
        if note in _phrases()["note"]:
            yield _phrases()["note"][note]
    unknown = list(dict.fromkeys(_label(fact) for fact in facts if fact.relation == "missing"))
    if unknown:
        yield f"{_listed(unknown)} cannot be compared"


def _fact(fact: FactRelation) -> str:
    phrase: str = _phrases()["fact"][fact.type][fact.relation]
    left, right = (_some(side) for side in (fact.left, fact.right))
    return phrase.format(left=left, right=right, label=_label(fact))


def _label(fact: FactRelation) -> str:
    """What the fact is, as people say it: a kind of number, a country in its role, the thing itself."""
    if fact.type == "country":
        return "country" if "/" in fact.role or fact.role in ("any", "") else _ROLES.get(fact.role, fact.role)
    name = fact.scheme or (fact.role if fact.type == "vessel" else fact.type)
    return str(_phrases()["label"].get(name, name.replace("_", " ")))


_ROLES = {"birth": "country of birth", "registration": "country of registration", "address": "country"}


def _some(values: Sequence[str]) -> str:
    shown = ", ".join(values[:_SHOWN])
    return f"{shown} and others" if len(values) > _SHOWN else shown


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _held(caps: Sequence[Cap]) -> Iterable[str]:
    return dict.fromkeys(cap.rule for cap in caps)

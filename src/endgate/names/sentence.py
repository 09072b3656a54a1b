"""One plain sentence for a comparison, made from its typed parts."""

from __future__ import annotations

from collections.abc import Sequence

from endgate.names.model import Edge, EdgeType, FactRelation, Grade, Unpaired

_TYPES = {
    EdgeType.EQUAL: "equal",
    EdgeType.NUMBER_EQUAL: "the same number",
    EdgeType.TRANSLATION: "the same word in another form",
    EdgeType.EQUIVALENT: "a known spelling of the same name",
    EdgeType.ROMANISATION: "another romanisation of the same name",
    EdgeType.JOINED: "the same, written together or apart",
    EdgeType.SPELLING: "nearly the same spelling",
    EdgeType.ACRONYM: "its initials",
    EdgeType.NICKNAME: "a short form of the name",
    EdgeType.SKELETON: "the same consonants across scripts",
    EdgeType.INITIAL: "an initial that fits",
    EdgeType.ATTESTED_BOTH: "alike, but both are names that people bear",
}
_FLAGS = {
    "too_common": "the names are too common: a birth date, identifier or country is needed",
    "names_differ": "the names differ",
}


def sentence(
    grade: Grade,
    edges: Sequence[Edge],
    unpaired: Sequence[Unpaired],
    facts: Sequence[FactRelation],
    flags: Sequence[str],
) -> str:
    """Say what agrees, what is left over, what the facts say."""
    parts = [_edge(edge) for edge in edges]
    against = [word.token for word in unpaired if word.reason == "contradicted"]
    missing = [word.token for word in unpaired if word.reason == "omitted"]
    if against:
        parts.append(f"not the same: {', '.join(against)}")
    if missing:
        parts.append(f"only on one side: {', '.join(missing)}")
    parts += [_fact(fact) for fact in facts if fact.relation != "missing"]
    unknown = sorted({fact.type.replace("_", " ") for fact in facts if fact.relation == "missing"})
    if unknown:
        parts.append(f"cannot be compared: {', '.join(unknown)}")
    parts += [_FLAGS[flag] for flag in flags if flag in _FLAGS]
    text = "; ".join(parts) or ("nothing agrees" if grade is Grade.NONE else grade.value)
    return text[0].upper() + text[1:] + "."


def _edge(edge: Edge) -> str:
    left, right = " ".join(edge.left), " ".join(edge.right)
    if edge.type is EdgeType.EQUAL:
        return f"{left} equal"
    return f"{left} and {right}: {_TYPES.get(edge.type, edge.type.value)}"


def _fact(fact: FactRelation) -> str:
    label = fact.scheme or fact.type
    return f"{label.replace('_', ' ')} {fact.relation.replace('_', ' ')}"

"""Computes a match again from its own record: what the record says must be enough to earn its score and grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from endgate.names.facts.effects import bits_of
from endgate.names.grade import (
    ADDRESS_LISTED,
    BORN_TOGETHER,
    OTHER_FIRM,
    Grader,
    NamesSay,
    held_by_address,
    held_by_name,
)
from endgate.names.letters import letters
from endgate.names.model import Comparison, Grade, Match, Side
from endgate.names.profiles import profile_named
from endgate.names.score import whole_name_bits
from endgate.names.tables import settings
from endgate.terms.codec import decode
from endgate.terms.kinds import PartyKind

_OF_FACTS = frozenset({"bits", "contradicted", "vessel_name", OTHER_FIRM})
"""Caps that facts and grades set, after the names."""
_OF_GRADES = frozenset({"too_common", "names_differ", "kinds_differ", ADDRESS_LISTED, BORN_TOGETHER})
"""Flags that grades set."""
_WEAK = frozenset({"weak", "damaged"})


@dataclass(frozen=True)
class Rescored:
    """The numbers of a match as its record yields them, to the four decimals it is written with."""

    similarity: float
    names_bits: float
    bits: float
    required: float
    score: float
    grade: Grade


def rescore(record: Mapping[str, Any]) -> Rescored:
    """Read a record of ``endgate.match/1`` and compute it again. Raises EndgateError for what is no such record."""
    plain = {key: value for key, value in record.items() if key != "cluster"}
    return rescored(decode(Match, plain))


def rescored(match: Comparison) -> Rescored:
    """The same for a comparison at hand."""
    similarity, names_bits = _similarity(match), _bits(match)
    grader = Grader(profile_named(match.profile), match.information.parties)
    flags = tuple(flag for flag in match.flags if flag not in _OF_GRADES)
    caps = tuple(cap for cap in match.caps if cap.rule not in _OF_FACTS)
    alike = letters(match.left.name, match.right.name)
    names = NamesSay(float(match.similarity), float(match.information.names), caps, flags, alike)
    verdict = grader.weigh(names, match.facts)
    if isinstance(match, Match) and match.candidate_by and match.kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT):
        verdict = held_by_name(verdict, match.facts, grader.profile)
    if ADDRESS_LISTED in match.flags:
        verdict = held_by_address(verdict, match.facts)
    bits = names_bits + (sum(map(bits_of, match.facts)) if similarity > 0 else 0.0)
    return Rescored(similarity, names_bits, bits, verdict.required, verdict.score, verdict.grade)


def _similarity(match: Comparison) -> float:
    """What the pairs gain of what they and the left-over words weigh, held down by the caps of the names."""
    gained = sum(float(edge.score) * float(edge.weight) for edge in match.edges)
    total = sum(float(edge.weight) for edge in match.edges) + sum(float(word.cost) for word in match.unpaired)
    similarity = gained / total if gained else 0.0
    if "roles_swapped" in match.flags:
        similarity *= float(settings("weights")["edge"]["roles_swapped"])
    held = [float(cap.at) for cap in match.caps if cap.rule not in _OF_FACTS]
    if any(_weak(side) for side in (match.left, match.right)):
        held.append(float(settings("weights")["cap"]["weak_alias"]))
    return min([similarity, *held])


def _weak(side: Side) -> bool:
    return side.quality in _WEAK


def _bits(match: Comparison) -> float:
    """Bits of the pairs; the whole name of an organisation may be worth more than they are."""
    bits = sum(float(edge.bits) for edge in match.edges)
    if match.kind is PartyKind.PERSON or match.unpaired:
        return bits
    return whole_name_bits(bits, [(edge.type, float(edge.score), float(edge.bits)) for edge in match.edges])


def differences(match: Comparison, tolerance: float = 0.002) -> Sequence[str]:
    """The numbers of a record that cannot be computed again from it; none for a sound record."""
    again = rescored(match)
    stated = {
        "similarity": (float(match.similarity), again.similarity),
        "bits": (float(match.bits), again.bits),
        "bits_required": (float(match.bits_required), again.required),
        "score": (float(match.score), again.score),
    }
    found = [name for name, (one, other) in stated.items() if abs(one - other) > tolerance * max(1.0, abs(one))]
    graded = getattr(match, "graded", "") or match.grade.value
    return [*found, *(["grade"] if graded != again.grade.value else [])]

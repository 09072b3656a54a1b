"""Rows of the verb ``party``: one line for each party, with the entries of every list that are the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.decide.identity import listing_note
from endgate.edition.opened import Edition
from endgate.names.model import Comparison, FactRelation, ListingNote, Match, Screening
from endgate.terms.codec import encode

_SHOWN = 200


@dataclass(frozen=True)
class PartyLine:
    """The strongest match of a cluster, the ids of its other entries, and the listings of all of them."""

    match: Match
    others: tuple[str, ...]
    listings: tuple[ListingNote, ...]


def party_lines(
    matches: Sequence[Match], edition: Edition, *, as_of: date, known_as_of: date, one_for_each: bool
) -> tuple[PartyLine, ...]:
    """One line for each cluster in the order of its strongest match, or (``one_for_each``) for each match."""
    if one_for_each:
        return tuple(PartyLine(each, (), each.listings) for each in matches)
    matched = {each.party_id: each for each in matches}
    lines: list[PartyLine] = []
    shown: set[str] = set()
    for match in matches:
        if match.party_id in shown:
            continue
        members = edition.cluster_of(match.party_id).members
        shown.update(members)
        others = tuple(each for each in members if each != match.party_id)
        listings = [*match.listings]
        for each in others:
            listings += matched[each].listings if each in matched else _listings(edition, each, as_of, known_as_of)
        lines.append(PartyLine(match, others, tuple(listings)))
    return tuple(lines)


def _listings(edition: Edition, party_id: str, as_of: date, known_as_of: date) -> Iterable[ListingNote]:
    return map(listing_note, edition.listing(party_id, as_of=as_of, known_as_of=known_as_of))


def with_clusters(answers: Sequence[Screening], edition: Edition) -> list[dict[str, Any]]:
    """The answers as JSON, each match with the ids of all entries that are the same party (``cluster``)."""
    found: list[dict[str, Any]] = []
    for answer in answers:
        value: dict[str, Any] = encode(answer)
        for match, raw in zip(answer.matches, value.get("matches", ()), strict=True):
            raw["cluster"] = list(edition.cluster_of(match.party_id).members)
        found.append(value)
    return found


def plain(text: str) -> str:
    """A text as a terminal may show it: what controls the terminal or the direction of writing is marked."""
    if len(text) > _SHOWN:
        text = f"{text[:_SHOWN]}…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def row(line: PartyLine) -> tuple[str, ...]:
    """Grade, score, names and ids, listings and the reason, as the table shows them."""
    match = line.match
    lists = dict.fromkeys(
        f"{each.authority} {each.programme}: {each.spoken} {each.since or '?'}–{each.until or ''}"
        for each in line.listings
    )
    name = match.right.name + (f" ({match.right.origin})" if match.right.origin not in ("primary", "") else "")
    ids = "\n".join((match.party_id, *(f"={each}" for each in line.others)))
    return _grade(match), f"{match.score:.2f}", f"{name}\n{ids}", "\n".join(lists), match.text


def _grade(match: Match) -> str:
    """The grade, with what a person said of it."""
    if match.graded:
        return f"{match.grade.value}\n({match.graded} by itself)"
    return match.grade.value + (f"\nreviewed: {match.review}" if match.review else "")


def explanation(result: Comparison) -> Iterator[str]:
    """The typed reasons, a line each: pairs of words, left-over words, caps, facts, bits."""
    for edge in result.edges:
        words = f"{' '.join(edge.left)} ~ {' '.join(edge.right)}"
        told = f"{edge.token_class.value}, {edge.type.value}, {edge.source}"
        yield f"  {edge.score:.2f} × {edge.weight:.2f}  {words}  ({told}; {edge.bits:.1f} bits)"
    for word in result.unpaired:
        yield f"  −{word.cost:.2f}  {word.token}  ({word.side}, {word.token_class.value}, {word.reason})"
    for cap in result.caps:
        yield f"  at most {cap.at:.2f}: {cap.rule.replace('_', ' ')}"
    for fact in result.facts:
        yield f"  {_fact(fact)}"
    required = ", ".join(f"{name} {bits:.1f}" for name, bits in result.information.required.items())
    yield f"  worth {result.bits:.1f} bits, {result.bits_required:.1f} needed (by profile: {required})"


def _fact(fact: FactRelation) -> str:
    label = " ".join(part for part in (fact.scheme or fact.type, fact.role) if part)
    values = f"{plain(', '.join(fact.left)) or '–'} | {', '.join(fact.right) or '–'}"
    effect = f", moves {fact.effect:+.1f}" if fact.effect else ""
    notes = f"; {', '.join(fact.notes)}" if fact.notes else ""
    return f"{label}: {fact.relation} ({values}){effect}{notes}"

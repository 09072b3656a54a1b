"""Recorded decisions of people on matches: keyed on evidence, append-only, and never hiding what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from endgate.lists.model import ListedParty
from endgate.names.errors import BAD_REVIEW
from endgate.names.facts import clean_id, query_of
from endgate.names.model import Grade, Match, Query
from endgate.names.normalise import normal
from endgate.shipment.model import Party
from endgate.terms.codec import decode, encode
from endgate.terms.dates import Day
from endgate.terms.faults import EndgateError, Fault


class Judgement(StrEnum):
    """What a person decided about a match."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


NEEDS_RECONFIRMATION = "needs_reconfirmation"
"""Answer for a review that has expired, or where either party is no longer what the person saw: it hides nothing."""


CONTRADICTED = "contradicted"
"""Answer where the last reviews of two people say the opposite: it hides nothing until one of them looks again."""


@dataclass(frozen=True)
class Review:
    """One decision. ``query`` and ``material`` hash what was compared; ``references`` name the listed party.

    ``shipment`` narrows it to one shipment; empty, it holds for this party in all of them. ``listed_names`` and
    ``listed_births`` find the listed party again when every reference has gone, ``query_names`` the party asked about
    when more is known of it than then.
    """

    judgement: Judgement
    query: str
    references: tuple[str, ...]
    material: str
    reason: str
    by: str
    on: Day
    until: Day | None = None
    query_name: str = ""
    listed_name: str = ""
    party_id: str = ""
    shipment: str = ""
    listed_names: tuple[str, ...] = ()
    listed_births: tuple[str, ...] = ()
    query_names: tuple[str, ...] = ()


def _hash(parts: Iterable[str]) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=4096)
def _asked(query: Query) -> tuple[str, tuple[str, ...]]:
    """The fingerprint of a question and its names as they are compared."""
    numbers = sorted(f"{each.kind.value}:{clean_id(each.kind, each.value)}" for each in query.identifiers)
    places = sorted({str(country) for _, country in query.countries})
    names = tuple(sorted({normal(name) for name in query.names}))
    return _hash([*names, query.kind.value, *numbers, *sorted(map(str, query.birth)), *places]), names


def _query(party: Query | Party) -> Query:
    return party if isinstance(party, Query) else query_of(party)


def query_fingerprint(party: Query | Party) -> str:
    """Hash of what identifies the party asked about: names, kind, numbers, dates and countries."""
    return _asked(_query(party))[0]


def asks_about(review: Review, party: Query | Party) -> bool:
    """Was that party reviewed: the same facts, or the same names with other facts than then?"""
    fingerprint, names = _asked(_query(party))
    return review.query == fingerprint or (review.query_names != () and review.query_names == names)


def references_of(listed: ListedParty) -> tuple[str, ...]:
    """Every publisher's reference of a listed party, and its id."""
    found = {f"{each.authority}:{each.reference}" for each in listed.designations if each.reference}
    return tuple(sorted(found | {listed.party_id}))


def names_of(listed: ListedParty) -> tuple[str, ...]:
    """The names of a listed party as they are compared."""
    return tuple(sorted({normal(name.text) for name in listed.names} - {""}))


def births_of(listed: ListedParty) -> tuple[str, ...]:
    """The dates of birth of a listed party."""
    return tuple(sorted(f"{each.earliest}/{each.latest}" for each in listed.birth))


def material_hash(listed: ListedParty) -> str:
    """Hash of what a review rests on; a new alias, number, birth date or programme changes it."""
    names = sorted(normal(name.text) for name in listed.names)
    numbers = sorted(f"{each.kind.value}:{each.value}" for each in listed.identifiers)
    programmes = sorted({f"{each.authority}:{each.programme}" for each in listed.designations})
    return _hash([*names, *numbers, *births_of(listed), *programmes, listed.kind.value])


def concerns(review: Review, listed: ListedParty) -> bool:
    """Is it about that listed party: by a reference that remains, or else by a name and no other birth date?"""
    if set(review.references) & set(references_of(listed)):
        return True
    births = set(births_of(listed))
    same_birth = not births or not review.listed_births or bool(births & set(review.listed_births))
    return same_birth and bool(set(review.listed_names) & set(names_of(listed)))


def holds(review: Review, listed: ListedParty, as_of: date) -> bool:
    """Is it in force that day, and the listed party what it was when the person looked?"""
    if review.until is not None and review.until <= as_of:
        return False
    known = set(review.references) <= set(references_of(listed))
    return known and review.material == material_hash(listed)


@dataclass(frozen=True)
class ReviewBook:
    """All reviews in the order they were written; the last one that fits counts."""

    reviews: tuple[Review, ...] = ()
    faults: tuple[Fault, ...] = ()

    def about(self, party: Query | Party, listed: ListedParty, *, as_of: date, shipment: str = "") -> Review | None:
        """The review that counts for this pair that day; one of another shipment does not."""
        return next(iter(self._about(party, listed, as_of, shipment)), None)

    def _about(self, party: Query | Party, listed: ListedParty, as_of: date, shipment: str) -> Iterable[Review]:
        """Every review of the pair, the latest first."""
        for review in reversed(self.reviews):
            if review.on > as_of or review.shipment not in ("", shipment) or not asks_about(review, party):
                continue
            if concerns(review, listed):
                yield review

    def answer(self, party: Query | Party, listed: ListedParty, *, as_of: date, shipment: str = "") -> str:
        """``same``, ``different``, ``unsure``, ``needs_reconfirmation``, ``contradicted``; or empty: nobody looked."""
        found = list(self._about(party, listed, as_of, shipment))
        if not found:
            return ""
        asked = query_fingerprint(party)
        good = [review for review in found if review.query == asked and holds(review, listed, as_of)]
        if found[0] not in good:
            return NEEDS_RECONFIRMATION
        last = {review.by: review.judgement for review in reversed(good)}
        opposite = {Judgement.SAME, Judgement.DIFFERENT} <= set(last.values())
        return CONTRADICTED if opposite else found[0].judgement.value


def reviewed(match: Match, answer: str) -> Match:
    """The match with what was decided about it: ``different`` lowers its grade, and it stays in the record."""
    if answer != Judgement.DIFFERENT:
        return replace(match, review=answer)
    return replace(match, review=answer, grade=Grade.REVIEWED_DIFFERENT, graded=match.grade.value)


def make_review(
    judgement: Judgement,
    query: Query,
    listed: ListedParty,
    *,
    reason: str,
    by: str,
    on: date,
    until: date | None = None,
    shipment: str = "",
) -> Review:
    """Write a decision down with what it rests on. Raises ValueError when nobody or nothing stands behind it."""
    if not reason.strip() or not by.strip():
        raise ValueError("a review needs a reason and an author")
    if until is not None and until <= on:
        raise ValueError(f"it would have ended on {until} before it began on {on}")
    return Review(
        judgement,
        query_fingerprint(query),
        references_of(listed),
        material_hash(listed),
        reason.strip(),
        by.strip(),
        on,
        until,
        query.names[0],
        listed.primary_name,
        listed.party_id,
        shipment,
        names_of(listed),
        births_of(listed),
        _asked(query)[1],
    )


def read_reviews(path: Path) -> ReviewBook:
    """Read a file of reviews; a line that cannot be read is reported and hides nothing."""
    if not path.exists():
        return ReviewBook()
    reviews: list[Review] = []
    faults: list[Fault] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            reviews.append(decode(Review, json.loads(line)))
        except (EndgateError, ValueError, RecursionError) as error:
            faults.append(BAD_REVIEW.at(f"{path.name}:{number}", str(error).split("\n")[0]))
    return ReviewBook(tuple(reviews), tuple(faults))


def append_reviews(path: Path, reviews: Sequence[Review]) -> None:
    """Add reviews at the end of the file; nothing already written is touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for review in reviews:
            file.write(json.dumps(encode(review), ensure_ascii=False, sort_keys=True) + "\n")

"""Recorded decisions of people on matches: keyed on evidence, append-only, and never hiding what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from endgate.lists.model import ListedParty
from endgate.names.errors import BAD_REVIEW
from endgate.names.facts import clean_id, query_of
from endgate.names.model import Query
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
"""Answer for a review whose listed party has changed since: it hides nothing."""


@dataclass(frozen=True)
class Review:
    """One decision. ``query`` and ``material`` hash what was compared; ``references`` name the listed party."""

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


def _hash(parts: Iterable[str]) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def query_fingerprint(party: Query | Party) -> str:
    """Hash of what identifies the party asked about: names, kind, numbers, dates and countries."""
    query = party if isinstance(party, Query) else query_of(party)
    numbers = sorted(f"{each.kind.value}:{clean_id(each.kind, each.value)}" for each in query.identifiers)
    places = sorted({str(country) for _, country in query.countries})
    names = sorted({normal(name) for name in query.names})
    return _hash([*names, query.kind.value, *numbers, *sorted(map(str, query.birth)), *places])


def references_of(listed: ListedParty) -> tuple[str, ...]:
    """Every publisher's reference of a listed party, and its id."""
    found = {f"{each.authority}:{each.reference}" for each in listed.designations if each.reference}
    return tuple(sorted(found | {listed.party_id}))


def material_hash(listed: ListedParty) -> str:
    """Hash of what a review rests on; a new alias, number, birth date or programme changes it."""
    names = sorted(normal(name.text) for name in listed.names)
    numbers = sorted(f"{each.kind.value}:{each.value}" for each in listed.identifiers)
    births = sorted(f"{each.earliest}/{each.latest}" for each in listed.birth)
    programmes = sorted({f"{each.authority}:{each.programme}" for each in listed.designations})
    return _hash([*names, *numbers, *births, *programmes, listed.kind.value])


@dataclass(frozen=True)
class ReviewBook:
    """All reviews in the order they were written; the last one that fits counts."""

    reviews: tuple[Review, ...] = ()
    faults: tuple[Fault, ...] = ()

    def answer(self, party: Query | Party, listed: ListedParty, *, as_of: date) -> str:
        """``same``, ``different``, ``unsure``, ``needs_reconfirmation``, or empty where nobody has looked."""
        query, references = query_fingerprint(party), set(references_of(listed))
        for review in reversed(self.reviews):
            expired = review.until is not None and review.until <= as_of
            if review.query != query or expired or review.on > as_of or not references & set(review.references):
                continue
            fresh = review.material == material_hash(listed) and set(review.references) <= references
            return review.judgement.value if fresh else NEEDS_RECONFIRMATION
        return ""


def read_reviews(path: Path) -> ReviewBook:
    """Read a file of reviews; a line that cannot be read is reported and hides nothing."""
    if not path.exists():
        return ReviewBook()
    reviews: list[Review] = []
    faults: list[Fault] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            reviews.append(decode(Review, json.loads(line)))
        except (EndgateError, json.JSONDecodeError) as error:
            faults.append(BAD_REVIEW.at(f"{path.name}:{number}", str(error).split("\n")[0]))
    return ReviewBook(tuple(reviews), tuple(faults))


def append_reviews(path: Path, reviews: Sequence[Review]) -> None:
    """Add reviews at the end of the file; nothing already written is touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for review in reviews:
            file.write(json.dumps(encode(review), ensure_ascii=False, sort_keys=True) + "\n")

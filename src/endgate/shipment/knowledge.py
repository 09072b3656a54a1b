"""Who knew what since when, on which basis; what authorities wrote; what States determined. Facts of the case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.terms.dates import Day
from endgate.terms.places import CountryCode


class Grade(StrEnum):
    """The lattice of knowledge, weakest first (order in ``Grade.rank``). ``state_determined`` stands apart."""

    NONE = "none"
    RED_FLAG = "red_flag"
    GROUNDS_FOR_SUSPECTING = "grounds_for_suspecting"
    SHOULD_KNOW = "should_know"
    AWARE = "aware"
    INFORMED = "informed"

    @property
    def rank(self) -> int:
        return list(Grade).index(self)


@dataclass(frozen=True)
class Knowledge:
    """An actor holds a proposition (``data/law/propositions.yaml``) at a grade since a day, on a basis.

    ``known_from`` is the day the record was made (read under ``known_as_of``); empty means the day of ``since``.
    ``closes`` names an earlier record (its ``id``) that this one resolves, with the reason in ``note``.
    """

    id: str
    actor: str
    proposition: str
    grade: Grade
    since: Day
    basis: tuple[str, ...]
    author: str
    known_from: Day | None = None
    closes: str = ""
    note: str = ""

    def recorded(self) -> Day:
        return self.since if self.known_from is None else self.known_from


@dataclass(frozen=True)
class Notice:
    """A letter by which an authority informs one actor (2021/821 Art 4(1), 15 CFR 744.x(b), AWV s 9)."""

    authority: str
    to: str
    date: Day
    proposition: str
    about_parties: tuple[str, ...] = ()
    about_items: tuple[str, ...] = ()
    known_from: Day | None = None
    reference: str = ""


class StatementKind(StrEnum):
    """What an actor said of its own knowledge, or of a screening it made elsewhere."""

    NO_NOTICE_RECEIVED = "no_notice_received"
    ASKED_NOTHING_KNOWN = "asked_nothing_known"
    SCREENED_NO_MATCH = "screened_no_match"


@dataclass(frozen=True)
class Statement:
    """An actor's recorded answer. Without propositions it covers all of them.

    ``lists`` are the sources (``eu-fsf``) of a screening made elsewhere that found none of the parties.
    """

    by: str
    on: Day
    kind: StatementKind
    propositions: tuple[str, ...] = ()
    known_from: Day | None = None
    lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class Determination:
    """A State decided that a proposition holds of this deal (``holds``), or refused to."""

    state: CountryCode
    proposition: str
    on: Day
    holds: bool
    known_from: Day | None = None
    reference: str = ""

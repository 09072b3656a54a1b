"""What the evidence points to beside what was declared. Produced by ``evidence/`` and ``routes/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


class Aspect(StrEnum):
    """The declared field that an indication speaks about."""

    DESTINATION = "destination"
    END_USER = "end_user"
    END_USE = "end_use"
    CONSIGNEE = "consignee"
    GOODS = "goods"


@dataclass(frozen=True)
class Indication:
    """One pointed-to value of one aspect. ``country`` and ``party_name`` where the value is one.

    ``claims`` are the confirmed claims that earned it, ``origins`` their counted independent origins, ``unnamed``
    the claims whose innermost source nobody names. ``party_references`` are the lists' own references (``UN IRe.036``)
    by which a reader tied the indicated party to a listed one. ``propositions``: ``data/law/propositions.yaml``.
    """

    id: str
    aspect: Aspect
    declared: str
    indicated: str
    claims: tuple[str, ...]
    origins: tuple[str, ...] = ()
    unnamed: int = 0
    weakest_modality: str = ""
    country: CountryCode | None = None
    party_name: str = ""
    party_references: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    known_from: date | None = None
    adopted: bool = False


@dataclass(frozen=True)
class Flag:
    """A red flag: a fact with values and a way to close it; never summed, never a verdict.

    ``fired`` is T, F or U; U names the missing input in ``missing``. ``since`` is the day the actor had the evidence.
    """

    id: str
    subject: str
    fired: Truth
    values: dict[str, str]
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    since: date | None = None
    known_from: date | None = None
    propositions: tuple[str, ...] = ()
    closed_by: str = ""
    closed_on: date | None = None
    closed_how: str = ""

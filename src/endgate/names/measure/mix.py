"""The mix of queries that speed is told on: 680 listed names, half of them altered, and 3,000 clean, with facts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random

from endgate.names.measure.clean import invented, registered
from endgate.names.measure.development import Development
from endgate.names.measure.model import LabelledQuery
from endgate.names.measure.searching import known_queries
from endgate.names.measure.twins import Twins
from endgate.names.model import Query
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_LISTED, _CLEAN = 680, 3000
_COUNTRIES = ("DE", "TR", "AE", "CN", "GB", "MY", "BR", "KE", "IR", "RU", "SY", "PK")


def mixed(development: Development) -> tuple[LabelledQuery, ...]:
    """The queries in an order drawn by the seed, none twice; each states a country, and people a date of birth.

    Only the searched lists are read for it: a clean name that stands on another list takes no less time.
    """
    rng = Random(development.seed + 30)
    twins = Twins(development.corpus.searched)
    known = known_queries(development.united, twins, rng, _LISTED, altered_share=0.5)
    nobody = list(registered(development.corpus.clean_companies, twins, development.seed))
    with suppress(ImportError):
        nobody += invented(twins, development.seed, people=60, companies=60)
    clean = rng.sample(nobody, min(_CLEAN, len(nobody)))
    asked = [replace(each, query=_with_facts(each.query, rng)) for each in (*known, *clean)]
    rng.shuffle(asked)
    return tuple({each.query.names: each for each in asked}.values())


def _with_facts(query: Query, rng: Random) -> Query:
    country = (("stated", CountryCode(rng.choice(_COUNTRIES))),)
    born = (PartialDate(rng.randint(1940, 2002), rng.randint(1, 12), rng.randint(1, 28)),)
    people = query.kind is PartyKind.PERSON
    return replace(query, countries=query.countries or country, birth=query.birth or (born if people else ()))

"""The mix of queries that speed is told on: 680 listed names, half of them altered, and 3,000 clean, with facts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from endgate.names.measure.development import Development
from endgate.names.measure.searching import known_queries
from endgate.names.model import Query
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_LISTED, _CLEAN = 680, 3000
_COUNTRIES = ("DE", "TR", "AE", "CN", "GB", "MY", "BR", "KE", "IR", "RU", "SY", "PK")


def mixed(development: Development) -> tuple[Query, ...]:
    """The queries in an order drawn by the seed, none twice; each states a country, and people a date of birth."""
    rng = Random(development.seed + 30)
    known = known_queries(development.united, development.twins, rng, _LISTED, altered_share=0.5)
    clean = rng.sample(development.clean, min(_CLEAN, len(development.clean)))
    queries = [_with_facts(each.query, rng) for each in (*known, *clean)]
    rng.shuffle(queries)
    return tuple({query.names: query for query in queries}.values())


def _with_facts(query: Query, rng: Random) -> Query:
    country = (("stated", CountryCode(rng.choice(_COUNTRIES))),)
    born = (PartialDate(rng.randint(1940, 2002), rng.randint(1, 12), rng.randint(1, 28)),)
    people = query.kind is PartyKind.PERSON
    return replace(query, countries=query.countries or country, birth=query.birth or (born if people else ()))

"""Names of parties that nobody lists: invented in many languages, of registered companies, put together anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

from endgate.names.measure.attested import Attested
from endgate.names.measure.model import LabelledQuery, half_of
from endgate.names.measure.twins import Twins
from endgate.names.model import Query, TokenClass
from endgate.names.normalise import sorted_text, words
from endgate.names.romanise import script_of
from endgate.names.tables import rows, settings
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_LATER_ROMANISED = 0.5


def invented(twins: Twins, seed: int, *, people: int, companies: int) -> Iterator[LabelledQuery]:
    """So many people and companies of each locale, in their script and romanised. Needs the Faker library."""
    from faker import Faker  # a development dependency, and slow to load

    rng = Random(seed)
    table = settings("measure/clean")
    for part, kind, count in (
        ("people", PartyKind.PERSON, people),
        ("companies", PartyKind.ORGANISATION, companies),
    ):
        for entry in table[part]["locales"]:
            locale, country = entry.split("/")
            faker = Faker(locale)
            faker.seed_instance(seed)
            make = faker.name if kind is PartyKind.PERSON else faker.company
            for text in sorted({make() for _ in range(count)}):
                yield from _clean(_written(text, rng), kind, country, twins, rng, locale)


def _written(text: str, rng: Random) -> str:
    """Half of the names of other scripts in Latin letters, as a forwarder would type them."""
    if script_of(text) == "Latn" or rng.random() >= _LATER_ROMANISED:
        return text
    from anyascii import anyascii  # large tables

    return " ".join(anyascii(text).replace("`", "").split()).title()


def registered(names: Sequence[str], twins: Twins, seed: int) -> Iterator[LabelledQuery]:
    """Companies of a public register."""
    rng = Random(seed)
    for text in names:
        yield from _clean(text, PartyKind.ORGANISATION, "", twins, rng, "registered")


def put_together(attested: Attested, twins: Twins, seed: int, count: int) -> Iterator[LabelledQuery]:
    """People of given and family names that listed people bear, each with somebody else's other half.

    They are the clean names that cost most: common names of the regions that lists are about.
    """
    rng = Random(seed)
    given, family = (attested.pools.get(each, ()) for each in (TokenClass.GIVEN, TokenClass.FAMILY))
    if not given or not family:
        return
    weights = [attested.count(TokenClass.GIVEN, each) for each in given]
    others = [attested.count(TokenClass.FAMILY, each) for each in family]
    for _ in range(count):
        first = rng.choices(given, weights, k=rng.choice((1, 1, 2)))
        text = " ".join([*dict.fromkeys(first), *rng.choices(family, others)]).title()
        yield from _clean(text, PartyKind.PERSON, "", twins, rng, "put_together")


@cache
def _listed_otherwise() -> frozenset[str]:
    """Made names that a list holds in another script or spelling: a match with them is no false alarm."""
    return frozenset(sorted_text(row["name"]) for row in rows("measure/listed_otherwise"))


def _clean(text: str, kind: PartyKind, country: str, twins: Twins, rng: Random, origin: str) -> Iterator[LabelledQuery]:
    plain = sorted_text(text)
    born = PartialDate(rng.randint(1945, 2004), rng.randint(1, 12), rng.randint(1, 28))
    if not words(text) or twins.bears(plain) or plain in _listed_otherwise():
        return
    births = (born,) if kind is PartyKind.PERSON else ()
    countries = (("stated", CountryCode(country)),) if country else ()
    query = Query(f"clean:{origin}", (text,), kind, births, countries)
    yield LabelledQuery(query, frozenset(), "clean", origin, script_of(text), half_of(plain))

"""Weights, shares and caps of the scorer as the data file states them, and the classes of words they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from endgate.names.model import TokenClass
from endgate.names.tables import settings


@cache
def table(name: str) -> Mapping[str, float]:
    return {key: float(value) for key, value in settings("weights")[name].items() if isinstance(value, int | float)}


@cache
def by_class(name: str) -> Mapping[TokenClass, float]:
    """A table of the data file by class of word."""
    classes = {token_class.value: token_class for token_class in TokenClass}
    return {classes[key]: value for key, value in table(name).items() if key in classes}


OPEN = frozenset(
    {TokenClass.CORE, TokenClass.NAME, TokenClass.GIVEN, TokenClass.FAMILY, TokenClass.PATRONYMIC, TokenClass.KUNYA}
)
SOLID = OPEN | {TokenClass.NUMBER}
NAMES = frozenset({TokenClass.NAME, TokenClass.GIVEN, TokenClass.FAMILY, TokenClass.NISBA, TokenClass.CORE})
TELLING = frozenset({TokenClass.CORE, TokenClass.ACTIVITY, TokenClass.LOCATION, TokenClass.DESCRIPTOR})
DECISIVE = TELLING - {TokenClass.DESCRIPTOR}
BEARABLE = NAMES | {TokenClass.PATRONYMIC}

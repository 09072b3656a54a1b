"""Provisions that nobody encoded: what is known of them, and whether they may bear on a deal. They never answer."""

from __future__ import annotations

from endgate.law.model import Measure, Unread
from endgate.law.scene import Scene, some
from endgate.terms.truth import Truth

_ENDS = ("destination", "use_country", "buyer_country")
"""Where goods or their benefit go. What comes in is looked at by where it comes from as well."""


def may_bear(measure: Measure, scene: Scene) -> bool:
    """Could the provision speak of this row? Only what surely lies outside its days, places or acts is left out."""
    known = measure.unread
    if known is None:
        return True
    if known.valid is not None and known.valid.interval.contains(scene.as_of) is Truth.FALSE:
        return False
    return _acts(known, scene) and _places(known, scene)


def _acts(known: Unread, scene: Scene) -> bool:
    return not known.activities or scene.words_in("activity", known.activities).truth is not Truth.FALSE


def _places(known: Unread, scene: Scene) -> bool:
    if not known.destinations:
        return True
    coming_in = scene.words_in("activity", ("import",)).truth is not Truth.FALSE
    keys = (*_ENDS, "origin") if coming_in else _ENDS
    return some(scene.some_country_in(key, known.destinations) for key in keys).truth is not Truth.FALSE


def in_words(measure: Measure) -> str:
    """What was not encoded, in plain words: its subject, since when, why, and what it would change."""
    known = measure.unread
    if known is None:
        return measure.say.removeprefix("Not encoded: ").removesuffix(".") or "not read"
    since = "" if known.valid is None else f", {known.valid.interval.spoken()}"
    return f"{known.subject}{since}; it would {known.would}. Not encoded: {known.why}"

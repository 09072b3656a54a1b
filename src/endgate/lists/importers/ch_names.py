"""Names of the Swiss list: ordered parts, and spelling variants of single parts in other scripts and languages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, has_lost_letters, script_of
from endgate.lists.model import Name, NameKind, NameQuality

_KINDS = {
    "primary-name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "formerly-known-as": NameKind.FORMER,
    "maiden-name": NameKind.FORMER,
}
_QUALITIES = {"good": NameQuality.STRONG, "low": NameQuality.WEAK}
_FAMILY = ("family-name", "maiden-name")
_LATIN = "LATN"
Variant = tuple[str, str, int]


def read_names(identities: list[Element], report: ImportReport) -> tuple[Name, ...]:
    """All names with their variants; the first primary name of the main identity stands first."""
    main_first = sorted(identities, key=lambda identity: identity.get("main") != "true")
    found = [name for identity in main_first for node in identity.iterfind("name") for name in _names(node, report)]
    first = next((place for place, name in enumerate(found) if name.kind is NameKind.PRIMARY), 0)
    ordered = [found[first], *found[:first], *found[first + 1 :]]
    again = [_variant(name) if name.kind is NameKind.PRIMARY else name for name in ordered[1:]]
    return tuple(dict.fromkeys((ordered[0], *again)))


def _variant(name: Name) -> Name:
    return Name(name.text, NameKind.VARIANT, name.quality, name.script, name.language, name.family, name.given)


def _names(node: Element, report: ImportReport) -> Iterator[Name]:
    """The name as printed, then one name for each spelling."""
    kind = _KINDS.get(node.get("name-type", ""))
    if kind is None:
        report.met_unknown(f"value name type {node.get('name-type', '')}")
    quality = _QUALITIES.get(node.get("quality", ""), NameQuality.UNSTATED)
    parts = sorted(node.findall("name-part"), key=_order)
    yield _name(parts, [collapse(part.findtext("value")) for part in parts], kind or NameKind.ALIAS, quality, "")
    shown = NameKind.VARIANT if kind is NameKind.PRIMARY else kind or NameKind.ALIAS
    for variant in dict.fromkeys(each for part in parts for each in _spellings(part)):
        texts = [_spelled(part, variant) for part in parts]
        yield _name(parts, texts, shown, quality, variant[0])


def _order(part: Element) -> int:
    order = part.get("order", "")
    return int(order) if order.isdecimal() else 0


def _spellings(part: Element) -> dict[Variant, str]:
    """Spellings of a part by language, script and their number within both."""
    found: dict[Variant, str] = {}
    for each in part.iterfind("spelling-variant"):
        language, script = each.get("lang", ""), each.get("script", "")
        number = sum(key[:2] == (language, script) for key in found)
        found[language, script, number] = collapse(each.text)
    return found


def _spelled(part: Element, variant: Variant) -> str:
    """A part in a spelling. Without one of its own it keeps its value in Latin script and is left out in another."""
    own = _spellings(part).get(variant)
    return own if own is not None else collapse(part.findtext("value")) if variant[1] == _LATIN else ""


def _name(parts: list[Element], texts: list[str], kind: NameKind, quality: NameQuality, language: str) -> Name:
    typed = [(part.get("name-part-type", ""), text) for part, text in zip(parts, texts, strict=True) if text]
    family = " ".join(text for part, text in typed if part in _FAMILY)
    given = " ".join(text for part, text in typed if part not in _FAMILY)
    whole = " ".join(text for text in (given, family) if text)
    shown = NameQuality.DAMAGED if has_lost_letters(whole) else quality
    return Name(whole, kind, shown, script_of(whole), language, family, given if family else "")

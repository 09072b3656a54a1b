"""Raises entries whose goods a description names outright (``data/goods/named``), rule or none (specification 10.2).

A name or CAS number equal to what an entry without parameters lists makes it listed; any other name raises and leaves
the entry open. What only looks like such goods (a toy, a box for them) raises nothing and is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from endgate.goods.folding import fold
from endgate.goods.inferred import infer, states_any, weigh
from endgate.goods.wording import Match, mentions

if TYPE_CHECKING:
    from endgate.goods.candidates import Subject

_FIGURE = re.compile(r"(?<!\w)\d+(?:[.,]\d+)?\s?(?:[^\W\d_]|°|%)")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Name:
    """One target of a term: ``is`` lists, ``names`` raises, ``with_figures`` raises where a figure is stated.

    ``alone`` lists where the description says nothing else (*VX*).
    """

    list: str
    entry: str
    effect: str
    term: str
    softened_by: str = ""


def raise_named(made: Subject) -> None:
    """Raise the entries whose goods the description names, or whose CAS number the item bears."""
    for name in (*_by_cas(made), *_by_words(made)):
        key = (name.list, name.entry)
        excluding = _excluding(made, name)
        if excluding:
            made.seen.setdefault(name.entry, f"the description says {name.term!r}, which {excluding} leaves out")
            continue
        if name.effect == "alone" and _said(made) != name.term:
            continue
        if name.effect in ("is", "alone") and not name.softened_by:
            made.named.setdefault(key, name)
        elif name.effect == "names" and name.softened_by:
            made.seen.setdefault(name.entry, f"the description says {name.term!r} beside {name.softened_by!r}")
            continue
        elif name.effect == "with_figures" and not _states_figures(made, key):
            made.seen.setdefault(name.entry, f"the description says {name.term!r} and states no figure that tells")
            continue
        beside = f" beside {name.softened_by!r}" if name.softened_by else ""
        made.raised.setdefault(key, f"the description says {name.term!r}{beside}")


def _excluding(made: Subject, name: Name) -> str:
    """Why such goods are left out (a note of the entry, another meaning), where the description says they are such."""
    for row in made.data.part("named_exclusions"):
        meant = fold(name.entry) in row["entries"] and (not row["terms"] or name.term in row["terms"])
        if meant and mentions(made.folded, row["words"]):
            return str(row["citation"])
    return ""


def _by_cas(made: Subject) -> Iterator[Name]:
    known = made.data.part("named")["cas"]
    for number in made.chemicals.numbers:
        yield from (_name(made, target, Match(f"CAS {number}", 0, 0)) for target in known.get(number, ()))


def _by_words(made: Subject) -> Iterator[Name]:
    if made.data.look_alikes.find(made.folded):
        return
    terms, targets = made.data.named_terms, made.data.part("named")["terms"]
    for match in made.before_purpose([*terms.find(made.folded), *terms.inverted(made.folded)]):
        if not of_other_head(made.folded, match, made.data.look_alike_heads):
            yield from (_name(made, target, match) for target in targets[match.term])


def _name(made: Subject, target: Sequence[str], match: Match) -> Name:
    """What a term means here; goods *for* what is named (*for SARS-CoV*) are something else than that."""
    list_id, entry, effect, softening = target
    soft = next((word for word in softening.split("|") if word and mentions(made.folded, [word])), "")
    if effect != "names" and made.behind_purpose(match):
        soft = soft or "for"
    return Name(list_id, entry, effect, match.term, soft)


def of_other_head(text: str, match: Match, heads: frozenset[str]) -> bool:
    """Does the next word make another thing of it (*rifle case*, *missile toy*)?"""
    after = _WORD.match(text, match.end + 1)
    return after is not None and after[0] in heads


def _said(made: Subject) -> str:
    """The description less its figures and words of packing."""
    packing = made.data.word_index.cue("packing")
    return " ".join(word for word in _WORD.findall(made.folded) if word.isalpha() and word not in packing)


def _states_figures(made: Subject, key: tuple[str, str]) -> bool:
    """Is a figure stated? Where the entry has a rule, one that the rule asks for, and in words one that meets it."""
    rule = made.data.rules.get(key[0], {}).get(key[1])
    if rule is None or not rule["provisions"]:
        return bool(made.item.parameters) or _FIGURE.search(made.item.description) is not None
    infer(made, [key])
    return states_any(made, rule) or weigh(made, rule).meets

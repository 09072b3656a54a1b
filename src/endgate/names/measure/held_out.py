"""Names of a listed party held against its other names: the aliases that publishers know of, in tiers of likeness."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from random import Random

from rapidfuzz import fuzz

from endgate.lists.model import ListedParty, NameKind
from endgate.names.measure.model import Half, LabelledPair, half_of
from endgate.names.measure.twins import Twins
from endgate.names.model import Query
from endgate.names.normalise import sorted_text, words
from endgate.names.romanise import script_of
from endgate.terms.kinds import PartyKind

HARD_TIERS = frozenset({"T2", "T3", "T4"})
HEADLINE_TIERS = HARD_TIERS | {"T0", "T1"}
_PER_PARTY = 2
_MEASURED = (PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL)


def tier_of(name: str, others: Iterable[str]) -> tuple[str, str]:
    """How like the most like of the other names is: T0 (same words) to T5 (hardly like), and that name."""
    plain = sorted_text(name)
    ranked = [
        (fuzz.ratio(plain, sorted_text(each)), fuzz.token_set_ratio(plain, sorted_text(each)), each) for each in others
    ]
    ratio, _, best = max(ranked)
    if sorted_text(best) == plain:
        return "T0", best
    if ratio >= 80:
        return ("T1" if ratio >= 90 else "T2"), best
    _, whole, contained = max(ranked, key=lambda each: (each[1], each[0]))
    if whole >= 85:
        return "T3", contained
    return ("T4" if ratio >= 70 else "T5"), best


def held_out_pairs(parties: Sequence[ListedParty], twins: Twins, rng: Random) -> Iterator[LabelledPair]:
    """At most two names of each party, each beside the most like of the names that are left."""
    for party in parties:
        names = latin_names(party)
        if party.kind not in _MEASURED or len(names) < 2:
            continue
        for name in rng.sample(names, min(len(names), _PER_PARTY)):
            tier, best = tier_of(name, [each for each in names if each != name])
            yield named_pair(
                (name, best), party.kind, same=True, set="held_out", tier=tier, half=twins.half(party.party_id)
            )


def latin_names(party: ListedParty) -> list[str]:
    """Names in Latin script, one for each order-free spelling."""
    found: dict[str, str] = {}
    for name in party.names:
        if name.kind is not NameKind.ADDRESS_ONLY and script_of(name.text) == "Latn":
            found.setdefault(" ".join(words(name.text)), name.text)
    return list(found.values())


def cross_list_pairs(truth: str, parties: dict[str, ListedParty], twins: Twins) -> Iterator[LabelledPair]:
    """Each name that another list gives to a UN party, beside the most like UN name; mere mentions as negatives."""
    for row in csv.DictReader(StringIO(truth)):
        listed = parties.get(f"un:{row['un_reference']}")
        if listed is None:
            continue
        theirs = latin_names(listed)
        kind = PartyKind.PERSON if row["un_reference"].split(".")[0].endswith("i") else PartyKind.ORGANISATION
        same = row["link"] == "stated"
        half = twins.half(listed.party_id)
        others = dict.fromkeys(" ".join(each.split()) for each in row["other_names"].split("|"))
        for name in [each for each in others if words(each)] if same else list(others)[:1]:
            native = script_of(name) not in ("Latn", "Zyyy")
            tier, best = tier_of(name, theirs)
            tier = "native" if native else tier
            yield named_pair(
                (name, best),
                kind if same else PartyKind.UNKNOWN,
                same=same,
                set="cross_list" if same else "mentioned",
                tier=tier,
                variant=row["other_list"],
                half=half,
            )


def native_pairs(parties: Sequence[ListedParty], twins: Twins) -> Iterator[LabelledPair]:
    """A name in its original script beside the party's first name in Latin script."""
    for party in parties:
        latin = latin_names(party)
        originals = {
            name.text: script for name in party.names if (script := script_of(name.text)) not in ("Latn", "Zyyy")
        }
        if not latin or party.kind not in _MEASURED:
            continue
        for text, script in list(originals.items())[:_PER_PARTY]:
            half = twins.half(party.party_id)
            yield named_pair(
                (text, latin[0]), party.kind, same=True, set="native", tier="native", variant=script, half=half
            )


def named_pair(
    names: tuple[str, str],
    kind: PartyKind,
    *,
    same: bool,
    set: str,
    tier: str = "",
    variant: str = "",
    half: Half | None = None,
) -> LabelledPair:
    """A pair of two names without facts. Its half is that of the left name unless a party's is given."""
    left, right = (Query(side, (name,), kind) for side, name in zip(("left", "right"), names, strict=True))
    return LabelledPair(left, right, same, set, tier, variant, half or half_of(sorted_text(names[0])))

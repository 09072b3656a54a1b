"""Which keys of the facts table an atom may read: what a batch must tell apart for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from endgate.law.quick import KEYED
from endgate.law.reference import Reference
from endgate.law.trees import Atom

Heads = Callable[[Atom, Reference], Iterable[str]]


def keys_read(atom: Atom, reference: Reference, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that the atom may read: a head itself, or anything below it. All, where that is not known."""
    heads_of = _HEADS.get(atom.predicate)
    if heads_of is None:
        return tuple(keys)
    heads = {*heads_of(atom, reference), *(("actor.state",) if _names_actor(atom) else ())}
    return tuple(key for key in keys if key in heads or any(key.startswith(f"{head}.") for head in heads))


def _names_actor(atom: Atom) -> bool:
    return any(value == "actor" or (isinstance(value, tuple) and "actor" in value) for _, value in atom.args)


def _just(*heads: str) -> Heads:
    return lambda _atom, _reference: heads


def _of_list(head: str, *more: str) -> Heads:
    """A list speaks for itself, and the whole of which it is a part for it."""

    def heads(atom: Atom, reference: Reference) -> Iterable[str]:
        name = atom.arg("list")
        yield from more
        while name:
            yield f"{head}.{name}"
            ref = reference.lists.get(name)
            name = "" if ref is None or ref.part_of == name else ref.part_of

    return heads


def _requires(atom: Atom, reference: Reference) -> Iterable[str]:
    yield f"list_requires.{atom.arg('list')}"
    yield from _of_list("item_on")(atom, reference)


def _proposition(head: str, *more: str) -> Heads:
    def heads(atom: Atom, _reference: Reference) -> Iterable[str]:
        proposition = atom.arg("proposition")
        return (f"{head}.{proposition}", f"in_play.{proposition}", f"knows.{proposition}", *more)

    return heads


_PLAY = ("item_near_miss.programmes", "destination")

_HEADS: Mapping[str, Heads] = {
    **{predicate: _just(key) for predicate, key in KEYED.items()},
    "acts_in": _just("goods_location", "actor.acts_in"),
    "actor_controlled_by": _just("actor.controlled_by"),
    "exports_from": _just("exports_from", "goods_location", "destination"),
    "transits": _just("transits"),
    "party_in": _just("party_country"),
    "contract_before": _just("contract_date"),
    "value_le": lambda atom, _reference: (f"value.{atom.arg('scope')}",),
    "item_on": _of_list("item_on"),
    "item_matches": lambda atom, _reference: (f"item_matches.{atom.arg('provision')}",),
    "contains_listed": _of_list("contains_listed"),
    "content_gt": lambda atom, _reference: (f"content.{atom.arg('J')}",),
    "direct_product_of": lambda atom, _reference: (f"direct_product_of.{atom.arg('rule')}",),
    "list_requires": _requires,
    "party_designated": _of_list("party_designated"),
    "owned_ge": _of_list("owned_ge"),
    "party_class_in": _just("party_class"),
    "arms_embargo": _just("destination", "buyer_country", "use_country"),
    "red_flag_open": lambda atom, _reference: tuple(f"red_flag.{each}" for each in atom.arg("ids")),
    "authorised": _just("authorised"),
    "knows": _proposition("knows", *_PLAY),
    "informed": _proposition("informed", *_PLAY),
    "state_determined": _proposition("state_determined", *_PLAY),
}
"""By predicate; ``in_scope`` reads whatever the measure does that it names, so it is not here."""

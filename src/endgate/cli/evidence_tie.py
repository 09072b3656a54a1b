"""``endgate evidence tie``: whom and what a case names, which party, item or listed party that might be, and is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from endgate.cli.asking import edition_of, load
from endgate.cli.evidence_case import stamp, told, writing_options
from endgate.cli.output import emit_json, table
from endgate.cli.party_query import query_from
from endgate.cli.paths import FILE
from endgate.cli.place import data_option, edition_option
from endgate.evidence.case.services import enter
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.errors import NO_SUCH_OBJECT, CaseError
from endgate.evidence.extract.goods_phrases import goods_phrases
from endgate.evidence.model import Entity, Tie
from endgate.evidence.vocabulary import EntityKind
from endgate.names.screen import screen
from endgate.shipment.model import Shipment
from endgate.terms.faults import EndgateError
from endgate.terms.kinds import PartyKind

_KINDS = {
    EntityKind.PERSON: PartyKind.PERSON,
    EntityKind.ORGANISATION: PartyKind.ORGANISATION,
    EntityKind.AGENCY: PartyKind.ORGANISATION,
    EntityKind.VESSEL: PartyKind.VESSEL,
}
_MOST = 3


@click.command(name="tie")
@click.argument("entity", required=False)
@click.option("--party", default="", help="It is this party of the shipment (its id).")
@click.option("--item", default="", help="It is this item of the shipment (its id).")
@click.option("--listed", multiple=True, metavar="REF", help="It is this listed party (UN KPe.002 …).")
@click.option("--only", default="", metavar="SHIPMENT", help="For this shipment alone (its id).")
@click.option("--shipment", type=FILE, help="Without ENTITY: the shipment whose parties and items might be meant.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@edition_option
@data_option
@writing_options
def tie(
    entity: str | None,
    party: str,
    item: str,
    listed: tuple[str, ...],
    only: str,
    shipment: Path | None,
    as_json: bool,
    named: str | None,
    data: Path | None,
    folder: Path,
    actor: str,
    dry_run: bool,
) -> None:
    """Record that ENTITY of a case is a party, an item or a listed party; without it, show who might be meant.

    What is shown is a likeness of names. Only a recorded tie lets a claim speak of a deal.
    """
    store = CaseDirectory.open(folder)
    if entity is None:
        _show(list(_candidates(store, shipment, named, data)), as_json)
        return
    if entity not in {each.id for each in store.view().facts["entity:add"]}:
        raise CaseError(NO_SUCH_OBJECT.at(entity, "it is no entity of this case"))
    if [bool(party), bool(item), bool(listed)].count(True) != 1:
        raise click.UsageError("give one of --party, --item and --listed")
    if not dry_run:
        now = stamp(actor)
        fact = Tie(entity, now.actor, date.fromisoformat(now.at[:10]), party, item, listed, only)
        told(enter(store, "tie:add", fact, now))


Candidate = tuple[str, str, str, str, str]
"""Entity, its name, what it might be, the name there, and how alike."""


def _candidates(store: CaseDirectory, file: Path | None, named: str | None, data: Path | None) -> Iterator[Candidate]:
    view = store.view()
    tied = {each.entity for each in view.facts["tie:add"]}
    entities = [each for each in view.facts["entity:add"] if each.id not in tied]
    if file is not None:
        asked, faults = load((str(file),))
        if faults:
            raise EndgateError(*faults)
        for each in entities:
            for one in asked:
                yield from _of_shipment(each, one.sourced.shipment)
    yield from _of_lists([each for each in entities if each.kind in _KINDS], named, data)


def _of_shipment(entity: Entity, shipment: Shipment) -> Iterator[Candidate]:
    mine = _words(entity.name)
    if entity.kind in _KINDS:
        for party in shipment.parties:
            shared = mine & _words(party.name)
            if len(shared) * 2 > len(mine):
                yield entity.id, entity.name, f"party {party.id}", party.name, f"shares {', '.join(sorted(shared))}"
    if entity.kind is EntityKind.GOODS:
        for item in shipment.items:
            shared = mine & _words(item.description)
            if shared:
                yield entity.id, entity.name, f"item {item.id}", item.description, f"shares {', '.join(sorted(shared))}"


def _words(name: str) -> set[str]:
    """The telling words of a name; of goods the words of its phrase."""
    low = name.casefold()
    spans = goods_phrases(low)
    low = low[spans[0][0] : spans[0][1]] if len(spans) == 1 else low
    words = ("".join(letter for letter in word if letter.isalnum()) for word in low.split())
    return {word.removesuffix("s") for word in words if len(word) > 2 and word not in ("the", "and", "their", "its")}


def _of_lists(entities: Sequence[Entity], named: str | None, data: Path | None) -> Iterator[Candidate]:
    if not entities:
        return
    edition = edition_of(named, data)
    queries = [query_from(each.name, (), _KINDS[each.kind], {}) for each in entities]
    found = screen(queries, edition.names, party_of=edition.party, limit=_MOST)
    for entity, answer in zip(entities, found, strict=True):
        for match in answer.matches:
            party = edition.party(match.party_id)
            if party is not None:
                references = ", ".join(dict.fromkeys(f"{d.authority} {d.reference}" for d in party.designations))
                name = party.names[0].text
                yield entity.id, entity.name, f"listed {references}", name, match.grade.value


def _show(found: list[Candidate], as_json: bool) -> None:
    if as_json:
        emit_json([dict(zip(("entity", "name", "might_be", "there", "why"), each, strict=True)) for each in found])
        return
    table("who might be meant", ("entity", "as named", "might be", "named there", "why"), found)


COMMANDS = (tie,)

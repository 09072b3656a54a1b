"""``check`` of a folder of trade forms: decided on what they declare, provisional until a person has confirmed it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from endgate.cli.asking import Asked
from endgate.evidence.forms.propose import NamedForm, ProposedShipment, ToConfirm, propose_shipment
from endgate.evidence.forms.read import read_form
from endgate.evidence.intake.take import take
from endgate.evidence.model import ClaimFile
from endgate.shipment.read import read_shipments
from endgate.terms.faults import EndgateError, Fault, fault_kind

NO_FORM = fault_kind(
    "EG9017",
    "no trade form",
    "What nobody could read as a form takes no part in the proposed shipment, and may say something else.",
    "Read it yourself; invoice, packing list, bill of lading, end-user statement and certificate of origin are read.",
)


@dataclass(frozen=True)
class ReadFolder:
    """What a folder of forms gave: the shipment they declare, what differs between them, and what was not read."""

    asked: Asked | None
    proposed: ProposedShipment | None
    faults: tuple[Fault, ...]


def read_folder(folder: Path) -> ReadFolder:
    """Read every document of a folder; one that cannot be read, or is no form, is told and harms no other."""
    forms: list[NamedForm] = []
    faults: list[Fault] = []
    for path in sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith(".")):
        for found in _forms(path.name, path.read_bytes()):
            if isinstance(found, NamedForm):
                forms.append(found)
            else:
                faults.append(found)
    if not forms:
        return ReadFolder(None, None, tuple(faults))
    try:
        proposed = propose_shipment(folder.resolve().name, forms)
    except EndgateError as error:
        return ReadFolder(None, None, (*faults, *error.faults))
    read = read_shipments(json.dumps(shipment_of(proposed)).encode(), name=str(folder / "proposed.json"))
    asked = Asked(read.shipments[0], ClaimFile()) if read.shipments else None
    return ReadFolder(asked, proposed, (*faults, *read.faults))


def _forms(name: str, content: bytes) -> Iterator[NamedForm | Fault]:
    """The forms of one file and of what is attached to it, and every fault of reading them."""
    try:
        taken = take(content, name=name)
    except EndgateError as error:
        yield from (_of(name, fault) for fault in error.faults)
        return
    yield from (_of(name, fault) for fault in taken.faults)
    met = False
    for text in taken.texts:
        form = read_form(text.text)
        if form is not None:
            met = True
            yield NamedForm(name, form, text.text, text.boxes)
            break
    for part in taken.parts:
        met = True
        yield from _forms(f"{name}/{part.name}", part.content)
    if not met and not taken.faults:
        yield NO_FORM.at(name, "it could not be read as a trade form")


def _of(name: str, fault: Fault) -> Fault:
    return replace(fault, where=f"{name}: {fault.where}")


def shipment_of(proposed: ProposedShipment) -> dict[str, Any]:
    """The shipment that the forms declare, with all that waits for confirmation; it reads back as a file."""
    waiting = [
        f"{each.file} {_where(each)}: {each.field} = {each.value} ({each.confidence.value})"
        for each in proposed.to_confirm
    ]
    items, unread = _with_units(proposed.shipment["items"])
    differing = [f"differs: {each}" for each in proposed.differences]
    return {**proposed.shipment, "items": items, "unconfirmed": [*differing, *unread, *waiting]}


def _where(field: ToConfirm) -> str:
    """The line of the text, and where the page is known its box in thousandths: left, top, right, bottom."""
    if field.place is None:
        return f"line {field.line}"
    return f"line {field.line}, page {field.place.page} box {','.join(map(str, field.place.box))}"


def _with_units(items: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The items without quantities that bear no unit, and a line for each of those: a bare number may be anything."""
    kept, unread = [], []
    for item in items:
        quantity = str(item.get("quantity", ""))
        if quantity and not re.search(r"\d.*[^\W\d_]", quantity):
            unread.append(f"item {item['id']}: the quantity {quantity!r} bears no unit and was left out")
            item = {key: value for key, value in item.items() if key != "quantity"}
        kept.append(item)
    return kept, unread

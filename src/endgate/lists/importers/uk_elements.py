"""Elements of the British XML files turned into entries. Which element fills which field is data (``columns.csv``)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.layouts import layout
from endgate.lists.importers.uk_entries import UkEntry

_NAME, _ADDRESS = "Name", "Address"


def read_designation(node: Element, line: int, report: ImportReport) -> UkEntry | None:
    """The entry of one ``Designation``; None without a key. Unknown elements are counted, never passed over."""
    fields = layout("uk-sanctions-xml").fields
    entry = UkEntry(collapse(node.findtext("UniqueID")), line)
    for leaf, inside in _leaves(node):
        name = fields.get(leaf.tag)
        if name is None:
            report.met_unknown(f"element {inside}/{leaf.tag}")
        elif name and inside not in (_NAME, _ADDRESS):
            entry.add(name, collapse(leaf.text))
    for parent in node.iter(_NAME):
        entry.add_name(_row(parent))
    for parent in node.iter(_ADDRESS):
        entry.add_address(_row(parent))
    entry.add_act(entry.first("regime"), entry.first("listed_on"))
    return entry if entry.key and entry.names else None


def _leaves(node: Element) -> Iterator[tuple[Element, str]]:
    for child in node:
        if len(child):
            yield from _leaves(child)
        elif collapse(child.text):
            yield child, node.tag


def _row(parent: Element) -> dict[str, str]:
    fields = layout("uk-sanctions-xml").fields
    return {fields.get(leaf.tag, leaf.tag): collapse(leaf.text) for leaf in parent}


def flat_row(node: Element, form: str, where: str) -> dict[str, str]:
    """One row of a flat record. Raises ListRefusedError (EG2006) for an unknown element or a missing one."""
    known = layout(form)
    row = {known.field(child.tag, where): collapse(child.text) for child in node}
    known.require(list(row), where)
    return row

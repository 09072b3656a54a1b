"""Lists, programmes, authorities and measures of one entry of OFAC's Enhanced XML, as designations.

The file dates the entry on a list, not each programme; a programme may have been added later than that day.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.tables import word_table
from endgate.lists.model import Designation
from endgate.lists.sources import Source
from endgate.terms.dates import PartialDate

SDN_LIST = "SDN List"
META_LIST = "Consolidated List"
_BLOCK = "asset_freeze"


def on_own_list(node: Element, source: Source) -> bool:
    """Does the entry stand on a list of this source: the SDN list, or any other for the consolidated set?"""
    names = _lists(node)
    return SDN_LIST in names if source.id.endswith("-sdn") else any(name != SDN_LIST for name in names) or not names


def _lists(node: Element) -> list[str]:
    return [collapse(each.text) for each in node.iterfind("sanctionsLists/sanctionsList")]


def read_designations(
    node: Element, source: Source, number: str, where: str, report: ImportReport
) -> tuple[Designation, ...]:
    """One designation for each programme, all with the day on which the entry came onto the source's list."""
    tags = [collapse(each.text) for each in node.iterfind("sanctionsPrograms/sanctionsProgram")]
    authorities = [collapse(each.text) for each in node.iterfind("legalAuthorities/legalAuthority")]
    listed_on = _listed_on(node, source, where, report)
    measures = _measures(node, source, report)
    return tuple(
        Designation(
            designation_id=f"{source.id}:{number}/{tag}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=tag.upper(),
            programme_raw=tag,
            reference=number,
            legal_basis=tuple(dict.fromkeys(text for text in authorities if text)),
            listed_on=listed_on,
            measures=measures,
        )
        for tag in dict.fromkeys(tag for tag in tags if tag)
    )


def _listed_on(node: Element, source: Source, where: str, report: ImportReport) -> PartialDate | None:
    """The earliest day on a list of the source. The consolidated list is younger than the lists it gathers."""
    sdn = source.id.endswith("-sdn")
    days: dict[str, PartialDate] = {}
    for each in node.iterfind("sanctionsLists/sanctionsList"):
        name, text = collapse(each.text), collapse(each.get("datePublished"))
        if (name == SDN_LIST) is not sdn:
            continue
        try:
            days[name] = min(PartialDate.parse(text), days.get(name, PartialDate.parse(text)), key=PartialDate.earliest)
        except ValueError:
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} datePublished", f"{text!r} is not a day"))
    own = [day for name, day in days.items() if name != META_LIST] or list(days.values())
    return min(own, key=PartialDate.earliest) if own else None


def _measures(node: Element, source: Source, report: ImportReport) -> tuple[str, ...]:
    """Measures by the types of sanctions stated. Blocking of an entry that is also on the SDN list belongs there."""
    words = word_table("ofac_sanctions_types.csv", "measure")
    found = []
    for each in node.iterfind("sanctionsTypes/sanctionsType"):
        text = collapse(each.text)
        if text.casefold() not in words:
            report.met_unknown(f"value sanctions type {text}")
        found.append(words.get(text.casefold(), "other"))
    if source.id.endswith("-sdn"):
        return source.measures if _BLOCK in found else tuple(dict.fromkeys(found)) or source.measures
    elsewhere = _BLOCK if SDN_LIST in _lists(node) else ""
    return tuple(measure for measure in dict.fromkeys(found) if measure != elsewhere) or ("other",)

"""Readers of publishers' formats, one module each. ``choose`` finds one by content, never by a file's name."""

from __future__ import annotations

from endgate.lists.errors import NOT_THE_FORMAT, ListRefusedError
from endgate.lists.importers.au_dfat import AuDfat
from endgate.lists.importers.bis_csv import BisCsv
from endgate.lists.importers.bis_dpl import BisDpl
from endgate.lists.importers.ca_sema import CaSema
from endgate.lists.importers.ch_seco import ChSeco
from endgate.lists.importers.contract import Importer, RawFile
from endgate.lists.importers.eu_fsf import EuFsf
from endgate.lists.importers.eu_oj import EuOj
from endgate.lists.importers.ftm_json import FtmJson
from endgate.lists.importers.ftm_simple import FtmSimple
from endgate.lists.importers.ofac_csv import OfacCsv
from endgate.lists.importers.ofac_enhanced import OfacEnhanced
from endgate.lists.importers.ofac_sdn_xml import OfacSdnXml
from endgate.lists.importers.own_table import OwnTable
from endgate.lists.importers.refused import refused_by_name
from endgate.lists.importers.state_dtc import StateDtc
from endgate.lists.importers.state_isn import StateIsn
from endgate.lists.importers.uk_ofsi import UkOfsi
from endgate.lists.importers.uk_ofsi_xml import UkOfsiXml
from endgate.lists.importers.uk_sanctions import UkSanctionsCsv, UkSanctionsXml
from endgate.lists.importers.un_xml import UnXml
from endgate.lists.importers.us_csl import UsCsl
from endgate.lists.importers.us_csl_json import UsCslJson
from endgate.lists.sources import Source

_SURE = 0.5
IMPORTERS: dict[str, Importer] = {
    each.format: each
    for each in (
        AuDfat(),
        BisCsv(),
        BisDpl(),
        CaSema(),
        ChSeco(),
        EuFsf(),
        EuOj(),
        FtmJson(),
        FtmSimple(),
        OfacCsv(),
        OfacEnhanced(),
        OfacSdnXml(),
        OwnTable(),
        StateDtc(),
        StateIsn(),
        UkOfsi(),
        UkOfsiXml(),
        UkSanctionsCsv(),
        UkSanctionsXml(),
        UnXml(),
        UsCsl(),
        UsCslJson(),
    )
}


def choose(source: Source, files: tuple[RawFile, ...]) -> Importer:
    """The reader of this source's formats that knows the files. Raises ListRefusedError (EG2001)."""
    if not source.formats:
        raise ListRefusedError(NOT_THE_FORMAT.at(source.id, "there is no reader for this source yet", remedy=_NONE))
    heads = [head for head in (raw.head() for raw in files) if head.strip()]
    for name in source.formats:
        importer = IMPORTERS[name]
        if heads and all(importer.sniff(head) >= _SURE for head in heads):
            return importer
    kinds = " or ".join(source.formats)
    names = ", ".join(raw.name for raw in files)
    known = next((said for said in map(refused_by_name, heads) if said), "")
    if known:
        raise ListRefusedError(NOT_THE_FORMAT.at(names, known))
    raise ListRefusedError(NOT_THE_FORMAT.at(names, f"the content is not {kinds}, the format of {source.id}"))


_NONE = "Use a source with a reader, or wait for a release that has one."

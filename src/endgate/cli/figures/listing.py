"""Figures of lists on publishers' real files: reading, deltas, the mask of a day, and identity across lists."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

from endgate.cli.figures.measure import Figures, absent, median_cpu, reference_cpu_seconds
from endgate.cli.figures.reading import text_of
from endgate.edition.bench import crosslist_figures, mask_figures, read_truth
from endgate.lists.bench import ListFile, delta_figures, read_list, reading_figures

_UN = "lists/un/{}/consolidated.xml.gz"
_CSV = ("us-ofac-sdn", "lists/us-ofac/csv/2021-07")
_XML_DAY, _BEFORE = "2026-08-01", "2026-02-27"
_TRUTH = "lists/crosslist_un_truth.csv.gz"
_UN_DAYS = ("2018-06-07", "2026-08-01")
_OTHERS = {
    "uk-ofsi-2018": ("uk-ofsi", "lists/uk/ofsi-conlist-csv/2018-04-13/sanctionsconlist.csv.gz"),
    "au-dfat-2026": ("au-dfat", "lists/au-dfat/2026-08/regulation8_consolidated.xlsx"),
}
_DESIGNATIONS = 100_000
_DAY = date(2020, 11, 30)


def list_figures(shared: Path) -> Figures:
    """Reading of CSV and XML, a delta of two UN lists, and the mask over 100,000 designations made for it."""
    reference = reference_cpu_seconds()
    mask = mask_figures(_DESIGNATIONS, _DAY, lambda work: median_cpu(work, 50)[0])
    figures: Figures = {**mask, "reference_ms": round(reference * 1000, 3)}
    if not (shared / _CSV[1]).is_dir():
        return {**figures, **absent(("csv_parties_per_cpu_second", "xml_parties_per_cpu_second"), "no --shared folder")}
    new, old = (ListFile("xml", "un", (shared / _UN.format(day),)) for day in (_XML_DAY, _BEFORE))
    lists = (ListFile("csv", _CSV[0], (shared / _CSV[1],)), new)
    figures |= {key: round(value, 3) for key, value in _reading(lists, reference).items()}
    delta = delta_figures(old, new, cpu=time.process_time, reference=reference)
    return figures | {key: round(value, 3) for key, value in delta.items()}


def _reading(lists: tuple[ListFile, ...], reference: float) -> dict[str, float]:
    return reading_figures(lists, cpu=time.process_time, reference=reference)


def identity_figures(shared: Path, truth: Path | None) -> Figures:
    """Precision and recall of identity across lists; ``precision`` and ``recall`` are those without references."""
    labels = truth or shared / _TRUTH
    paths = [shared / path for _, path in _OTHERS.values()]
    if not labels.is_file() or not all(each.is_file() for each in paths):
        return absent(("precision", "recall", "shown_precision", "shown_recall"), "no --shared folder with the lists")
    united = {
        each.party_id: each for day in _UN_DAYS for each in read_list(ListFile("un", "un", (shared / _UN.format(day),)))
    }
    others = {name: read_list(ListFile(name, source, (shared / path,))) for name, (source, path) in _OTHERS.items()}
    found = crosslist_figures(united.values(), others, read_truth(_text(labels)))
    headline: Figures = {"precision": found["hidden_precision"], "recall": found["hidden_recall"]}
    return headline | {key: round(value, 4) for key, value in found.items()}


def _text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8-sig") if path.suffix == ".gz" else text_of(path)

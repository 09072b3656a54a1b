"""Small files in the publishers' forms, with values of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

EUROSTAT = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR"
COMTRADE = (
    "typeCode,freqCode,refYear,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,"
    "customsCode,motCode,primaryValue,isReported,isAggregate"
)


class Files:
    """Writes tables into a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def eurostat(self, name: str, *rows: str) -> Path:
        return self._write(name, EUROSTAT, rows)

    def comtrade(self, name: str, *rows: str) -> Path:
        return self._write(name, COMTRADE, rows)

    def baci(self, name: str, *rows: str) -> Path:
        return self._write(name, "t,i,j,k,v,q", rows)

    def _write(self, name: str, header: str, rows: tuple[str, ...]) -> Path:
        path = self.folder / name
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return path


def comtrade_row(
    year: int, reporter: int, flow: str, partner: int, value: float, *, goods: str = "854231", **other: str
) -> str:
    cells = {"partner2": "0", "revision": "H6", "customs": "C00", "mode": "0", "freq": "A", "reported": "true"} | other
    period = other.get("period", str(year))
    return (
        f"C,{cells['freq']},{year},{period},{reporter},{flow},{partner},{cells['partner2']},{cells['revision']},{goods},"
        f"{cells['customs']},{cells['mode']},{value},{cells['reported']},false"
    )


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)

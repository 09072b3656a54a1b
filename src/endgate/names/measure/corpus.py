"""The real lists that the development set is made from, read from a folder that is no part of the project."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from endgate.lists.bench import ListFile, read_list
from endgate.lists.model import CountryFact, ListedParty, Name, NameKind
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_CSL_KINDS = {
    "Individual": PartyKind.PERSON,
    "Entity": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Aircraft": PartyKind.AIRCRAFT,
}


@dataclass(frozen=True)
class Corpus:
    """Lists under a folder of publishers' files, each read once when it is first asked for."""

    shared: Path

    @property
    def complete(self) -> bool:
        """Are all the lists there?"""
        return all((self.shared / path).exists() for path in _paths())

    @cached_property
    def searched(self) -> tuple[ListedParty, ...]:
        """The parties that searches run against: the lists that the peers' figures were taken on."""
        return self._lists("searched")

    @cached_property
    def dated(self) -> tuple[ListedParty, ...]:
        """One publisher's list with dates of birth, for parties that are alike and are not one."""
        return self._lists("dated")

    @cached_property
    def united_nations(self) -> tuple[ListedParty, ...]:
        """The UN list that the cross-list truth refers to."""
        return self._lists("united_nations")

    @cached_property
    def other_lists(self) -> tuple[ListedParty, ...]:
        """The lists whose entries the cross-list truth ties to the UN list."""
        return self._lists("other_lists")

    @cached_property
    def native(self) -> tuple[ListedParty, ...]:
        """Lists with names in their original script."""
        return self._lists("native")

    @cached_property
    def further(self) -> tuple[ListedParty, ...]:
        """Lists that fill a search up to the size of a whole edition."""
        return self._lists("further")

    @cached_property
    def screening_list(self) -> tuple[ListedParty, ...]:
        """The US consolidated list of 2026-07: names, kinds and countries only."""
        path = self.shared / settings("measure/sources")["screening_list"]["path"]
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            read = json.load(stream)
        sources = read["tables"]["sources"]
        return tuple(_screened(row, sources, number) for number, row in enumerate(read["entries"]))

    @cached_property
    def clean_companies(self) -> tuple[str, ...]:
        """Legal names of companies that registered for a LEI."""
        path = self.shared / settings("measure/sources")["clean_companies"]["path"]
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            records = json.load(stream)["records"]
        return tuple(record["Entity"]["LegalName"]["$"] for record in records)

    @property
    def truth(self) -> str:
        """CSV of ties between the lists (``crosslist_un_truth``)."""
        path = self.shared / settings("measure/sources")["truth"]["path"]
        return gzip.decompress(path.read_bytes()).decode("utf-8-sig")

    def _lists(self, name: str) -> tuple[ListedParty, ...]:
        entries: Sequence[dict[str, str]] = settings("measure/sources")[name]["lists"]
        files = [ListFile(each["list"], each["list"], (self.shared / each["path"],)) for each in entries]
        return tuple(party for each in files for party in read_list(each))


@dataclass(frozen=True)
class OwnLists(Corpus):
    """The lists that an edition holds, where the publishers' files are not at hand."""

    parties: tuple[ListedParty, ...] = ()

    @property
    def complete(self) -> bool:
        return False

    @cached_property
    def screening_list(self) -> tuple[ListedParty, ...]:
        return ()

    @cached_property
    def clean_companies(self) -> tuple[str, ...]:
        return ()

    @property
    def truth(self) -> str:
        return ""

    def _lists(self, name: str) -> tuple[ListedParty, ...]:
        return self.parties if name in ("searched", "dated", "native") else ()


def _paths() -> list[str]:
    tables = settings("measure/sources").values()
    return [each["path"] for table in tables for each in table.get("lists", [table])]


def _screened(row: dict[str, object], sources: Sequence[str], number: int) -> ListedParty:
    texts = [str(row["n"]), *(str(each) for each in _list(row, "a"))]
    names = tuple(Name(text, NameKind.ALIAS if at else NameKind.PRIMARY) for at, text in enumerate(texts) if text)
    publisher = sources[int(str(row["s"]))].partition("(")[2].partition(")")[0].lower()
    countries = tuple(CountryFact(CountryCode(str(each)), "stated") for each in _list(row, "c"))
    kind = _CSL_KINDS.get(str(row.get("t", "")), PartyKind.UNKNOWN)
    return ListedParty(
        f"csl-{publisher}:{row.get('e') or number}", f"csl-{publisher}", kind, names, countries=countries
    )


def _list(row: dict[str, object], key: str) -> list[object]:
    value = row.get(key)
    return value if isinstance(value, list) else []

"""An opened edition: manifest at once, everything else when it is first asked for. Nothing here changes an edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from endgate.edition.model import Lack, ListingStatus, Manifest, SourceInfo
from endgate.lists.model import ListedParty
from endgate.names.index import NameIndex


class Edition:
    """Reference data as one immutable folder. Give it to every stage; it holds caches, no state that changes answers."""

    id: str
    manifest: Manifest
    directory: Path

    def sources(self) -> tuple[SourceInfo, ...]:
        """Every source held, in the order of its id."""
        raise NotImplementedError

    def lacks(self) -> tuple[Lack, ...]:
        """Known lists that are not held as a whole, each with its remedy."""
        raise NotImplementedError

    def party(self, party_id: str) -> ListedParty | None:
        """Load one party's record."""
        raise NotImplementedError

    def parties(self) -> Iterator[ListedParty]:
        """All parties in the order of their ids, one at a time."""
        raise NotImplementedError

    def by_reference(self, authority: str, reference: str) -> tuple[str, ...]:
        """Ids of parties that ``authority`` (UN, US-OFAC, EU …) lists under ``reference`` (``IRe.036``, ``12055``)."""
        raise NotImplementedError

    def listing(self, party_id: str, *, as_of: date, known_as_of: date | None = None) -> tuple[ListingStatus, ...]:
        """Each designation of the party as it stood on ``as_of``, by what was published until ``known_as_of``."""
        raise NotImplementedError

    @property
    def names(self) -> NameIndex:
        """The name index, mapped on first use."""
        raise NotImplementedError

    @property
    def law(self) -> dict[str, Any]:
        """The compiled law (``law.json``), parsed on first use."""
        raise NotImplementedError


def open_edition(directory: Path) -> Edition:
    """Open a built edition. Raises EditionError for another schema, a missing file or an unreadable manifest."""
    raise NotImplementedError

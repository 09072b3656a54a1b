"""Orders the entries that an item may fall under: identifiers first, then words, then what else was raised.

For people who look at the best few. Nothing is decided here (9.3, 9.4).
"""

from __future__ import annotations

from collections.abc import Sequence

from endgate.goods.model import Basis, EntryResult
from endgate.goods.search import Proposal


def ranked(entries: Sequence[EntryResult], proposals: Sequence[Proposal]) -> list[str]:
    """The entries' codes, best first: ``entries`` as classified on one list, ``proposals`` as found by words.

    A raised entry gets no better place than its words give it: measured, each step up for it lost first places.
    """
    identified = [each.entry for each in entries if each.basis is Basis.IDENTIFIER]
    return list(dict.fromkeys([*identified, *(each.entry for each in proposals), *(each.entry for each in entries)]))

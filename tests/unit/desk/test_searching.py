"""A search without words counts by outlines, and gives what reading every record gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from endgate.edition.opened import Edition


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "asked",
    [{}, {"countries": ["ir"]}, {"schema": ["Vessel"], "offset": ["20"]}, {"topics": ["sanction"]}, {"q": ["*"]}],
)
def test_outlines_count_what_records_hold(starter: Edition, asked: dict[str, list[str]]) -> None:
    from endgate.desk.api.dialect import searching
    from endgate.desk.api.dialect.datasets import scope
    from endgate.desk.api.dialect.entities import Catalogue

    catalogue = Catalogue(starter)
    where = scope(starter, "default", date(2026, 11, 25))
    assert where is not None
    wanted = searching.asked(asked)
    found = [each for each in searching._found(wanted, where, catalogue) if searching._fits(each, wanted)]
    got: dict[str, Any] = searching.search(wanted, where, catalogue)
    assert got["results"] == found[wanted.offset : wanted.offset + wanted.limit]
    assert got["total"]["value"] == len(found) > 0
    assert got["facets"] == {name: searching._facet(name, found) for name in wanted.facets}

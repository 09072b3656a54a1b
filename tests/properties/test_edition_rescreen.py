"""What changed for me equals a whole new screening, less what concerns parties that did not change."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endgate.edition.build import build_edition
from endgate.edition.differences import compare_editions
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts, write_names
from endgate.edition.rescreen import against_all, rescreen
from endgate.lists.adding import add
from endgate.names.model import Query

ENTRIES = (
    "Parchin Chemical Works",
    "Sanam Industrial Group",
    "Sanam Trading House",
    "Korea Ryonbong Corporation",
    "Green Pine Associated",
    "Hesong Trading",
    "Amroggang Development Bank",
    "Tosong Technology Trading",
)
CUSTOMERS = [Query(f"c{n}", (name,)) for n, name in enumerate((*ENTRIES, "Sanam Industries Grp", "Ryonbong Corp"))]
PARTS = Parts(write_names, lambda _: (), lambda _: ())
OTHER = ("Al-Qaida", "CAR", "DRC", "GB", "Iran", "Iraq", "Libya", "Somalia", "SouthSudan", "Sudan", "Taliban", "Yemen")

versions = st.lists(st.sampled_from(range(len(ENTRIES))), min_size=1, max_size=8, unique=True)


def _entity(name: str, programme: str, reference: str) -> str:
    return (
        f"<ENTITY><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{programme}</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        "<LISTED_ON>2010-01-01</LISTED_ON></ENTITY>"
    )


def _xml(numbers: Sequence[int], day: str, renamed: frozenset[int]) -> str:
    """A list with these entries, beside one of every other programme so that it is taken for a whole one."""
    entities = [_entity(f"Filler House {each}", each, f"XXe.{n:03d}") for n, each in enumerate(OTHER)]
    for n in sorted(numbers):
        name = f"{ENTRIES[n]} Holding" if n in renamed else ENTRIES[n]
        entities.append(_entity(name, "DPRK", f"KPe.{n:03d}"))
    return (
        f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z"><INDIVIDUALS></INDIVIDUALS>'
        f"<ENTITIES>{''.join(entities)}</ENTITIES></CONSOLIDATED_LIST>"
    )


def _edition(place: Path, name: str, contents: Sequence[tuple[str, str]]) -> Edition:
    store = place / f"store-{name}"
    for day, text in contents:
        path = place / f"{name}-{day}.xml"
        path.write_text(text, encoding="utf-8")
        add(store, "un", [path], obtained_at=datetime(2026, 1, 1, tzinfo=UTC))
    build_edition(place / name, store=store, starter=None, parts=PARTS)
    return open_edition(place / name)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(versions, versions, st.frozensets(st.sampled_from(range(len(ENTRIES))), max_size=2))
def test_equals_a_whole_screening(before: list[int], after: list[int], renamed: frozenset[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = ("2026-01-01", _xml(before, "2026-01-01", frozenset()))
        second = ("2026-02-01", _xml(after, "2026-02-01", renamed))
        old, new = _edition(Path(folder), "old", [first]), _edition(Path(folder), "new", [first, second])
        changes = compare_editions(old, new)
        found = rescreen(CUSTOMERS, old, new, changes)
        assert found == rescreen(CUSTOMERS, old, new, changes, screener=against_all)
        gone = {f"un:KPe.{n:03d}" for n in set(before) - set(after)}
        assert {each.party_id for each in changes if each.what == "DEL"} == gone
        came = {f"un:KPe.{n:03d}" for n in set(after) - set(before)}
        assert {each.party_id for each in changes if each.what == "ADD"} == came
        concerned = {each.party_id for each in found}
        assert gone | came <= concerned
        old.close()
        new.close()


def test_a_change_of_text_concerns_nobody() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = _xml([0, 1], "2026-01-01", frozenset())
        remarked = text.replace("<LISTED_ON>", "<COMMENTS1>Another remark.</COMMENTS1><LISTED_ON>", 1)
        old = _edition(Path(folder), "old", [("2026-01-01", text)])
        new = _edition(Path(folder), "new", [("2026-01-01", remarked)])
        changes = compare_editions(old, new)
        assert [each.party_id for each in changes] == ["un:XXe.000"]
        assert rescreen(CUSTOMERS, old, new, changes) == ()
        old.close()
        new.close()

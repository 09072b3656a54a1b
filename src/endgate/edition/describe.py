"""Says of each source what the edition holds: counts, coverage, age, what is left out, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from endgate.edition.collect import Gathered
from endgate.edition.contents import Content, Origin
from endgate.edition.model import Coverage, HeldList, Lack, SourceInfo
from endgate.edition.starter import PackSource
from endgate.lists.sources import Source, sources
from endgate.lists.sources import source as find_source


def describe(gathered: Gathered, pack: Mapping[str, PackSource]) -> SourceInfo:
    """Describe one source. Counts are of all parties held, those no longer listed included."""
    held = [each for each in gathered.contents if each.origin is not Origin.HISTORY]
    whole = [each for each in held if each.info.proves_absence]
    newest = (whole or held)[-1]
    packed = pack.get(gathered.source)
    from_pack = newest.origin is Origin.STARTER and packed is not None
    known = _known(gathered.source, packed)
    parties = gathered.parties.values()
    designations = [each for party in parties for each in party.designations]
    return SourceInfo(
        id=gathered.source,
        authority=known.authority,
        publisher=known.publisher,
        name=known.name,
        list_name=known.list_name,
        coverage=_coverage(whole, held),
        licence=known.licence,
        stated_date=newest.days[-1],
        whole_since=min((day for each in whole for day in each.days), default=None),
        stale_after_days=known.stale_after_days,
        parties=len(parties),
        designations=len(designations),
        kinds=_counts(party.kind.value for party in parties),
        programmes=_counts(each.programme for each in designations),
        scripts=_counts(name.script for party in parties for name in party.names),
        snapshots=tuple(each.info for each in gathered.contents),
        lacks=packed.lacks if from_pack and packed is not None else known.lacks,
        measures=known.measures,
        remedy=_remedy(known),
    )


def lacks_of(
    described: Iterable[SourceInfo], pack: Mapping[str, PackSource], waiting: Iterable[HeldList] = ()
) -> tuple[Lack, ...]:
    """Known lists that are not there as a whole; a list that only gathers others is not missed.

    Where a list is there but waits for a person, his word is the remedy.
    """
    by_id = {each.id: each for each in described}
    accepts = {each.source: each.remedy for each in waiting}
    gathering = {pack[each].within for each in by_id if each in pack}
    before = {known: by_id[each].coverage for each in by_id if each in pack for known in pack[each].stands_before}
    found = []
    for known in sources().values():
        info = by_id.get(known.id)
        coverage = before.get(known.id, Coverage.NONE) if info is None else info.coverage
        if coverage is not Coverage.WHOLE and known.id not in gathering:
            remedy = accepts.get(known.id, _remedy(known))
            found.append(Lack(known.id, known.authority, known.name, coverage, remedy))
    return tuple(found)


def _known(source: str, packed: PackSource | None) -> Source:
    if source in sources() or packed is None:
        return find_source(source)
    return Source(
        id=source,
        publisher=packed.publisher,
        name=packed.name,
        list_name=packed.list_name,
        authority=packed.authority,
        formats=(),
        licence=packed.licence,
        url="",
        key="",
        lacks=packed.lacks,
    )


def _coverage(whole: list[Content], held: list[Content]) -> Coverage:
    if whole:
        return Coverage.WHOLE
    return Coverage.PARTIAL if any(each.origin is Origin.STORE for each in held) else Coverage.STARTER


def _remedy(known: Source) -> str:
    line = f"endgate list add --source {known.id} --from-file FILE"
    if not known.formats:
        return f"{line} (no reader for this list yet)"
    return f"endgate list update {known.id}, or offline: {line}" if known.downloads else line


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))

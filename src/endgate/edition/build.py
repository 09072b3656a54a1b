"""Build an edition: snapshots and the starter pack in, one hashed folder out. Same inputs give the same bytes."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from endgate import __version__
from endgate.edition.clusters import identities
from endgate.edition.collect import Gathered, gather
from endgate.edition.contents import Content, Origin, by_source, held_lists, replaced_by, store_contents
from endgate.edition.decisions import read_decisions
from endgate.edition.describe import describe, lacks_of
from endgate.edition.errors import NOT_WRITABLE, EditionError
from endgate.edition.evidence import events_by_listing
from endgate.edition.inputs import inputs_hash
from endgate.edition.layout import RECORDS
from endgate.edition.manifest import FILE as MANIFEST
from endgate.edition.manifest import file_digest, write_manifest
from endgate.edition.model import Manifest
from endgate.edition.parts import ALL_PARTS, Parts
from endgate.edition.records import event_rows, write_identities, write_records
from endgate.edition.starter import StarterPack
from endgate.edition.tabulate import write_columns
from endgate.edition.traits import Traits, traits_of
from endgate.lists.model import ListedParty

Watch = Callable[[int, int], object]
"""Is told how many parties of how many an edition has read so far."""
_TOLD_EVERY = 500


def build_edition(
    directory: Path,
    *,
    store: Path | None = None,
    starter: StarterPack | None,
    parts: Parts = ALL_PARTS,
    keep_existing: bool = False,
    watch: Watch | None = None,
) -> Manifest:
    """Compile the store's snapshots, the starter pack (None: without) and the package's law and goods data.

    Written beside ``directory`` and renamed into place, so that a reader sees the old edition or the new one. With
    ``keep_existing`` an edition that somebody else put there meanwhile stays, where its name vouches for its content.
    ``watch`` is told now and then how many parties of how many are done.
    Raises EditionError when the folder cannot be written; faults of snapshots and data files pass through.
    """
    directory = directory.absolute()
    with _staged(directory) as staging:
        manifest = _compile(staging, store, starter, parts, watch)
        write_manifest(staging, manifest)
        if not (keep_existing and (directory / MANIFEST).exists()):
            _put_in_place(staging, directory)
    return manifest


def _compile(
    staging: Path, store: Path | None, starter: StarterPack | None, parts: Parts, watch: Watch | None
) -> Manifest:
    inputs = inputs_hash(store, None if starter is None else starter.folder)
    sources = _gather_all(store, starter)
    events = () if starter is None else starter.events()
    write_records(staging, sources, events)
    columns = write_columns(staging, sources, events_by_listing(event_rows(events)))
    pack = {} if starter is None else starter.sources
    described = tuple(describe(each, pack) for each in sources)
    held = () if store is None else held_lists(store)
    names = sum(len(party.names) for each in sources for party in each.parties.values())
    traits: list[Traits] = []
    parties = _told(_in_order(sources, traits), sum(each.parties for each in described), watch)
    files = [RECORDS, *columns, *parts.names(staging, parties)]
    write_identities(staging, identities(traits, read_decisions(store)))
    files += [*parts.law(staging), *parts.goods(staging)]
    return Manifest(
        engine_version=__version__,
        inputs=inputs,
        files={name: file_digest(staging / name) for name in sorted(files)},
        sources=described,
        lacks=lacks_of(described, pack, held),
        held=held,
        parties=sum(each.parties for each in described),
        designations=sum(each.designations for each in described),
        names=names,
    )


def _gather_all(store: Path | None, starter: StarterPack | None) -> list[Gathered]:
    contents: list[Content] = [] if store is None else store_contents(store)
    curated: dict[str, list[ListedParty]] = {}
    if starter is not None:
        replaced = _replaced(starter, contents)
        contents += [each for each in starter.contents() if each.source not in replaced]
        for party in starter.curated():
            if party.source not in replaced:
                curated.setdefault(party.source, []).append(party)
    return [
        gather(
            source,
            group,
            curated.get(source, ()),
            {} if starter is None else starter.not_before(source),
            replaced_by((each for each in contents if each.source == source), group),
        )
        for source, group in sorted(by_source(contents).items())
        if _held(group)
    ]


def _replaced(starter: StarterPack, own: Sequence[Content]) -> set[str]:
    """Stand-ins of the starter pack whose real list is in the store as a whole."""
    whole = {each.source for each in own if each.info.proves_absence}
    return {each.id for each in starter.sources.values() if whole & set(each.stands_before)}


def _held(group: Sequence[Content]) -> bool:
    return any(each.origin is not Origin.HISTORY for each in group)


def _in_order(sources: Sequence[Gathered], traits: list[Traits]) -> Iterator[ListedParty]:
    """All parties, each let go once it was handed on; what matters for identity stays in ``traits``."""
    for gathered in sources:
        for party_id in sorted(gathered.parties):
            party = gathered.parties.pop(party_id)
            traits.append(traits_of(party, gathered.seen(party)))
            yield party


def _told(parties: Iterable[ListedParty], total: int, watch: Watch | None) -> Iterator[ListedParty]:
    for done, party in enumerate(parties, start=1):
        yield party
        if watch is not None and (done % _TOLD_EVERY == 0 or done == total):
            watch(done, total)


@contextlib.contextmanager
def _staged(directory: Path) -> Iterator[Path]:
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", suffix=".new", dir=directory.parent))
    except OSError as error:
        raise EditionError(NOT_WRITABLE.at(str(directory), f"the folder cannot be made: {error.strerror}")) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _put_in_place(staging: Path, directory: Path) -> None:
    """Rename the new folder to its name; an old one steps aside first and is removed after."""
    old = directory.with_name(f"{staging.name}.old")
    try:
        staging.chmod(0o755)
        with contextlib.suppress(FileNotFoundError):
            directory.replace(old)
        staging.replace(directory)
    except OSError as error:
        if old.exists() and not directory.exists():
            old.replace(directory)
        raise EditionError(NOT_WRITABLE.at(str(directory), f"it cannot be put in place: {error.strerror}")) from error
    shutil.rmtree(old, ignore_errors=True)

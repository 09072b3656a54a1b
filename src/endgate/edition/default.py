"""The default edition: made from the starter pack and the store on first use, used again while both stand."""

from __future__ import annotations

import shutil
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from endgate.edition import manifest as manifest_file
from endgate.edition.errors import EditionError
from endgate.edition.inputs import inputs_hash
from endgate.edition.layout import pack_folder

if TYPE_CHECKING:
    from endgate.edition.build import Watch
    from endgate.edition.parts import Parts

EDITIONS = "editions"
STORE = "store"
_KEPT = 2


def default_path(data_dir: Path, *, pack: Traversable | None = None) -> Path:
    """Where the default edition of the present inputs lies or would lie."""
    folder = pack_folder() if pack is None else pack
    return data_dir / EDITIONS / f"default-{inputs_hash(data_dir / STORE, folder)[:16]}"


def ensure_default(
    data_dir: Path, *, pack: Traversable | None = None, parts: Parts | None = None, watch: Watch | None = None
) -> Path:
    """Return the default edition under ``data_dir``, building it when absent or when its inputs have changed.

    Its folder bears the hash of its inputs, so whoever builds at the same time builds the same; the first one stays.
    ``watch`` is told how far a build has come.
    """
    path = default_path(data_dir, pack=pack)
    if not (path / manifest_file.FILE).exists():
        _build(path, data_dir / STORE, pack, parts, watch)
    return path


def _build(path: Path, store: Path, pack: Traversable | None, parts: Parts | None, watch: Watch | None) -> None:
    # Importers and compilers take longer to load than a warm start may; they are loaded only where they are needed.
    from endgate.edition.build import build_edition
    from endgate.edition.parts import ALL_PARTS
    from endgate.edition.starter import StarterPack

    starter = StarterPack(pack)
    try:
        build_edition(path, store=store, starter=starter, parts=parts or ALL_PARTS, keep_existing=True, watch=watch)
    except EditionError:
        if not (path / manifest_file.FILE).exists():
            raise
    _forget_old(path)


def _forget_old(path: Path) -> None:
    others = [each for each in path.parent.glob("default-*") if each != path]
    others.sort(key=lambda each: (each.stat().st_mtime, each.name), reverse=True)
    for each in others[_KEPT - 1 :]:
        shutil.rmtree(each, ignore_errors=True)

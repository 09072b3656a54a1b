"""The default edition: made from the starter pack and the store on first use, used again while both stand."""

from __future__ import annotations

import shutil
from pathlib import Path

from endgate.edition import manifest as manifest_file
from endgate.edition.build import build_edition
from endgate.edition.errors import EditionError
from endgate.edition.inputs import inputs_hash
from endgate.edition.parts import ALL_PARTS, Parts
from endgate.edition.starter import StarterPack

EDITIONS = "editions"
STORE = "store"
_KEPT = 2


def default_path(data_dir: Path, *, starter: StarterPack | None = None) -> Path:
    """Where the default edition of the present inputs lies or would lie."""
    pack = StarterPack() if starter is None else starter
    return data_dir / EDITIONS / f"default-{inputs_hash(data_dir / STORE, pack)[:16]}"


def ensure_default(data_dir: Path, *, starter: StarterPack | None = None, parts: Parts = ALL_PARTS) -> Path:
    """Return the default edition under ``data_dir``, building it when absent or when its inputs have changed.

    Its folder bears the hash of its inputs, so whoever builds at the same time builds the same; the first one stays.
    """
    pack = StarterPack() if starter is None else starter
    path = default_path(data_dir, starter=pack)
    if (path / manifest_file.FILE).exists():
        return path
    try:
        build_edition(path, store=data_dir / STORE, starter=pack, parts=parts, keep_existing=True)
    except EditionError:
        if not (path / manifest_file.FILE).exists():
            raise
    _forget_old(path)
    return path


def _forget_old(path: Path) -> None:
    others = [each for each in path.parent.glob("default-*") if each != path]
    others.sort(key=lambda each: (each.stat().st_mtime, each.name), reverse=True)
    for each in others[_KEPT - 1 :]:
        shutil.rmtree(each, ignore_errors=True)

"""Copies of a desk: made while it is in use, with hashes; brought back into an empty one; moved to a server."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction

from endgate.desk.conf.database import environment, on_file
from endgate.desk.conf.model import DeskSettings
from endgate.desk.errors import MISSING, NO_SERVER, DeskError
from endgate.desk.store import triggers
from endgate.desk.store.chain import ANCHORS

_FILE, _DUMP, _SUMS = "desk.sqlite", "desk.dump", "SHA256SUMS"
_BLOBS = "blobs"
_AT_ONCE = 500


def backup(settings: DeskSettings, target: Path) -> list[str]:
    """Copy the database while it is in use, then anchors and blobs, which only grow. Returns the names written."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise DeskError(MISSING.at(str(target), "a backup wants an empty folder"))
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(settings.database)) as source, closing(sqlite3.connect(target / _FILE)) as copy:
            source.backup(copy)
    else:
        _run("pg_dump", "--format=custom", f"--file={target / _DUMP}")
    if (settings.data_dir / ANCHORS).exists():
        shutil.copy2(settings.data_dir / ANCHORS, target / ANCHORS)
    if (settings.data_dir / _BLOBS).is_dir():
        shutil.copytree(settings.data_dir / _BLOBS, target / _BLOBS, ignore=shutil.ignore_patterns(".new-*"))
    names = sorted(each.relative_to(target).as_posix() for each in target.rglob("*") if each.is_file())
    (target / _SUMS).write_text("".join(f"{_sum(target / name)}  {name}\n" for name in names), encoding="utf-8")
    return [name for name in names if not name.startswith(_BLOBS)]


def restore(settings: DeskSettings, source: Path) -> None:
    """Bring a backup back into an empty data directory. Raises DeskError when a hash differs or a desk is there."""
    names = _kept(source)
    if _DUMP in names:
        if connection.vendor == "sqlite":
            raise DeskError(NO_SERVER.at(str(source), "this is a copy of a server's database: set database_url"))
        if connection.introspection.table_names():
            raise DeskError(MISSING.at("database", "a desk is here already; restore wants an empty database"))
    elif settings.database.exists():
        raise DeskError(MISSING.at(str(settings.data_dir), "a desk is here already; restore wants an empty directory"))
    for name in names:
        if name == _DUMP:
            _run("pg_restore", "--exit-on-error", "--no-owner", "--dbname", _name(), str(source / name))
        else:
            (settings.data_dir / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, settings.data_dir / name)


def _kept(source: Path) -> list[str]:
    """The names of a backup, each held to its hash. Raises DeskError."""
    try:
        lines = (source / _SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DeskError(MISSING.at(str(source), f"no {_SUMS}: this is no backup")) from error
    names = []
    for line in lines:
        stated, _, name = line.partition("  ")
        if not _ours(name) or not (source / name).is_file() or _sum(source / name) != stated:
            raise DeskError(MISSING.at(str(source / name), "it is not what was backed up"))
        names.append(name)
    return names


def _ours(name: str) -> bool:
    """May a backup hold this name? Nothing is written outside the data directory."""
    if name in (_FILE, _DUMP, ANCHORS):
        return True
    parts = name.split("/")
    return len(parts) == 3 and parts[0] == _BLOBS and all(each.isascii() and each.isalnum() for each in parts[1:])


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()


def _run(program: str, *arguments: str) -> None:
    """Run a program of the database server. Raises DeskError (EG8001) when it is absent or fails."""
    path = shutil.which(program) or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}")))), ""
    )
    if not path:
        raise DeskError(NO_SERVER.at(program, "the programs of PostgreSQL are not installed here"))
    told = {**os.environ, **environment(connection.settings_dict)}
    done = subprocess.run([path, *arguments], env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DeskError(NO_SERVER.at(program, done.stderr.strip()[-300:] or f"it ended with {done.returncode}"))


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def move(file: Path) -> int:
    """Carry all rows of a SQLite desk into the empty, migrated database server. Returns how many; all or none.

    The guards are taken off for it and stand again at its end. Raises DeskError when a row is there already.
    """
    if connection.vendor == "sqlite":
        raise DeskError(NO_SERVER.at("database_url", "name the server that the desk moves to"))
    connections.settings["from"] = {**connections.settings["default"], **on_file(file), "TIME_ZONE": None}
    with transaction.atomic():
        if any(model._default_manager.exists() for model in _models()):
            raise DeskError(MISSING.at("database", "there are rows already; a desk moves into an empty one"))
        triggers.remove()
        moved = sum(_carry(model) for model in _models())
        _count_on()
        triggers.install()
    connections["from"].close()
    return moved


def _carry(model: type[models.Model]) -> int:
    count = 0
    rows: list[models.Model] = []
    for row in model._default_manager.using("from").order_by("pk").iterator(chunk_size=_AT_ONCE):
        rows.append(row)
        count += 1
        if len(rows) == _AT_ONCE:
            model._default_manager.using("default").bulk_create(rows)
            rows = []
    model._default_manager.using("default").bulk_create(rows)
    return count


def _models() -> Iterator[type[models.Model]]:
    """The tables, each after those that it refers to."""
    waiting = list(apps.get_app_config("store").get_models())
    placed: set[type[models.Model]] = set()
    while waiting:
        model = next(each for each in waiting if _referred(each) - {each} <= placed)
        waiting.remove(model)
        placed.add(model)
        yield model


def _referred(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field.related_model, type)}


def _count_on() -> None:
    """Let new rows be numbered after those that were carried over."""
    orders = connection.ops.sequence_reset_sql(no_style(), list(_models()))
    with connection.cursor() as cursor:
        for order in orders:
            cursor.execute(order)

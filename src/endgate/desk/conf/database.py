"""Where a desk keeps its tables: a file of its own, or a database server that a team names by an address."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from endgate.desk.errors import NO_SERVER, DeskError

# Writers wait for each other; what was acknowledged survives a power cut; no row is replaced past a guard of DELETE.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
_SCHEMES = ("postgresql", "postgres")


def on_file(path: Path) -> dict[str, Any]:
    """The framework's settings for a SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": _PRAGMAS},
        "CONN_MAX_AGE": None,
    }


def on_server(url: str) -> dict[str, Any]:
    """The framework's settings for ``postgresql://user:password@host:port/name``. Raises DeskError (EG8001).

    What stands after ``?`` goes to the driver: ``host`` for a socket's folder, ``sslmode`` and others.
    """
    if find_spec("psycopg") is None:
        raise DeskError(NO_SERVER.at("database_url", "the driver is not installed: pip install 'endgate[team]'"))
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in _SCHEMES or not name:
        raise DeskError(NO_SERVER.at("database_url", "it is no address like postgresql://user@host/name"))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def environment(database: Mapping[str, Any]) -> dict[str, str]:
    """The variables by which the server's own programs find it; a password is never an argument."""
    named = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    return {variable: str(database[key]) for variable, key in named.items() if database.get(key)}

"""What the verbs of the desk share: its settings, and a clear word where it is not installed."""

from __future__ import annotations

import os
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from endgate.cli.errors import DESK_ABSENT
from endgate.cli.place import data_directory
from endgate.terms.faults import EndgateError

_FILES = (Path("/etc/endgate/config.toml"), Path.home() / ".config/endgate/config.toml", Path("endgate.toml"))


def set_up(data: Path | None, *, ready: bool = True, **given: Any) -> Any:
    """Set the desk up and return its settings. Raises EndgateError (EG9205) when the extra is not installed.

    ``ready``: the database is made or compared too, so that a verb may read and write it.
    """
    if any(find_spec(name) is None for name in ("django", "waitress", "whitenoise")):
        raise EndgateError(DESK_ABSENT.at("endgate", "the web framework of the desk is not installed"))
    from endgate.desk.conf.model import DeskSettings
    from endgate.desk.conf.start import configure

    stated = {**_configured(), **_environment(), **{key: value for key, value in given.items() if value is not None}}
    if "database_url_file" in stated and "database_url" not in stated:
        stated["database_url"] = Path(stated["database_url_file"]).read_text(encoding="utf-8").strip()
    known = {key: value for key, value in stated.items() if key in DeskSettings.__dataclass_fields__}
    plain: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in known.items()}
    plain["data_dir"] = Path(plain.get("data_dir") or data_directory(data))
    settings = DeskSettings(**plain)
    configure(settings)
    if ready:
        from endgate.desk.running import prepare

        prepare(settings)
    return settings


def _configured() -> dict[str, Any]:
    """The table ``[desk]`` of the configuration files, the nearest one last."""
    found: dict[str, Any] = {}
    for path in _FILES:
        if path.exists():
            found |= tomllib.loads(path.read_text(encoding="utf-8")).get("desk", {})
    return found


def _environment() -> dict[str, Any]:
    names = {
        "ENDGATE_YENTE_AUTH": "yente_auth",
        "ENDGATE_HOST": "host",
        "ENDGATE_PORT": "port",
        "ENDGATE_DATABASE_URL": "database_url",
        "ENDGATE_POLICY": "policy",
    }
    found: dict[str, Any] = {key: os.environ[name] for name, key in names.items() if name in os.environ}
    return {**found, "port": int(found["port"])} if "port" in found else found

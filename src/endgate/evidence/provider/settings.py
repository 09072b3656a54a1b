"""The settings of a provider: a TOML file with one table, ``[evidence.provider]``. Without it nobody is asked."""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from endgate.evidence.errors import EvidenceError
from endgate.evidence.provider.errors import BAD_SETTINGS
from endgate.terms.faults import Fault

_KEYS = {"recipient": str, "base_url": str, "model": str, "key_file": str, "timeout_s": int, "max_chars": int}
_NEEDED = ("recipient", "base_url", "model")
_MOST_SECONDS = 600


@dataclass(frozen=True)
class Provider:
    """``recipient`` is its id among the recipients of the case; ``max_chars`` the most of a text sent at once."""

    recipient: str
    base_url: str
    model: str
    key_file: str = ""
    timeout_s: int = 60
    max_chars: int = 20_000

    @property
    def address(self) -> str:
        return f"{self.base_url.rstrip('/')}/chat/completions"


def read_settings(path: Path) -> Provider:
    """Read the settings. Raises EvidenceError with every fault found."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvidenceError(BAD_SETTINGS.at(str(path), f"it cannot be read: {error}")) from error
    table = raw.get("evidence", {}).get("provider") if isinstance(raw.get("evidence", {}), dict) else None
    if not isinstance(table, dict):
        raise EvidenceError(BAD_SETTINGS.at(str(path), "it has no table [evidence.provider]"))
    faults = _faults(str(path), table)
    if faults:
        raise EvidenceError(*faults)
    return Provider(**table)


def key_of(provider: Provider) -> str:
    """The key, read when it is needed and kept nowhere. Raises EvidenceError."""
    if not provider.key_file:
        return ""
    try:
        return Path(provider.key_file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(BAD_SETTINGS.at("evidence.provider.key_file", f"it cannot be read: {error}")) from error


def _faults(name: str, table: dict[str, Any]) -> list[Fault]:
    found = []
    for key, value in table.items():
        kind = _KEYS.get(key)
        where = f"{name}: evidence.provider.{key}"
        if kind is None:
            found.append(BAD_SETTINGS.at(where, f"unknown key; known are {', '.join(_KEYS)}"))
        elif type(value) is not kind or (isinstance(value, int) and value < 1):
            found.append(BAD_SETTINGS.at(where, f"{value!r} is no {'number above 0' if kind is int else 'text'}"))
    for key in _NEEDED:
        if not table.get(key):
            found.append(BAD_SETTINGS.at(f"{name}: evidence.provider", f"{key} is not stated"))
    seconds = table.get("timeout_s", 1)
    if isinstance(seconds, int) and seconds > _MOST_SECONDS:
        found.append(BAD_SETTINGS.at(f"{name}: evidence.provider.timeout_s", f"{seconds} is above {_MOST_SECONDS}"))
    if isinstance(table.get("base_url"), str) and table["base_url"] and not _safe(table["base_url"]):
        what = f"{table['base_url']!r} would carry the text unencrypted, or is no address"
        found.append(BAD_SETTINGS.at(f"{name}: evidence.provider.base_url", what))
    return found


def _safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return bool(host)
        return parts.scheme == "http" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False

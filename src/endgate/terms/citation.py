"""A citation: the instrument and the place in it, with the date of the text and how far somebody checked it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Checked(StrEnum):
    """How far a fact was checked: its operative text was read, a commentary was read, or neither."""

    TEXT = "text"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Citation:
    """``instrument`` is the short title (``Reg (EU) 2021/821``), ``provision`` the place in it (``Art 3(1)``)."""

    instrument: str
    provision: str = ""
    source: str = ""
    read_on: str = ""
    checked: Checked = Checked.UNVERIFIED

    def __str__(self) -> str:
        return " ".join(part for part in (self.instrument, self.provision) if part)

"""Tells a disk that is full from other failures, whichever of database and documents met it."""

from __future__ import annotations

import errno

from django.db import OperationalError

from endgate.desk.errors import NO_ROOM
from endgate.terms.faults import Fault

STATUS = 507
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SAID = ("disk is full", "No space left on device")
"""What SQLite and PostgreSQL say."""


def no_room(error: Exception) -> Fault | None:
    """The fault of a write for which there was no room; None for any other error."""
    full = isinstance(error, OSError) and error.errno in _FULL
    if full or (isinstance(error, OperationalError) and any(each in str(error) for each in _SAID)):
        return NO_ROOM.at("store", "nothing more can be written")
    return None

"""Cursors that tell nothing and cannot be made: where a page ended, masked and signed with the key of this desk."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from hashlib import sha256

from endgate.desk.api.v1.reading import RefusedError
from endgate.desk.conf.start import current

_NONCE, _NUMBER, _TAG = 8, 8, 12


def made(of: str, user: int, after: int) -> str:
    """The cursor of a list for one person, after a row's number."""
    nonce = secrets.token_bytes(_NONCE)
    hidden = _masked(after.to_bytes(_NUMBER, "big"), nonce)
    return base64.urlsafe_b64encode(nonce + hidden + _tag(of, user, nonce + hidden)).decode()


def read(of: str, user: int, text: str) -> int:
    """The number behind a cursor; 0 for none. Raises RefusedError (400) for one not made here, for them, for this."""
    if not text:
        return 0
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    body, tag = raw[:-_TAG], raw[-_TAG:]
    if len(raw) != _NONCE + _NUMBER + _TAG or not hmac.compare_digest(tag, _tag(of, user, body)):
        raise RefusedError(400, "the cursor was not given by this desk for this list", code="cursor")
    return int.from_bytes(_masked(body[_NONCE:], body[:_NONCE]), "big")


def _masked(number: bytes, nonce: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(number, _digest(b"mask" + nonce), strict=False))


def _tag(of: str, user: int, body: bytes) -> bytes:
    return _digest(f"{of}:{user}:".encode() + body)[:_TAG]


def _digest(text: bytes) -> bytes:
    key = current().key_file.read_bytes()
    return hmac.new(key, b"cursor" + text, sha256).digest()

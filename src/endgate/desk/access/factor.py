"""A person's second factor: time-based one-time codes (RFC 6238 over HMAC-SHA-1, as every app reads them).

Recovery codes stand in for a lost device, each once. Their hashes alone are kept; the shared secret must be.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from django.db import transaction

from endgate.desk.store.chain import chained
from endgate.desk.store.machinery import RecoveryCode, SecondFactor
from endgate.desk.store.models import User

STEP_SECONDS, DIGITS = 30, 6
_DRIFT = 1
"""Steps that a clock may be off, before or behind."""
_SECRET_BYTES, _CODES, _CODE_BYTES = 20, 10, 10


def offer(user: User) -> SecondFactor:
    """The factor that a user may confirm; the same until it is confirmed, so that a page loaded twice shows one."""
    found, _ = SecondFactor.objects.get_or_create(user=user, defaults={"secret": _base32(_SECRET_BYTES)})
    return found


def has_factor(user_id: int) -> bool:
    """Has this person confirmed a second factor?"""
    return SecondFactor.objects.filter(user_id=user_id, confirmed=True).exists()


def address(factor: SecondFactor, name: str) -> str:
    """What an app reads in place of the secret (the otpauth key URI)."""
    label = quote(f"Endgate:{name}", safe=":")
    return f"otpauth://totp/{label}?secret={factor.secret}&issuer=Endgate&digits={DIGITS}&period={STEP_SECONDS}"


def confirm(user: User, code: str, now: datetime) -> tuple[str, ...]:
    """Turn the offered factor on with a code of it. Its recovery codes, told this once; none when the code is wrong."""
    factor = offer(user)
    if factor.confirmed or not _takes(factor, code, now):
        return ()
    with transaction.atomic():
        SecondFactor.objects.filter(pk=factor.pk).update(confirmed=True)
        RecoveryCode.objects.filter(user=user).delete()
        codes = tuple(_in_fours(_base32(_CODE_BYTES)) for _ in range(_CODES))
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code=_hash(each)) for each in codes)
        chained("desk", "second_factor", user.name, now, "", {"on": True})
    return codes


def passes(user: User, code: str, now: datetime) -> bool:
    """Is this a code of the confirmed factor, or a recovery code? Either is used up by it."""
    factor = SecondFactor.objects.filter(user=user, confirmed=True).first()
    if factor is None:
        return False
    if _takes(factor, code, now):
        return True
    unused = RecoveryCode.objects.filter(user=user, code=_hash(code), used_at__isnull=True)
    return unused.update(used_at=now) == 1


def take_off(name: str, now: datetime) -> bool:
    """Remove a person's second factor, for one who lost it; False when there is none."""
    with transaction.atomic():
        gone, _ = SecondFactor.objects.filter(user__name=name).delete()
        RecoveryCode.objects.filter(user__name=name).delete()
        if gone:
            chained("desk", "second_factor", name, now, "", {"on": False})
    return bool(gone)


def code_at(secret: str, step: int) -> str:
    """The code of one step of 30 seconds (RFC 4226, section 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def _takes(factor: SecondFactor, code: str, now: datetime) -> bool:
    """Is it the code of this step or its neighbours, and later than the last one taken? Then it is taken."""
    asked = code.replace(" ", "")
    here = int(now.timestamp()) // STEP_SECONDS
    for step in range(here - _DRIFT, here + _DRIFT + 1):
        if asked.isascii() and hmac.compare_digest(code_at(factor.secret, step), asked):
            return SecondFactor.objects.filter(pk=factor.pk, step__lt=step).update(step=step) == 1
    return False


def _base32(size: int) -> str:
    return base64.b32encode(secrets.token_bytes(size)).decode().rstrip("=")


def _in_fours(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _hash(code: str) -> str:
    return sha256(code.upper().replace("-", "").replace(" ", "").encode()).hexdigest()

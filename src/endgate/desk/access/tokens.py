"""Tokens of programs: shown once, kept as a hash, with scopes and an end."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone

from endgate.desk.store.chain import chained
from endgate.desk.store.models import Token, User

SCOPES = ("check", "match", "decisions", "cases", "lists", "webhooks")
DAYS, MOST_DAYS = 90, 365
_FORM = re.compile(r"eg1_([a-z0-9]{12})_([A-Za-z0-9_-]{43})")


def issue(user: User, scopes: Sequence[str], now: datetime, *, days: int = DAYS) -> str:
    """Make a token and return its text, shown this once. Raises ValueError for a scope or term out of range."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise ValueError(f"scopes are {', '.join(SCOPES)}, not {', '.join(unknown) or 'none'}")
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a token lasts from 1 to {MOST_DAYS} days, not {days}")
    key, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    with transaction.atomic():
        Token.objects.create(
            key=key,
            secret=_hash(secret),
            user=user,
            scopes=" ".join(scopes),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        chained("desk", "issued_token", key, now, "", {"user": user.name, "scopes": list(scopes)})
    return f"eg1_{key}_{secret}"


def revoke(key: str, now: datetime) -> bool:
    """End a token at once, with its event; False when there is none of that key."""
    with transaction.atomic():
        if not Token.objects.filter(key=key).update(revoked=True):
            return False
        chained("desk", "revoked_token", key, now, "", {})
    return True


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def token_of(text: str, now: datetime | None = None) -> Token | None:
    """The token behind a text; None when it is unknown, revoked, past its end, or its person is no longer active."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    token = Token.objects.select_related("user").filter(key=found[1]).first()
    if token is None or not compare_digest(token.secret, _hash(found[2])):
        return None
    alive = not token.revoked and token.user.active and token.expires_at > (now or timezone.now())
    return token if alive else None


def scopes_of(text: str) -> frozenset[str] | None:
    """The scopes of a valid token; None for any other text."""
    token = token_of(text)
    return None if token is None else frozenset(token.scopes.split())

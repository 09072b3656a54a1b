"""Signing in: passwords, one-time links, and a brake on guessing. The same answer for unknown and wrong."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from endgate.desk.errors import MISSING, DeskError
from endgate.desk.store.models import Attempt, Link, User

SHORTEST = 12
LINK_MINUTES = 60
_PER_ACCOUNT, _PER_ADDRESS, _WINDOW = 5, 50, timedelta(minutes=15)
_NOBODY = f"{PBKDF2PasswordHasher.algorithm}${PBKDF2PasswordHasher.iterations}$endgate-nobody${'A' * 43}="
"""What no password hashes to; to check one against it takes as long as against any other."""
_COMMON = ("password", "12345", "qwerty", "endgate", "letmein", "passwort")


def set_password(user: User, password: str) -> None:
    """Give a user a password. Raises DeskError (EG8107) for one that is short or guessed first."""
    if len(password) < SHORTEST or len(set(password)) < 5 or any(each in password.casefold() for each in _COMMON):
        raise DeskError(MISSING.at("password", f"at least {SHORTEST} characters, not a common one"))
    user.password = make_password(password)
    user.save(update_fields=["password"])


def signed_in(name: str, password: str, address: str, now: datetime) -> User | None:
    """The user of a name and password; None when either is wrong or too many guesses came before."""
    if not guess_allowed(name, address, now):
        return None
    user = User.objects.filter(name=name, active=True).first()
    right = check_password(password, user.password if user is not None and user.password else _NOBODY)
    if user is None or not user.password or not right:
        wrong_guess(name, address, now)
        return None
    return user


def guess_allowed(name: str, address: str, now: datetime) -> bool:
    """Are there fewer wrong guesses than the limits, for this account and from this address?"""
    recent = Attempt.objects.filter(at__gt=now - _WINDOW, address=address)
    return recent.filter(account=name[:80]).count() < _PER_ACCOUNT and recent.count() < _PER_ADDRESS


def wrong_guess(name: str, address: str, now: datetime) -> None:
    """Note a wrong guess of a password or code."""
    Attempt.objects.create(account=name[:80], address=address, at=now)


def right_password(user: User, password: str) -> bool:
    """Is it this user's password?"""
    return bool(user.password) and check_password(password, user.password)


def make_link(user: User | None, purpose: str, now: datetime) -> str:
    """A one-time secret for ``signin`` or ``setup``; only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        secret=_hash(secret), user=user, purpose=purpose, expires_at=now + timedelta(minutes=LINK_MINUTES)
    )
    return secret


def link_of(secret: str, purpose: str, now: datetime) -> Link | None:
    """The unused, unexpired link of a secret."""
    return Link.objects.filter(secret=_hash(secret), purpose=purpose, used_at__isnull=True, expires_at__gt=now).first()


def use(link: Link, now: datetime) -> bool:
    """Use a link up; False when somebody else has meanwhile."""
    return Link.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now) == 1


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

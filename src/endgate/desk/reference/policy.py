"""The company's own policy as the setting ``policy`` of this desk names it: beside law, never law."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from endgate.decide.company.model import CompanyPolicy
from endgate.decide.company.read import read_policy, undefined
from endgate.decide.errors import BAD_POLICY, PolicyError
from endgate.desk.conf.start import current
from endgate.law.book import LawBook


def company_policy() -> CompanyPolicy | None:
    """The policy in force; None where none is set up. Raises PolicyError for a file that is gone or faulty."""
    return None if not current().policy else _read(Path(current().policy), policy_digest())


def policy_digest() -> str:
    """The hash of the file; ``none`` without one. What it decides changes with it."""
    if not current().policy:
        return "none"
    path = Path(current().policy)
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise PolicyError(BAD_POLICY.at(str(path), f"it cannot be read: {error.strerror}")) from error


def demand_policy(book: LawBook) -> None:
    """Raises PolicyError when the policy is faulty or names what no law defines: such a rule would never bite."""
    policy = company_policy()
    faults = () if policy is None else undefined(policy, book)
    if faults:
        raise PolicyError(*faults)


@lru_cache(maxsize=2)
def _read(path: Path, _digest: str) -> CompanyPolicy:
    return read_policy(path)

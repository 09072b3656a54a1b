"""What one running desk is told: where its data lies, whom it serves, and whom it trusts."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from endgate.desk.errors import EXPOSED, DeskError

PORT = 8080


@dataclass(frozen=True)
class DeskSettings:
    """Settings of a desk. ``yente_auth`` ``none`` lets ``trusted_networks`` ask the public lists without a token.

    ``trusted_proxy`` is the address whose forwarded headers count; ``insecure_http`` says that plain HTTP beyond this
    machine is wanted. ``reference_dir`` holds lists and editions where that is not the data directory.
    ``database_url`` names a PostgreSQL database in place of a file. ``webhook_hosts`` may be told of events;
    ``webhook_networks`` are private networks in which they may lie. ``policy`` is the file of the company's own rules.
    People with a role of ``require_mfa`` get no further than turning a second factor on until they have one.
    ``language`` is that of the pages; its catalogue lies under ``locale`` in the data directory.
    Each person, token and address may ask ``requests_per_minute``; 0 sets no limit.
    """

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = PORT
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxy: str = ""
    insecure_http: bool = False
    demo: bool = False
    yente_auth: str = "token"
    trusted_networks: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    edition: str = ""
    reference_dir: Path | None = None
    database_url: str = field(default="", repr=False)
    webhook_hosts: tuple[str, ...] = ()
    webhook_networks: tuple[str, ...] = ()
    policy: str = ""
    require_mfa: tuple[str, ...] = ()
    requests_per_minute: int = 6000
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse to be reached from other machines by accident. Raises DeskError (EG8101)."""
        if self.loopback:
            return
        if not self.allowed_hosts or not (self.trusted_proxy or self.insecure_http):
            raise DeskError(EXPOSED.at(self.host, "allowed_hosts and trusted_proxy (or insecure_http) are not set"))

    @property
    def loopback(self) -> bool:
        """Is the desk reached from this machine only?"""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def database(self) -> Path:
        """The database file of a desk without a database server."""
        return self.data_dir / "desk.sqlite"

    @property
    def key_file(self) -> Path:
        """Where the secret lies that signs sessions; readable by its owner only."""
        return self.data_dir / "desk.key"

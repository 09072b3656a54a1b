"""One post to an address that somebody gave us: only to a host that is allowed, and never into a private network."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from endgate.desk.conf.start import current
from endgate.desk.errors import NO_WEBHOOK, DeskError

SECONDS = 10.0
_MOST = 4096
_TAKEN = range(200, 300)


@dataclass(frozen=True)
class Sent:
    """What became of a post: its status, 0 where there was none, and why in words."""

    status: int
    detail: str

    @property
    def taken(self) -> bool:
        return self.status in _TAKEN


@dataclass(frozen=True)
class Target:
    """An address that may be told: the parts of it, and the one network address that its host has."""

    parts: SplitResult
    address: str


def allowed_url(url: str) -> SplitResult:
    """The parts of an address that a webhook may have. Raises DeskError (EG8211); looks nothing up."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DeskError(NO_WEBHOOK.at("url", "it cannot be read")) from error
    host = (parts.hostname or "").casefold()
    if parts.username or parts.password or parts.fragment or not host or (port is not None and port == 0):
        raise DeskError(NO_WEBHOOK.at("url", "a host and a path are wanted, without user, password or fragment"))
    if host not in {each.casefold() for each in current().webhook_hosts}:
        raise DeskError(NO_WEBHOOK.at("url", f"{host} is not among webhook_hosts"))
    if parts.scheme != "https" and not (parts.scheme == "http" and current().webhook_networks):
        raise DeskError(NO_WEBHOOK.at("url", "https is wanted"))
    return parts


def target_of(url: str) -> Target:
    """Look the host up once. Raises DeskError (EG8211) when any of its addresses is not one of the open internet."""
    parts = allowed_url(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise DeskError(NO_WEBHOOK.at("url", f"the host has no address: {error.strerror or error}")) from error
    addresses = [str(each[4][0]) for each in found]
    private = [each for each in addresses if not _open(each, parts.scheme)]
    if private or not addresses:
        raise DeskError(NO_WEBHOOK.at("url", "the host lies in a private, local or reserved network"))
    return Target(parts, addresses[0])


def _open(text: str, scheme: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if any(address in ip_network(each) for each in current().webhook_networks):
        return True
    inner = _inner(address)
    return scheme == "https" and inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address that a mapped or tunnelled one leads to."""
    if isinstance(address, IPv6Address):
        teredo = address.teredo
        return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
    return address


def post(url: str, body: bytes, headers: dict[str, str]) -> Sent:
    """Post to an address and tell what became of it; follows nothing, and reads no more than it must."""
    try:
        target = target_of(url)
        return _posted(target, body, headers)
    except DeskError as error:
        return Sent(0, f"{error.faults[0].code}: {error.faults[0].what}")
    except (OSError, http.client.HTTPException) as error:
        return Sent(0, type(error).__name__)


def _posted(target: Target, body: bytes, headers: dict[str, str]) -> Sent:
    parts = target.parts
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    # The address that was judged is the one that is called: a second look-up could give another.
    plain = socket.create_connection((target.address, port), timeout=SECONDS)
    try:
        secure = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(_MOST)
        return Sent(answer.status, "" if answer.status in _TAKEN else f"status {answer.status}")
    finally:
        connection.close()
        plain.close()

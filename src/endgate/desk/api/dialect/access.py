"""Who may use the yente interface: tokens in the forms that its clients send, or trusted networks where so set up."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.db import close_old_connections

from endgate.desk.access.floods import STATUS, TooOftenError, demand_turn
from endgate.desk.access.tokens import scopes_of
from endgate.desk.api.dialect.message import Request
from endgate.desk.conf.start import current

SCOPE = "match"
_NAMED = 16
"""Characters of a token that name it and do not prove it."""


class Denied(Exception):  # noqa: N818
    """No or no sufficient credentials: the status and the text of its ``detail``."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or ({"WWW-Authenticate": "Bearer"} if status == 401 else {})


def admitted(request: Request) -> None:
    """Let a request pass. Raises Denied (401 without a valid token, 403 without the scope ``match``)."""
    settings = current()
    token = _token(request)
    if token:
        close_old_connections()  # as the framework does at the start of each of its own requests
        scopes = scopes_of(token)
        _taken(f"address {request.sender}" if scopes is None else f"token {token[:_NAMED]}")
        if scopes is None:
            raise Denied(401, "Invalid API key.")
        if SCOPE not in scopes:
            raise Denied(403, "This API key may not match.")
        return
    if settings.yente_auth == "none" and not settings.trusted_proxy and _trusted(request):
        return
    _taken(f"address {request.sender}")
    raise Denied(401, "An API key is required.")


def _taken(who: str) -> None:
    try:
        demand_turn(who)
    except TooOftenError as error:
        raise Denied(STATUS, "Too many requests.", error.headers) from error


def _trusted(request: Request) -> bool:
    try:
        address = ip_address(request.sender)
    except ValueError:
        return False
    return any(address in each for each in _networks(current().trusted_networks))


@cache
def _networks(stated: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(map(ip_network, stated))


def _token(request: Request) -> str:
    """The token in the form the client chose: Bearer, ApiKey, the password of Basic, or ``?api_key=``."""
    scheme, _, value = request.header("Authorization").partition(" ")
    if scheme.casefold() in ("bearer", "apikey"):
        return value.strip()
    if scheme.casefold() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return request.values.get("api_key", [""])[-1]

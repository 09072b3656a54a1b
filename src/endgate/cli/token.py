"""The verb ``token``: tokens of programs, shown once, bound to a person and to scopes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from endgate.cli.desk import set_up
from endgate.cli.errors import UNKNOWN_AT_DESK
from endgate.cli.output import say, table
from endgate.cli.place import data_option
from endgate.terms.faults import EndgateError

_SCOPES = "check, match, decisions, cases, lists, webhooks"


@click.group(name="token")
def command() -> None:
    """Tokens of programs that ask over HTTP."""


@command.command(name="add")
@click.argument("user")
@click.option("--scope", "scopes", multiple=True, required=True, help=f"{_SCOPES}. Repeatable.")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True)
@data_option
def add(user: str, scopes: tuple[str, ...], days: int, data: Path | None) -> None:
    """Make a token for a user and print it this once."""
    set_up(data)
    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    found = User.objects.filter(name=user, active=True).first()
    if found is None:
        raise EndgateError(UNKNOWN_AT_DESK.at(user, "no active user bears this name"))
    try:
        click.echo(issue(found, scopes, datetime.now(UTC), days=days))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@command.command(name="ls")
@data_option
def ls(data: Path | None) -> None:
    """List the tokens; their secrets are not kept."""
    set_up(data)
    from endgate.desk.store.models import Token

    rows = [
        (each.key, each.user.name, each.scopes, f"{each.expires_at:%Y-%m-%d}", "revoked" if each.revoked else "")
        for each in Token.objects.select_related("user").order_by("-created_at")
    ]
    table("", ("token", "user", "scopes", "until", ""), rows)


@command.command(name="revoke")
@click.argument("key")
@data_option
def revoke(key: str, data: Path | None) -> None:
    """End a token at once."""
    set_up(data)
    from endgate.desk.access.tokens import revoke as revoked

    if not revoked(key, datetime.now(UTC)):
        raise EndgateError(UNKNOWN_AT_DESK.at(key, "no token has this key"))
    say(f"token {key} is revoked")

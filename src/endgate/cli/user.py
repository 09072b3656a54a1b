"""The verb ``user``: people of the desk, their roles, and how they get in. A password is never an argument."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from endgate.cli.desk import set_up
from endgate.cli.errors import UNKNOWN_AT_DESK
from endgate.cli.output import say, table
from endgate.cli.paths import FILE
from endgate.cli.place import data_option
from endgate.terms.faults import EndgateError

_ROLES = ("viewer", "officer", "senior", "analyst", "legal", "licensing", "releaser", "data", "auditor", "admin")


@click.group(name="user")
def command() -> None:
    """People of the desk."""


@command.command(name="add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(_ROLES), help="Repeatable.")
@click.option("--team", default="Team 1", show_default=True)
@click.option("--password-file", type=FILE, help="Read the password from this file; asked for on a terminal otherwise.")
@click.option("--invite", is_flag=True, help="Print a one-time link instead of setting a password.")
@data_option
def add(
    name: str, roles: tuple[str, ...], team: str, password_file: Path | None, invite: bool, data: Path | None
) -> None:
    """Make a user."""
    set_up(data)
    from endgate.desk.access.login import make_link
    from endgate.desk.access.views import add_user
    from endgate.desk.store.models import User

    if User.objects.filter(name=name).exists():
        raise click.UsageError(f"there is a user {name!r} already")
    now = datetime.now(UTC)
    user = add_user(name, roles, now, team, None if invite else _password(password_file))
    if invite:
        say(f"one-time link, for an hour: /sign-in/{make_link(user, 'signin', now)}")
    say(f"{name}: {', '.join(roles)} in {team}")


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


@command.command(name="ls")
@data_option
def ls(data: Path | None) -> None:
    """List the users with their roles."""
    set_up(data)
    from endgate.desk.store.models import User

    rows = [
        (
            user.name,
            "yes" if user.active else "no",
            ", ".join(f"{each.role} ({each.team.name})" for each in user.membership_set.select_related("team")),
        )
        for user in User.objects.order_by("name")
    ]
    table("", ("name", "active", "roles"), rows)


@command.command(name="disable")
@click.argument("name")
@data_option
def disable(name: str, data: Path | None) -> None:
    """End a user's access; what the user did stays."""
    set_up(data)
    from endgate.desk.access.views import disable_user

    if not disable_user(name, datetime.now(UTC)):
        raise EndgateError(UNKNOWN_AT_DESK.at(name, "nobody bears this name"))
    say(f"{name} can no longer sign in")


@command.command(name="reset")
@click.argument("name")
@data_option
def reset(name: str, data: Path | None) -> None:
    """Take a lost second factor off, and print a one-time sign-in link."""
    set_up(data)
    from endgate.desk.access.factor import take_off
    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    now = datetime.now(UTC)
    user = User.objects.filter(name=name, active=True).first()
    if user is None:
        raise EndgateError(UNKNOWN_AT_DESK.at(name, "no active user bears this name"))
    say(f"{name}: second factor {'taken off' if take_off(name, now) else 'was not on'}")
    click.echo(f"/sign-in/{make_link(user, 'signin', now)}")


@command.command(name="link")
@click.argument("name")
@data_option
def link(name: str, data: Path | None) -> None:
    """Print a one-time sign-in link for a user."""
    set_up(data)
    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    user = User.objects.filter(name=name, active=True).first()
    if user is None:
        raise EndgateError(UNKNOWN_AT_DESK.at(name, "no active user bears this name"))
    click.echo(f"/sign-in/{make_link(user, 'signin', datetime.now(UTC))}")

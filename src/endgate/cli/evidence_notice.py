"""``endgate evidence notice``: a letter that an authority delivered; since that day its addressee is informed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from endgate.cli.asking import DayType
from endgate.cli.evidence_case import stamp, told, writing_options
from endgate.cli.output import say
from endgate.cli.paths import FILE
from endgate.evidence.case.services import enter
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.errors import BAD_NOTICE, CaseError
from endgate.law.lint import PACKAGE_LAW
from endgate.law.load import load
from endgate.shipment.knowledge import Notice
from endgate.terms.codec import decode


@click.command(name="notice")
@click.argument("file", required=False, type=FILE)
@click.option("--authority", default="", help="Whose letter it is (BAFA, BIS …).")
@click.option("--to", "addressee", default="", help="Who got it: the id of a party of the shipment.")
@click.option("--delivered", type=DayType(), help="The day on which it was delivered, not the day it bears.")
@click.option("--proposition", default="", help="Of what it informs: use.missile_delivery, use.military …")
@click.option("--about-party", "parties", multiple=True, help="Only as to this party (its id).")
@click.option("--about-item", "items", multiple=True, help="Only as to this item (its id).")
@click.option("--reference", default="", help="Its number or date, as written on it.")
@writing_options
def notice(
    file: Path | None,
    authority: str,
    addressee: str,
    delivered: date | None,
    proposition: str,
    parties: tuple[str, ...],
    items: tuple[str, ...],
    reference: str,
    folder: Path,
    actor: str,
    dry_run: bool,
) -> None:
    """Enter a notice that an authority delivered, by options or from FILE (JSON, as in a shipment).

    From the day of delivery on it makes its addressee INFORMED under the law of that authority, and nobody else.
    """
    if file is not None:
        entered = _from_file(file)
    elif delivered is None:
        raise CaseError(BAD_NOTICE.at("--delivered", "no day of delivery is stated"))
    else:
        entered = Notice(authority, addressee, delivered, proposition, parties, items, reference=reference)
    _check(entered, "the options" if file is None else str(file))
    store = CaseDirectory.open(folder, make=not dry_run)
    if not dry_run:
        told(enter(store, "notice:enter", entered, stamp(actor)))
    say(f"{entered.to} is informed of {entered.proposition} since {entered.date}, by {entered.authority}")


def _from_file(file: Path) -> Notice:
    try:
        raw = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise CaseError(BAD_NOTICE.at(str(file), f"it is no JSON: {error}")) from error
    return decode(Notice, raw)


def _check(entered: Notice, where: str) -> None:
    """The proposition must be one that the law knows; an authority that no measure reads is said."""
    lacking = [name for name in ("authority", "to", "proposition") if not getattr(entered, name)]
    if lacking:
        raise CaseError(BAD_NOTICE.at(where, f"{', '.join(lacking)} not stated"))
    propositions, authorities = _known()
    if entered.proposition not in propositions:
        known = ", ".join(sorted(propositions))
        raise CaseError(
            BAD_NOTICE.at(where, f"{entered.proposition!r} is no proposition of the law; known are {known}")
        )
    if entered.authority not in authorities:
        say(f"no measure held here reads a letter of {entered.authority!r}: it is kept, and informs nobody yet")


def _known() -> tuple[set[str], set[str]]:
    """The propositions that somebody can be informed of, and the authorities whose letters the law reads."""
    loaded = load([PACKAGE_LAW / "propositions.yaml", PACKAGE_LAW / "authorities.yaml"])
    return {each.id for each in loaded.propositions}, {each.id for each in loaded.authorities}


COMMANDS = (notice,)

"""``endgate graph``: who stands behind a party, by registers and lists of links, or behind a shipment's parties."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from endgate.cli.asking import DayType
from endgate.cli.graph_answer import Asked, answer
from endgate.cli.graph_shipment import of_shipments
from endgate.network.errors import NO_SUCH_PARTY, NetworkError

_Place = click.Path(path_type=Path)


@click.command(name="graph")
@click.argument("party", required=False)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=_Place,
    metavar="FILE|FOLDER",
    help="Read links: FtM, BODS, GLEIF, OFAC, UK register, own CSV, told by content; .gz and .zip too. Repeatable.",
)
@click.option("--base", multiple=True, metavar="ID", help="Treat this holder as listed. Repeatable.")
@click.option("--regime", "named", metavar="REGIME", help="Only this regime, such as US-OFAC-50 or EU-FREEZE.")
@click.option("--as-of", type=DayType(), help="Day of the question; today otherwise, a shipment's own for a shipment.")
@click.option("--depth", type=click.IntRange(1, 50), default=4, show_default=True, help="Levels shown up and down.")
@click.option("--weak", is_flag=True, help="Also show who shares an address, phone, e-mail, domain or bank account.")
@click.option("--why-not", "why_not", is_flag=True, help="Say what is missing for the party to be reached.")
@click.option("--if", "suppose", multiple=True, metavar="HOLDER:HELD=SHARE", help="Suppose a share and compute again.")
@click.option("--svg", type=_Place, metavar="FILE", help="Draw owners and holdings.")
@click.option("--dot", type=_Place, metavar="FILE", help="Write owners and holdings as DOT.")
@click.option("--keep", type=_Place, metavar="FOLDER", help="Keep the compiled graph; --from FOLDER opens it at once.")
@click.option(
    "--designated",
    multiple=True,
    metavar="PARTY=BASE",
    help="Of a shipment: us_blocked, eu_freeze, uk_freeze, us_entity_list, us_meu, us_sdn_744_8.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    party: str | None,
    sources: tuple[Path, ...],
    base: tuple[str, ...],
    named: str | None,
    as_of: date | None,
    depth: int,
    weak: bool,
    why_not: bool,
    suppose: tuple[str, ...],
    svg: Path | None,
    dot: Path | None,
    keep: Path | None,
    designated: tuple[str, ...],
    as_json: bool,
) -> None:
    """Who stands behind PARTY (an id or a name) by the links of --from? Without PARTY the counts of the import.

    Without --from PARTY is a file of shipments, whose own links are read.
    """
    if not sources:
        if party is None:
            raise NetworkError(NO_SUCH_PARTY.at("PARTY", "give --from with links, or a file of shipments"))
        of_shipments(Path(party), named, as_of, designated, as_json)
        return
    day = as_of or datetime.now(UTC).date()
    answer(Asked(party, sources, base, named, day, depth, weak, why_not, suppose, svg, dot, keep, as_json))

"""``endgate trade facts``: what trade statistics say of a shipment, as facts for its red flags."""

from __future__ import annotations

import json
from pathlib import Path

import click

from endgate.cli.output import emit_json, say, show_faults, write_whole
from endgate.cli.paths import FILE, PATH
from endgate.routes.statistics.anomalies import REFERENCE
from endgate.routes.statistics.shipments import trade_facts
from endgate.shipment.read import read_shipments
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError


@click.command(name="facts")
@click.argument("file", type=FILE)
@click.option("--baci", type=PATH, metavar="PATH", help="BACI: file, folder or zip of years.")
@click.option("--comtrade", type=PATH, metavar="PATH", help="Comtrade CSV: file or folder, both sides' reports.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the facts to this file.")
def facts(file: Path, baci: Path | None, comtrade: Path | None, out: Path | None) -> None:
    """How much of such goods does the destination of FILE import a year, and did the pair's trade jump?

    Prints JSON for endgate route --facts and endgate check --facts: red flags RF-046 and RF-024.
    """
    named = [(name, path) for name, path in (("baci", baci), ("comtrade", comtrade)) if path is not None]
    if len(named) != 1:
        raise click.UsageError("name exactly one of --baci and --comtrade")
    read = read_shipments(file, name=str(file))
    if read.faults and not read.shipments:
        raise EndgateError(*read.faults)
    show_faults(read.faults)
    if len(read.shipments) != 1:
        raise click.UsageError(f"{file} holds {len(read.shipments)} shipments; facts are of one")
    found = encode(trade_facts(read.shipments[0].shipment, *named[0], REFERENCE))
    if out is None:
        emit_json(found)
    else:
        write_whole(out, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
        say(f"wrote {out}; endgate route {file} --facts {out} reads it")

"""``endgate route``: where the goods go, as declared, as indicated and as the papers show, with legs and red flags."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from endgate.cli.distance import show_sea
from endgate.cli.output import emit_json, table
from endgate.evidence.model import ClaimFile
from endgate.evidence.read import merge, read_claims
from endgate.evidence.weigh import weigh
from endgate.routes.assess import RouteAssessment, assess
from endgate.routes.detectors import place_text
from endgate.shipment.indications import Flag
from endgate.shipment.model import Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

_WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


@click.command(name="route")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--sea", nargs=2, metavar="FROM TO", help="Only the way by sea between two UN/LOCODEs.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of the question; the shipment's own otherwise.")
@click.option("--restricted", metavar="CODES", help="Destinations restricted for these goods, as IR,KP: for RF-047.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path | None, sea: tuple[str, str] | None, as_of: datetime | None, restricted: str | None, as_json: bool
) -> None:
    """Where do the goods of FILE go: declared, indicated, documented? With --sea: how far is it from port to port?"""
    if (file is None) == (sea is None):
        raise click.UsageError("Give either FILE or --sea FROM TO.")
    if sea is not None:
        show_sea(*sea, as_json)
    elif file is not None:
        _route(file, as_of, restricted, as_json)


def _route(file: Path, as_of: datetime | None, restricted: str | None, as_json: bool) -> None:
    read = read_shipments(file, name=str(file))
    if read.faults:
        raise EndgateError(*read.faults)
    for sourced in read.shipments:
        assessment = _assess(sourced.shipment, file.parent, as_of, restricted)
        if as_json:
            emit_json(assessment)
        else:
            _show(sourced.shipment, assessment)


def _assess(shipment: Shipment, folder: Path, as_of: datetime | None, restricted: str | None) -> RouteAssessment:
    day = shipment.date if as_of is None else as_of.date()
    files = [read_claims(folder / name, name=name) for name in shipment.claims]
    weighed = weigh(shipment, merge(files) if files else ClaimFile(), as_of=day, known_as_of=day)
    codes = None if restricted is None else tuple(restricted.split(","))
    near = None if codes is None else {item.id: codes for item in shipment.items}
    return assess(shipment, weighed.indications, day, near, weighed.proposals_unread)


def _show(shipment: Shipment, assessment: RouteAssessment) -> None:
    rows = [
        (
            view.aspect.value.replace("_", " "),
            view.declared or "not stated",
            "\n".join(view.indicated) or "nothing",
            "\n".join(view.documented) or "nothing",
            _WORDS[view.agree],
        )
        for view in assessment.views
    ]
    table(shipment.title or shipment.id, ("aspect", "declared", "indicated", "documented", "agree"), rows)
    legs = [
        (place_text(leg.start), place_text(leg.end), leg.mode.value.replace("_", " "), leg.status.value, leg.vessel)
        for leg in shipment.route
    ]
    if legs:
        table(f"legs (whole: {_WORDS[assessment.whole]})", ("from", "to", "mode", "standing", "vessel"), legs)
    table("red flags", ("flag", "fired", "values", "missing", "closed by"), [_flag(flag) for flag in assessment.flags])
    for note in assessment.notes:
        click.echo(f"note: {note}")


def _flag(flag: Flag) -> tuple[str, str, str, str, str]:
    values = "; ".join(f"{name}: {value}" for name, value in flag.values.items())
    return f"{flag.id} {flag.subject}", _WORDS[flag.fired], values, "; ".join(flag.missing), flag.closed_by

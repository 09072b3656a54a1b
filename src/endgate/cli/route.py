"""``endgate route``: where the goods go, as declared, as indicated and as the papers show, with legs and red flags."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.distance import show_sea
from endgate.cli.output import emit_json, say, show_faults, table, write_whole
from endgate.cli.paths import PATH
from endgate.cli.route_map import route_map
from endgate.cli.stated_facts import stated_facts
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.evidence.read import merge, read_claims
from endgate.evidence.weigh import weigh
from endgate.routes.assess import RouteAssessment, assess
from endgate.routes.legs import place_text
from endgate.routes.report import in_short
from endgate.shipment.flags import FlagFacts
from endgate.shipment.indications import Flag
from endgate.shipment.model import Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

_WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
_File = click.Path(path_type=Path)


@click.command(name="route")
@click.argument("file", required=False, type=_File)
@click.option("--sea", nargs=2, metavar="FROM TO", help="Only the way by sea between two UN/LOCODEs.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of the question; the shipment's own otherwise.")
@click.option("--restricted", metavar="CODES", help="Destinations restricted for these goods, as IR,KP: for RF-047.")
@click.option("--facts", type=PATH, help="JSON with what registers, papers, payments and statistics say.")
@click.option("--check", "checked", is_flag=True, help="Fill what lists, goods and law say, as endgate check does.")
@click.option("--svg", type=_File, help="Draw declared, indicated and documented lines into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: Path | None, sea: tuple[str, str] | None, **given: Any) -> None:
    """Where do the goods of FILE go: declared, indicated, documented? With --sea: how far is it from port to port?"""
    if (file is None) == (sea is None):
        raise click.UsageError("Give either FILE or --sea FROM TO.")
    if sea is not None:
        show_sea(*sea, given["as_json"])
    elif file is not None:
        _route(file, **given)


def _route(
    file: Path,
    as_of: datetime | None,
    restricted: str | None,
    facts: Path | None,
    checked: bool,
    svg: Path | None,
    as_json: bool,
) -> None:
    read = read_shipments(file, name=str(file))
    if read.faults and not read.shipments:
        raise EndgateError(*read.faults)
    show_faults(read.faults)
    known = stated_facts(facts)
    edition = _edition() if checked else None
    for sourced in read.shipments:
        day = sourced.shipment.date if as_of is None else as_of.date()
        assessment = _assess(sourced.shipment, file.parent, day, restricted, known, edition)
        show_faults(assessment.faults)
        if svg is not None:
            write_whole(svg, route_map(sourced.shipment, assessment, day).encode())
            say(f"map written to {svg}")
        if as_json:
            emit_json(in_short(sourced.shipment, assessment, day))
        else:
            _show(sourced.shipment, assessment)


def _edition() -> Edition:
    from endgate.cli.asking import edition_of  # loads what a route alone does not need

    return edition_of(None, None)


def _assess(
    shipment: Shipment, folder: Path, day: date, restricted: str | None, facts: FlagFacts, edition: Edition | None
) -> RouteAssessment:
    files = [read_claims(folder / name, name=name) for name in shipment.claims]
    claims = merge(files) if files else ClaimFile()
    if edition is not None:
        from endgate.decide.pipeline import Options, gather  # a route alone starts faster

        return gather(shipment, edition, claims, day, day, Options(facts=facts)).route
    weighed = weigh(shipment, claims, as_of=day, known_as_of=day)
    codes = None if restricted is None else tuple(restricted.split(","))
    near = None if codes is None else {item.id: codes for item in shipment.items}
    return assess(shipment, weighed.indications, day, near, weighed.proposals_unread, facts)


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
    _show_flags(assessment.flags)
    told = [
        (each.aspect.replace("_", " "), each.verdict.value, "\n".join(each.reasons)) for each in assessment.plausible
    ]
    table("destination as declared", ("aspect", "verdict", "because"), told)
    for note in assessment.notes:
        click.echo(f"note: {note}")


def _show_flags(flags: Iterable[Flag]) -> None:
    given = tuple(flags)
    answered = [flag for flag in given if flag.fired is not Truth.UNKNOWN]
    table("red flags", ("flag", "fired", "values", "closed by"), [_flag(flag) for flag in answered])
    open_ones = [(f"{flag.id} {flag.subject}", "; ".join(flag.missing)) for flag in given if flag not in answered]
    table("not to be told yet", ("flag", "missing"), open_ones)


def _flag(flag: Flag) -> tuple[str, str, str, str]:
    values = "; ".join(f"{name}: {value}" for name, value in flag.values.items())
    return f"{flag.id} {flag.subject}", _WORDS[flag.fired], values, flag.closed_by

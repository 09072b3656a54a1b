"""The verb ``goods``: which control-list entries an item is on, is not on, or may be on, and what to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from endgate.cli.goods_batch import run_batch
from endgate.cli.goods_past import keep_assessment, show_precedents
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.paths import FILE
from endgate.cli.place import data_directory, data_option, edition_option, find_edition
from endgate.edition.opened import open_edition
from endgate.goods.authorisations import AuthorisationCheck, annex_iv_note, authorisations
from endgate.goods.catchall import CatchAllQuestion, catch_all_questions
from endgate.goods.classify import classify
from endgate.goods.data import GoodsData
from endgate.goods.errors import GoodsError
from endgate.goods.importers.reading import read_control_list
from endgate.goods.model import EntryResult, Fit, ItemResult, ListResult, Status, TraceNode
from endgate.goods.quotations import Quotation, quotations, verify
from endgate.goods.tariff import tariff_fault
from endgate.shipment.model import ClaimedClassification, Item, ItemKind
from endgate.terms.codec import encode
from endgate.terms.dates import read_day
from endgate.terms.places import country_of

_MARKS = {"T": "yes", "F": "no", "U": "open"}


@click.command(name="goods")
@click.argument("text", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="What the datasheet says.")
@click.option("--cas", default="", help="CAS number or numbers, separated by semicolons.")
@click.option("--hs", default="", help="Tariff code as declared.")
@click.option("--concentration", default="", help="Share by weight, as written ('30 % w/w').")
@click.option("--packing", default="", help="How it is packed ('25 kg bags', 'retail').")
@click.option("--kind", type=click.Choice([kind.value for kind in ItemKind]), default=ItemKind.GOODS.value)
@click.option("--list", "lists", multiple=True, metavar="LIST", help="Show only this control list; may be repeated.")
@click.option("--claim", "claims", multiple=True, metavar="LIST:CODE:BY:DATE", help="A claimed classification.")
@click.option("--as-of", "as_of", default=None, metavar="DATE", help="The day the lists are read on; today otherwise.")
@click.option(
    "--to", "destination", default="", metavar="COUNTRY", help="Show under which authorisations it could go there."
)
@click.option("--maker", default="", help="Who makes it; with --part-number it is the item's key.")
@click.option("--part-number", default="", help="The maker's part number.")
@click.option("--past", is_flag=True, help="Show earlier assessments of this or a like item.")
@click.option("--assess", "assessed", default="", metavar="LIST:CODE[,CODE…]", help="Record your classification.")
@click.option("--by", default="", help="Who assesses (with --assess).")
@click.option("--note", default="", help="Why (with --assess).")
@click.option("--supersedes", default="", metavar="ID", help="The assessment that this one replaces.")
@click.option(
    "--batch",
    type=FILE,
    help="A catalogue of products (CSV, XLSX, JSON lines), one a row.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where --batch writes: .csv, or JSON lines."
)
@click.option("--restart", is_flag=True, help="Write OUT anew; otherwise --batch goes on where it was stopped.")
@click.option("--texts", type=FILE, help="Your own file of a control list, to quote the lines behind the result from.")
@click.option("--trace", is_flag=True, help="Show every leaf of every rule that was evaluated.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole result as JSON.")
@edition_option
@data_option
def command(
    text: str | None,
    parameters: Sequence[str],
    claims: Sequence[str],
    lists: Sequence[str],
    kind: str,
    as_of: str | None,
    trace: bool,
    destination: str,
    past: bool,
    texts: Path | None,
    assessed: str,
    batch: Path | None,
    out: Path | None,
    restart: bool,
    as_json: bool,
    named: str | None,
    data: Path | None,
    **fields: str,
) -> int:
    """Classify one item: TEXT is its description in your own words. Or a whole catalogue: --batch FILE --out OUT.

    Nothing is cleared by silence: an item that no entry catches stays open until somebody says who classified it.
    """
    if (text is None) == (batch is None) or (batch is None) != (out is None):
        raise click.UsageError("give TEXT for one item, or --batch FILE and --out OUT for a catalogue")
    facts = (*parameters, *claims, *(fields[name] for name in ("cas", "hs", "part_number")))
    if text is not None and not text.strip() and not any(facts):
        raise click.UsageError("TEXT is empty and no number is given: there is nothing to classify")
    edition = open_edition(find_edition(data, named))
    goods = GoodsData.load(edition.goods)
    if batch is not None and out is not None:
        return run_batch(batch, out, goods, edition.id, _day(as_of), restart=restart)
    assert text is not None
    item = _item(text, kind, parameters, claims, fields)
    store = data_directory(data)
    if assessed:
        keep_assessment(store, item, assessed, goods, _day(as_of), fields)
    (result,) = classify([item], goods, as_of=_day(as_of))
    wanted = {goods.list_id(each) for each in lists}
    checks = _authorisations(result, destination, goods)
    quoted = _quotations(result, texts)
    if as_json:
        further = {"authorisations": checks if destination else None, "quotations": quoted if texts else None}
        emit_json({**encode(result), **{name: encode(each) for name, each in further.items() if each is not None}})
    else:
        _show(result, wanted, trace)
        _show_quotations(quoted)
        _show_annex_iv(result, goods)
        _show_catch_all(catch_all_questions(result, goods))
        _show_authorisations(checks, destination)
        if past or assessed:
            show_precedents(store, item, goods, result.as_of)
    wrong = tariff_fault(item.hs, result.as_of, goods)
    show_faults([*result.faults, *([] if wrong is None else [wrong])])
    return 0


def _item(text: str, kind: str, parameters: Sequence[str], claims: Sequence[str], fields: Mapping[str, str]) -> Item:
    return Item(
        id="item",
        description=text,
        kind=ItemKind(kind),
        parameters=dict(_pair(each) for each in parameters),
        classifications=tuple(_claim(each) for each in claims),
        cas=fields["cas"],
        hs=fields["hs"],
        concentration=fields["concentration"],
        packing=fields["packing"],
        maker=fields["maker"],
        part_number=fields["part_number"],
    )


def _authorisations(result: ItemResult, destination: str, goods: GoodsData) -> tuple[AuthorisationCheck, ...]:
    if not destination:
        return ()
    found = country_of(destination)
    if found is None:
        raise click.BadParameter(f"{destination!r} is no country", param_hint="--to")
    return authorisations(result, found, goods)


def _quotations(result: ItemResult, texts: Path | None) -> tuple[Quotation, ...]:
    """The lines behind the result, checked once more against the file that they come from."""
    if texts is None:
        return ()
    text = read_control_list(texts.read_bytes(), texts.name)
    quoted = quotations(result, text)
    wrong = verify(quoted, text)
    if wrong:
        raise GoodsError(*wrong)
    if result.on(text.list_id).version != text.version:
        say(f"quoted from {text.version}; the result rests on {result.on(text.list_id).version or 'no held text'}")
    return quoted


def _show_quotations(quoted: Sequence[Quotation]) -> None:
    if quoted:
        rows = [(each.path, each.kind.replace("_", " "), each.text) for each in quoted]
        table(f"words of {quoted[0].version}", ("path", "line", "words"), rows, ratios=(2, 2, 8))


def _show_annex_iv(result: ItemResult, goods: GoodsData) -> None:
    """Transfers inside the Union need a licence for goods of Annex IV alone."""
    for each in result.on("eu-annex1").entries:
        if each.status is Status.LISTED:
            click.echo(f"Annex IV (transfers inside the Union), {each.path}: {annex_iv_note(each.path, goods)}")


def _show_catch_all(asked: Sequence[CatchAllQuestion]) -> None:
    if asked:
        rows = [(each.programme, each.ask, ", ".join(each.because)) for each in asked]
        table("for the catch-all, because of what came near", ("programme", "ask", "because"), rows, ratios=(1, 4, 3))


def _show_authorisations(checks: Sequence[AuthorisationCheck], destination: str) -> None:
    if not destination:
        return
    rows = [
        (
            each.authorisation,
            each.path,
            {"T": "can be used", "F": "cannot be used", "U": "open"}[each.truth.value],
            "\n".join(one.note or one.ask for one in each.conditions),
            "\n".join(each.duties),
        )
        for each in checks
    ]
    head = ("authorisation", "for", "state", "conditions", "duties")
    table(f"authorisations to {destination} (none is assumed used)", head, rows, ratios=(2, 2, 2, 6, 4))


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="-p")
    return key.strip(), value.strip()


def _claim(text: str) -> ClaimedClassification:
    parts = text.split(":")
    if len(parts) != 4:
        raise click.BadParameter(f"{text!r} is not LIST:CODE:BY:DATE", param_hint="--claim")
    return ClaimedClassification(parts[0], parts[1], parts[2], _day(parts[3]))


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return read_day(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error


def _show(result: ItemResult, wanted: set[str], trace: bool) -> None:
    chosen = [each for each in result.lists if each.list in wanted or (not wanted and _worth_showing(each))]
    rows = [
        (each.list, each.status.value, _why(each), _entries(each), each.version or each.fit.value) for each in chosen
    ]
    table(f"as of {result.as_of}", ("list", "status", "why", "entries", "text"), rows, ratios=(2, 2, 3, 5, 2))
    for entry in _shown_entries(chosen):
        if trace or entry.status is not Status.NOT_LISTED:
            _show_trace(entry)
    _show_figures(result)
    if result.near_misses:
        rows_near = [(m.kind.value, m.path, m.programme.value, m.what, m.margin) for m in result.near_misses]
        table(
            "near misses (never listed; they feed the catch-all)",
            ("kind", "path", "programme", "what", "margin"),
            rows_near,
        )
    if result.questions:
        table("questions", ("ask", "settles"), [(each.ask, ", ".join(each.settles)) for each in result.questions])
    if result.claims_checked:
        rows_claim = [(c.list, c.code, c.by, c.outcome.value, c.reason) for c in result.claims_checked]
        table("claims", ("list", "code", "by", "check", "reason"), rows_claim)
    _show_rest(result, wanted)


def _show_figures(result: ItemResult) -> None:
    read = [each for each in result.identified if each.kind == "figure"]
    if read:
        rows = [(f"{each.value!r}", ", ".join(each.targets).replace("_", " "), each.note) for each in read]
        table(
            "inferred from the description (frees nothing until it is stated with -p)",
            ("words", "taken for", "how"),
            rows,
        )


def _show_rest(result: ItemResult, wanted: set[str]) -> None:
    hidden = [each.list for each in result.lists if not wanted and not _worth_showing(each)]
    if hidden:
        click.echo(f"not checked (list not held): {', '.join(hidden)}")
    for each in result.seen:
        click.echo(f"looked at, not raised: {each}")
    if result.coverage.unread:
        click.echo(f"parameters that no rule asks for: {', '.join(result.coverage.unread)}")


def _worth_showing(result: ListResult) -> bool:
    return result.fit is not Fit.NOT_HELD or result.status is not Status.UNDETERMINED or bool(result.entries)


def _why(result: ListResult) -> str:
    basis = "" if result.basis.value == "none" else result.basis.value
    return "; ".join(part for part in (result.cause.value, basis, result.note) if part)


def _entries(result: ListResult) -> str:
    return "\n".join(f"{each.path} {each.status.value}: {each.title}" for each in result.entries)


def _shown_entries(results: Sequence[ListResult]) -> list[EntryResult]:
    found = {(entry.list, entry.entry): entry for result in results for entry in result.entries if entry.provisions}
    return list(found.values())


def _show_trace(entry: EntryResult) -> None:
    head = f"{entry.list} {entry.entry} {entry.status.value}"
    click.echo(f"\n{head} · {entry.programme.value} · raised because {entry.raised_by}")
    for provision in entry.provisions:
        click.echo(f"  {provision.path} [{_MARKS[provision.truth.value]}] {provision.note}".rstrip())
        _show_node(provision.trace, 4)


def _show_node(node: TraceNode, indent: int) -> None:
    pad, mark = " " * indent, _MARKS[node.truth.value]
    if node.op != "leaf":
        click.echo(f"{pad}{node.op} [{mark}] {node.note}".rstrip())
    else:
        how = "inferred" if node.inferred else "stated"
        said = f"{how} {node.supplied!r}" if node.supplied else node.source or "not stated"
        margin = f"; margin {node.margin}{' (near)' if node.near else ''}" if node.margin else ""
        asked = node.parameter.replace("_", " ")
        note = f" ({node.note})" if node.note and node.note != "quiet" else ""
        click.echo(f"{pad}{node.leaf} [{mark}] {asked} {node.printed}: {said}{margin}{note}")
    for child in node.children:
        _show_node(child, indent + 2)

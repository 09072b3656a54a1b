"""The verb ``bench``: prints figures of speed, memory and quality, each set as one flat object of plain key names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from endgate.cli.asking import DayType, edition_of, expand_folders
from endgate.cli.bench_names import NamesAsked, names_figures, show_details, show_steps, sweep_lines
from endgate.cli.demo import examples
from endgate.cli.figures.building import edition_figures
from endgate.cli.figures.checking import check_figures
from endgate.cli.figures.classifying import packaged, scored
from endgate.cli.figures.extracting import DEVELOPMENT, evidence_figures
from endgate.cli.figures.judging import law_figures, situation_figures
from endgate.cli.figures.linking import network_figures
from endgate.cli.figures.listing import identity_figures, list_figures
from endgate.cli.figures.matching import Asked, development_figures, measured
from endgate.cli.figures.measure import Figure, Figures
from endgate.cli.figures.routing import routing_figures
from endgate.cli.figures.serving import speed_figures
from endgate.cli.figures.targeting import targeting_figures
from endgate.cli.figures.trading import CELLS, trade_figures
from endgate.cli.output import emit_json, say, table
from endgate.cli.paths import FILE, FOLDER, PATH
from endgate.cli.place import data_directory, data_option, edition_option
from endgate.goods.data import GoodsData
from endgate.law.compile import LawBook, compile_law
from endgate.law.lint import PACKAGE_LAW
from endgate.names.measure.model import SEED
from endgate.terms.kinds import PartyKind

EXIT_FAILED = 1
_ORDINARY = "ordinary-us-switzerland.json"
Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_File = FILE
_Folder = click.Path(file_okay=False, path_type=Path)
_Out = click.Path(dir_okay=False, path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one flat JSON object.")
shared_option = click.option(
    "--shared",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("../shared"),
    show_default=True,
    help="Folder of publishers' real files; figures that need it are null where it is absent.",
)
runs_option = click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="Fresh processes.")
rounds_option = click.option(
    "--rounds", type=click.IntRange(1), default=60, show_default=True, help="Repetitions in this process."
)


@click.group(name="bench")
def command() -> None:
    """Measure speed, memory and quality; docs/benchmarks.md says how each figure is taken."""


@command.command(name="check")
@click.argument("file", required=False, type=_File)
@runs_option
@rounds_option
@json_option
@edition_option
@data_option
def check(file: Path | None, runs: int, rounds: int, as_json: bool, named: str | None, data: Path | None) -> None:
    """Time a check of FILE (an ordinary export otherwise): cold process, warm process, and the demo."""
    _print(_check(file, runs, rounds, named, data), as_json)


@command.command(name="edition")
@shared_option
@json_option
def edition(shared: Path, as_json: bool) -> None:
    """Build the edition of the package's own lists, and one of the OFAC set of 2021-07 with the newest UN list."""
    _print(edition_figures(shared), as_json)


@command.command(name="lists")
@shared_option
@json_option
def lists(shared: Path, as_json: bool) -> None:
    """Time the reading of CSV and XML lists, a delta of two UN lists, and the mask of who is listed on a day."""
    _print(list_figures(shared), as_json)


@command.command(name="crosslist")
@click.option("--truth", type=_File, help="CSV: other_list, other_id, un_reference, link; that of --shared otherwise.")
@shared_option
@json_option
def crosslist(truth: Path | None, shared: Path, as_json: bool) -> None:
    """Score identity across lists, with the publishers' references to the UN list hidden and shown."""
    _print(identity_figures(shared, truth), as_json)


@command.command(name="names")
@click.option("--pairs", type=_File, help="CSV: left, right, kind, same; facts by side where known.")
@click.option("--queries", type=_File, help="CSV: name, kind, country, birth_date, expected_id.")
@click.option("--sweep", "sweeping", is_flag=True, help="With --queries: what each cut from .50 to .95 would alert.")
@click.option("--speed", is_flag=True, help="Only the figures of speed.")
@click.option("--profile", default="standard", show_default=True, help="Cut at which a name counts.")
@click.option("--tier", default="", help="Only positives of this tier (T0 to T5, native, made).")
@click.option("--kind", type=click.Choice([each.value for each in PartyKind]), help="Only this kind of party.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the names made without a file.")
@click.option("--repeat", type=click.IntRange(1), default=3, show_default=True, help="Passes of the figures of speed.")
@click.option("--dump", type=_Folder, help="Write the development set into this folder as CSV, and measure nothing.")
@click.option("--details", type=_Out, help="Write figures by tier, kind and script to this JSON file.")
@click.option("--errors", type=_Out, help="Write pairs that were judged wrongly to this CSV file.")
@click.option("--profile-figures", type=_Out, help="Measure every profile and write the table that answers print.")
@click.option("--peer-python", type=_File, help="Interpreter with nomenklatura installed, to be measured beside.")
@shared_option
@json_option
@edition_option
@data_option
def names(**given: Any) -> None:
    """Score matching of names: on labelled pairs, on queries against an edition, or on the development set."""
    as_json: bool = given.pop("as_json")
    figures, steps, details = names_figures(NamesAsked(**given))
    if as_json:
        figures |= {"sweep": sweep_lines(steps)} if steps else {}
    _print(figures, as_json)
    if steps and not as_json:
        show_steps(steps)
    if details and not as_json:
        show_details(details)


@command.command(name="goods")
@click.option("--cases", type=_File, help="JSON lines: id, item, parameters, expected.")
@click.option("--chemicals", type=_File, help="CSV: name, cas, concentration_by_weight, expected_provision.")
@click.option("--queries", type=_File, help="CSV: query, acceptable_eu_items.")
@click.option("--as-of", type=DayType(), help="Day the lists are read on; today otherwise.")
@shared_option
@json_option
@edition_option
@data_option
def goods(
    as_of: date | None, shared: Path, as_json: bool, named: str | None, data: Path | None, **files: Path | None
) -> None:
    """Score classification: on files of cases, chemicals or descriptions, or on what the package can prove."""
    loaded = GoodsData.load(edition_of(named, data).goods)
    day = as_of or _today()
    if any(files.values()):
        figures = scored(loaded, day, cases=files["cases"], chemicals=files["chemicals"], queries=files["queries"])
    else:
        figures = packaged(loaded, day, shared)
    _print(figures, as_json)


@command.command(name="law")
@rounds_option
@json_option
def law(rounds: int, as_json: bool) -> int:
    """Time the evaluation of law against the same rules in plain Python, and run the tests that measures carry."""
    return _print(law_figures(rounds), as_json)


@command.command(name="evidence")
@click.option("--gold", type=_Folder, default=DEVELOPMENT, help="Folder of texts with labelled claims.")
@json_option
def evidence(gold: Path, as_json: bool) -> None:
    """Score proposals of claims against the labelled texts of a folder; those of the package otherwise."""
    _print(evidence_figures(gold), as_json)


@command.command(name="situations")
@click.argument("folder", metavar="DIR", type=PATH)
@json_option
def situations(folder: Path, as_json: bool) -> int:
    """Run the situation files of DIR at the level of law and show every answer that differs. Code 1 when one does."""
    return _print(situation_figures(folder, _book()), as_json)


@command.command(name="trade")
@click.option("--seed", "seeds", type=int, multiple=True, help="Seed of a made world; three fixed ones otherwise.")
@click.option("--cells", type=click.IntRange(0), default=CELLS, show_default=True, help="Cells to time; 0: none.")
@json_option
def trade(seeds: tuple[int, ...], cells: int, as_json: bool) -> None:
    """Plant diversion in made trade, and tell how much of it an inspection budget finds."""
    _print(trade_figures(seeds, cells), as_json)


@command.command(name="targeting")
@click.option("--data", "folder", required=True, type=FOLDER)
@click.option("--on", "part", type=click.Choice(["valid", "test"]), default="test", show_default=True)
@click.option("--rounds", "share", type=click.FloatRange(0, 1), default=0.0, help="Also play week by week, at a share.")
@json_option
def targeting(folder: Path, part: str, share: float, as_json: bool) -> None:
    """Learn from the earlier declarations of a folder (train, valid, test) and rank the later ones."""
    _print(targeting_figures(folder, part, share), as_json)


@command.command(name="desk")
@click.option("--match", "matching", is_flag=True, help="Only the match interface.")
@click.option("--requests", type=click.IntRange(200, 20_000), default=3000, show_default=True)
@click.option("--cases", type=click.IntRange(1000, 1_000_000), default=100_000, show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
@shared_option
@json_option
@edition_option
@data_option
def desk(
    matching: bool,
    requests: int,
    cases: int,
    seed: int,
    shared: Path,
    as_json: bool,
    named: str | None,
    data: Path | None,
) -> int:
    """Load a desk of its own on this machine: requests per CPU-second, times of answer and of pages, memory."""
    lists = data_directory(data)
    figures = speed_figures(shared, lists, named, requests, seed)
    if not matching:
        from endgate.cli.figures.casework import page_figures

        figures |= page_figures(lists, cases, seed)
    return _print(figures, as_json)


@command.command(name="routes")
@click.option("--rates", is_flag=True, help="Also run every red flag over the declarations of --shared.")
@shared_option
@rounds_option
@json_option
def routes(rates: bool, shared: Path, rounds: int, as_json: bool) -> int:
    """Run the cases of the red flags, and time them and a whole assessment of a route."""
    return _print(routing_figures(shared, rounds, rates), as_json)


@command.command(name="network")
@click.option("--nodes", type=click.IntRange(200), default=100_000, show_default=True, help="Entities of each graph.")
@click.option("--links", type=click.IntRange(200), default=1_000_000, show_default=True, help="Links of each graph.")
@click.option(
    "--graphs", type=click.IntRange(1), default=10_000, show_default=True, help="Compared with the reference."
)
@json_option
def network(nodes: int, links: int, graphs: int, as_json: bool) -> None:
    """Time the corporate graph on every shape, and compare small graphs with an exact reference."""
    _print(network_figures(nodes, links, graphs), as_json)


@command.command(name="all")
@click.option("--situations", "folder", type=PATH, help="Also run these.")
@shared_option
@runs_option
@rounds_option
@json_option
@edition_option
@data_option
def everything(
    folder: Path | None,
    shared: Path,
    runs: int,
    rounds: int,
    as_json: bool,
    named: str | None,
    data: Path | None,
) -> int:
    """Run every benchmark; each key bears the name of its benchmark before it."""
    opened = edition_of(named, data)
    parts: dict[str, Callable[[], Figures]] = {
        "check": lambda: _check(None, runs, rounds, named, data),
        "edition": lambda: edition_figures(shared),
        "lists": lambda: list_figures(shared),
        "crosslist": lambda: identity_figures(shared, None),
        "names": lambda: development_figures(measured(shared, lambda: opened, Asked(), SEED)),
        "goods": lambda: packaged(GoodsData.load(opened.goods), _today(), shared),
        "law": lambda: law_figures(rounds),
    }
    if folder is not None:
        parts["situations"] = lambda: situation_figures(folder, _book())
    figures: Figures = {}
    for name, take in parts.items():
        say(f"bench {name} ...")
        figures |= {f"{name}_{key}": value for key, value in take().items()}
    return _print(figures, as_json)


def _check(file: Path | None, runs: int, rounds: int, named: str | None, data: Path | None) -> Figures:
    shown = file or examples() / _ORDINARY
    others = [] if file is not None else [Path(each) for each in expand_folders((str(examples()),))]
    opened = edition_of(named, data)
    beside = [each for each in others if each.name != shown.name]
    return check_figures(shown, beside, opened, data=data_directory(data), runs=runs, rounds=rounds)


def _book() -> LawBook:
    return LawBook.load(compile_law([PACKAGE_LAW]))


def _today() -> date:
    return datetime.now(UTC).date()


def _print(figures: Figures, as_json: bool) -> int:
    """Print the figures; the exit code is 1 when cases failed."""
    if as_json:
        emit_json(figures)
    else:
        table("", ("figure", "value"), list(_rows(figures)))
    failed = [value for key, value in figures.items() if key == "failed" or key.endswith("_failed")]
    return EXIT_FAILED if any(failed) else 0


def _rows(figures: Figures) -> Iterator[tuple[str, str]]:
    for key, value in figures.items():
        if isinstance(value, list):
            yield key, str(len(value)) + "".join(f"\n{each}" for each in value)
        else:
            yield key, _text(value)


def _text(value: Figure) -> str:
    return "not measured" if value is None else value if isinstance(value, str) else json.dumps(value)

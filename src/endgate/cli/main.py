"""Entry point: finds the verb, loads its module, and turns every fault into a coded message and an exit code."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any

import click

from endgate import __version__
from endgate.cli.errors import OUT_OF_REACH
from endgate.cli.output import show_faults
from endgate.terms.faults import EndgateError

VERBS = {
    "demo": "Run the situations and print one table of verdicts.",
    "check": "Decide shipments from files, or write an empty form.",
    "explain": "Show why a shipment got its answer, or why a measure did not apply.",
    "replay": "Decide a recorded decision again and compare the bytes.",
    "party": "Which listed parties might this party be, and why?",
    "review": "Record decisions on party matches.",
    "goods": "Which control-list entries is this item on, or may be on?",
    "graph": "Who stands behind a party, by registers or a shipment?",
    "route": "Where do the goods go: declared, documented, indicated?",
    "trade": "Which flows of trade changed in a way that asks for a look?",
    "list": "Publishers' party lists: add, list, verify.",
    "edition": "Build, show and verify the reference data.",
    "law": "Measures, their dates and their review state.",
    "evidence": "Attributed claims beside a shipment.",
    "serve": "Run the desk: cases in a browser, questions over HTTP.",
    "worker": "Jobs of the desk: recheck after a change, files, webhooks.",
    "user": "People of the desk and their roles.",
    "token": "Tokens of programs that ask the desk.",
    "db": "The desk's database: bring up, check, back up, restore.",
    "audit": "What happened at the desk, and whether its chain is whole.",
    "bench": "Measure speed, memory and quality as ratios.",
    "doctor": "Check this installation and say what is missing.",
}
GC_THRESHOLD = 50_000
"""A verb makes many small frozen values and ends soon; looking for cycles every 700 of them costs a tenth of it."""

EXIT_FAILED = 1
EXIT_DATA = 3
EXIT_INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group that imports a verb's module only when that verb runs; keeps the cold start short."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"endgate.cli.{name}").command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="endgate")
def endgate() -> None:
    """Strategic trade control: may this shipment go, on this date, for each actor, and why?

    Exit codes: 0 ran; 1 failed; 2 wrong use; 3 data missing or stale; 130 interrupted. With --exit-code, check ends
    with the worst verdict: 0 go, 20 licence, 21 look, 22 stop.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave by ``sys.exit``."""
    gc.set_threshold(GC_THRESHOLD)
    try:
        result: Any = endgate.main(args=arguments, prog_name="endgate", standalone_mode=False)
    except EndgateError as error:
        show_faults(error.faults)
        sys.exit(EXIT_DATA if getattr(error, "data_missing", False) else EXIT_FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_FAILED)
    except OSError as error:
        show_faults([OUT_OF_REACH.at(str(error.filename or "endgate"), error.strerror or str(error))])
        sys.exit(EXIT_FAILED)
    sys.exit(result if isinstance(result, int) else 0)

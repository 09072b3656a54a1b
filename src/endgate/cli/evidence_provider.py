"""``endgate evidence ask``: proposals by a language model. Sends nothing unless a settings file is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from endgate.cli.evidence_case import stamp, writing_options
from endgate.cli.output import say, show_faults
from endgate.cli.paths import FILE
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.provider.asking import Reply, ask
from endgate.evidence.provider.services import ask_about
from endgate.evidence.provider.settings import key_of, read_settings


@click.command(name="ask")
@click.argument("documents", nargs=-1, required=True)
@click.option("--provider", "settings", required=True, type=FILE, help="TOML file with the table [evidence.provider].")
@writing_options
def ask_command(documents: tuple[str, ...], settings: Path, folder: Path, actor: str, dry_run: bool) -> None:
    """Ask a language model for claims in DOCUMENTS of a case; only what they say word for word is proposed.

    A document goes only to a provider to which it is released. What fails means fewer proposals, nothing else.
    """
    provider = read_settings(settings)
    key = key_of(provider)
    store = CaseDirectory.open(folder)
    if dry_run:
        say(f"{', '.join(documents)} would be sent to {provider.address}, as far as released to {provider.recipient}")
        return

    def send(content: bytes) -> Reply:
        return ask(provider, key, content)

    for document in documents:
        asked = ask_about(store, document, provider, send, stamp(actor))
        show_faults(asked.faults)
        say(f"{document}: {asked.proposed} proposed{_counted(', refused: ', asked.refused)}")
        if asked.dropped:
            say(f"  left out of those proposed: {_counted('', asked.dropped)}")


def _counted(lead: str, found: Counter[str]) -> str:
    words = ", ".join(f"{count} {reason}" for reason, count in sorted(found.items()) if count)
    return f"{lead}{words}" if words else ""


COMMANDS = (ask_command,)

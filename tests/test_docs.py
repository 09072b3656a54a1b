"""The pages say what the code does: every error, verb and command."""

from __future__ import annotations

import ast
import itertools
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from endgate.cli.errors_page import BLOCKS, Block, import_all, page
from endgate.cli.main import VERBS, endgate
from endgate.terms.faults import FaultKind, fault_kinds

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "endgate"
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN_TASKS = {"test"}
"""What ``run.py`` does itself, beside the verbs."""


def kinds() -> list[FaultKind]:
    import_all()
    return list(fault_kinds())


def defined_in(path: Path) -> list[str]:
    """The codes of the fault kinds that a file defines."""
    codes = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fault_kind":
            assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno} computes its code"
            codes.append(str(node.args[0].value))
    return codes


def block_of(path: Path) -> Block:
    """The block of a part of a room where the part has one of its own, else that of the room."""
    parts = path.relative_to(SRC).parts
    names = ("/".join(parts[:2]), parts[0])
    return next(block for name in names for block in BLOCKS if name in block.rooms)


def test_the_page_of_errors_does_not_drift() -> None:
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == page(), (
        "run: python -m endgate.cli.errors_page > docs/errors.md"
    )


def test_the_page_names_every_kind() -> None:
    text = page()
    assert [kind.code for kind in kinds() if f"| {kind.code} |" not in text] == []
    assert len(kinds()) > 100


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC)))
def test_codes_lie_in_the_block_of_their_room(path: Path) -> None:
    codes = defined_in(path)
    if codes:
        block = block_of(path)
        assert [code for code in codes if not re.fullmatch(r"EG\d{4}", code) or not block.holds(code)] == []


def test_every_kind_is_defined_where_it_is_looked_for() -> None:
    assert sorted(code for path in SRC.rglob("*.py") for code in defined_in(path)) == [k.code for k in kinds()]


def test_blocks_do_not_overlap() -> None:
    spans = [(block.first, block.last) for block in BLOCKS]
    assert spans == sorted(spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


def test_why_and_remedy_are_sentences() -> None:
    unfinished = [kind.code for kind in kinds() if not (kind.why.endswith(".") and kind.remedy.endswith("."))]
    assert unfinished == []
    assert [kind.code for kind in kinds() if not kind.title or kind.title.endswith(".")] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_on_a_page(verb: str) -> None:
    pages = README + "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert re.search(rf"`{verb}`|endgate {verb}\b|run\.py {verb}\b", pages)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_command_with_help(verb: str) -> None:
    result = CliRunner().invoke(endgate, [verb, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def commands_of(text: str) -> list[str]:
    """Every line of an indented or fenced block that calls the program."""
    lines = [line.strip().removeprefix("$ ") for line in text.splitlines() if line.startswith("    ")]
    for block in re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL):
        lines += [line.strip() for line in block.splitlines()]
    return [line for line in lines if line.startswith(("endgate ", "python3 run.py "))]


@pytest.mark.parametrize("line", commands_of(README))
def test_commands_of_the_readme_exist(line: str) -> None:
    words = shlex.split(line)
    is_run = words[0] == "python3"
    verb, arguments = (words[2], words[3:]) if is_run else (words[1], words[2:])
    assert verb in VERBS or (is_run and verb in RUN_TASKS)
    files = [word for word in arguments if word.startswith("examples/")]
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_the_readme_shows_commands() -> None:
    assert len(commands_of(README)) >= 5


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_of_the_readme_lead_somewhere(target: str) -> None:
    assert "://" in target or (ROOT / target).exists()

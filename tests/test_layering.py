"""The floors of the house: an import runs down only, and never to a neighbour on the same floor (DESIGN.md, 3).

The command line starts the desk, so it stands above it (docs/decisions/0007-desk.md).
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "endgate"
FLOORS = {
    "terms": 1,
    "lists": 2,
    "shipment": 2,
    "names": 3,
    "goods": 3,
    "network": 3,
    "routes": 3,
    "evidence": 3,
    "law": 3,
    "edition": 4,
    "decide": 5,
    "desk": 6,
    "cli": 7,
}


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            names = [node.module or ""]
            if node.module == "endgate":
                names = [f"endgate.{alias.name}" for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("endgate.")}
    return rooms & set(FLOORS)


def modules() -> list[Path]:
    return sorted(path for path in SRC.rglob("*.py") if path.parent != SRC)


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(SRC).parts[0] for path in modules()}
    assert rooms - {"data"} <= set(FLOORS)
    assert len(modules()) > 10


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_imports_run_down(path: Path) -> None:
    room = path.relative_to(SRC).parts[0]
    wrong = {other for other in imported_rooms(path) if other != room and FLOORS[other] >= FLOORS.get(room, 0)}
    assert not wrong, f"{path.relative_to(SRC)} (floor {FLOORS[room]}) imports {sorted(wrong)}"


def test_nothing_below_the_desk_loads_django() -> None:
    wrong = [path for path in modules() if "desk" not in path.parts and _loads(path, ("django", "ninja", "waitress"))]
    assert not wrong


def _loads(path: Path, libraries: tuple[str, ...]) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(name.split(".")[0] in libraries for name in names):
            return True
    return False

"""Every CAS number and every threshold of our rules is found in the official text of the provision it cites."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from endgate.goods.compile import compile_goods

COMPILED = compile_goods()
FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


@pytest.fixture(scope="module")
def annex(shared: Path) -> dict[str, str]:
    raw = gzip.decompress((shared / "goods/eu_annex1_2025-11/annex_02021R0821-20251115.json.gz").read_bytes())
    return {entry["entry_code"]: entry["verbatim_text"] for entry in json.loads(raw)["entries"]}


def lines_of(annex: Mapping[str, str], path: str) -> str:
    """The text of a provision, its parents' own lines and everything below it."""
    entry = path.split(".", 1)[0]
    kept = []
    for line in annex[entry].split("\n"):
        at = line.split(" ", 1)[0]
        if at in (path, entry) or at.startswith(path + ".") or path.startswith(at + "."):
            kept.append(line)
    return "\n".join(kept)


@pytest.mark.parametrize("cas", sorted(COMPILED["chemicals"]))
def test_chemical_stands_at_its_path(annex: dict[str, str], cas: str) -> None:
    path = COMPILED["chemicals"][cas]["eu_path"]
    own = [line for line in annex[path.split(".", 1)[0]].split("\n") if line.split(" ", 1)[0] == path]
    assert any(re.search(rf"CAS {re.escape(cas)}\b", line) for line in own)


def leaves() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for rule in COMPILED["rules"]["eu-annex1"].values():
        for path, provision in rule["provisions"].items():
            stack: list[Any] = [provision]
            while stack:
                node = stack.pop()
                if isinstance(node, dict):
                    if "leaf" in node and node["op"] not in ("in", "is"):
                        yield path, node
                    stack.extend(node.values())
                elif isinstance(node, list):
                    stack.extend(node)


LEAVES = {f"{path}:{leaf['leaf']}": (path, leaf) for path, leaf in leaves()}


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_threshold_stands_in_the_text(annex: dict[str, str], name: str) -> None:
    path, leaf = LEAVES[name]
    text = lines_of(annex, path)
    if "words_of_law" in leaf:
        assert re.search(leaf["words_of_law"], text, re.IGNORECASE), text
        return
    numbers = {_plain(each) for each in FIGURE.findall(text.replace("\u2212", "-"))} | _counted(text)
    wanted = {_plain(each) for each in FIGURE.findall(re.sub(r"[a-zA-Z²³µ·°/]\d", "", leaf["printed"]))}
    assert wanted <= numbers, f"{wanted - numbers} not in {text}"


def _plain(number: str) -> str:
    plain = number.replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _counted(text: str) -> set[str]:
    return {"0"} if re.search(r"\bzero\b", text) else set()


def test_items_agree_with_the_text(annex: dict[str, str]) -> None:
    ours = {code for code, row in COMPILED["items"].items() if row["eu_2025"] == "yes"}
    assert ours == set(annex)
    assert len(ours) == 384


def test_no_publishers_sentence_is_shipped(annex: dict[str, str]) -> None:
    """Our titles are our own words: none of 30 letters or more stands in the official text."""
    whole = " ".join(annex.values()).lower()
    titles = [
        str(each.get("title", ""))
        for rule in COMPILED["rules"]["eu-annex1"].values()
        for each in rule["provisions"].values()
    ]
    titles += [row["title"] for row in COMPILED["items"].values()]
    assert [title for title in titles if len(title) >= 30 and title.lower() in whole] == []

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
NEWEST, OLDEST = "2025-11-15", "2021-09-09"
_HEADING = re.compile(r"^ ?(\d[A-E]\d{3})(?=\s)")
FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


def texts_of(shared: Path) -> dict[str, dict[str, str]]:
    """Per version (the day it begins) the text of every entry."""
    return {NEWEST: _consolidated(shared), OLDEST: _adopted(shared)}


def _consolidated(shared: Path) -> dict[str, str]:
    raw = gzip.decompress((shared / "goods/eu_annex1_2025-11/annex_02021R0821-20251115.json.gz").read_bytes())
    return {entry["entry_code"]: entry["verbatim_text"] for entry in json.loads(raw)["entries"]}


def _adopted(shared: Path) -> dict[str, str]:
    raw = gzip.decompress((shared / "goods/eu_annex1_2021/annexI_2021-821_en_items.txt.gz").read_bytes())
    found: dict[str, list[str]] = {}
    entry = ""
    for line in raw.decode("utf-8").split("\n"):
        heading = _HEADING.match(line)
        entry = entry if heading is None else heading[1]
        found.setdefault(entry, []).append(line)
    return {code: joined(lines) for code, lines in found.items()}


def joined(lines: list[str]) -> str:
    """One line, with the blanks inside numbers taken out (``12 500``, ``10 6``) as the newer text has them."""
    plain = re.sub(r"\s+", " ", " ".join(lines))
    plain = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", plain)
    return re.sub(r"(?<=× 10) (?=-?\d)", "", plain)


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, dict[str, str]]:
    return texts_of(shared)


@pytest.fixture(scope="module")
def annex(texts: dict[str, dict[str, str]]) -> dict[str, str]:
    return texts[NEWEST]


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


def leaves() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every numeric leaf with each version of the text that it was read in."""
    for rule in COMPILED["rules"]["eu-annex1"].values():
        for path, provision in rule["provisions"].items():
            blocks = provision.pop("versions", [])
            for version in (day for day in rule["texts"] if day >= provision.get("since", "")):
                in_force = [block for block in blocks if block["from"] <= version][:1]
                for leaf in numeric([provision, *in_force]):
                    yield path, version, leaf
            provision["versions"] = blocks


def numeric(root: Any) -> Iterator[Mapping[str, Any]]:
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "leaf" in node and node["op"] not in ("in", "is"):
                yield node
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


LEAVES = {f"{path}:{leaf['leaf']}@{version}": (path, version, leaf) for path, version, leaf in leaves()}


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_threshold_stands_in_the_text(texts: dict[str, dict[str, str]], name: str) -> None:
    path, version, leaf = LEAVES[name]
    text = lines_of(texts[version], path) if version == NEWEST else texts[version][path.split(".", 1)[0]]
    if "words_of_law" in leaf:
        words = _loose(leaf["words_of_law"])
        if version != NEWEST:  # its layout sets many exponents on another line
            words = re.sub(r"(×\??10)-?\d+", r"\1-?\\d*", words)
        assert re.search(words, _loose(text), re.IGNORECASE), text
        return
    numbers = {_plain(each) for each in FIGURE.findall(text.replace("\u2212", "-"))} | _counted(text)
    wanted = {_plain(each) for each in FIGURE.findall(re.sub(r"[a-zA-Z²³µ·°]\d|/\d(?!\d)", "", leaf["printed"]))}
    assert wanted <= numbers, f"{wanted - numbers} not in {text}"


def test_thresholds_cover_the_list_widely() -> None:
    provisions = {path for path, _, _ in LEAVES.values()}
    assert (len({path.split(".", 1)[0] for path in provisions}), len(provisions)) >= (120, 200)


def _loose(text: str) -> str:
    """Without blanks and quote marks: the two texts set them differently."""
    return re.sub(r"[\s\"'“”‘’]", "", re.sub(r"(?<=\d) ?x ?(?=10)", "×", text))


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

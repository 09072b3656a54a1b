"""Compiles the data files of goods (YAML rules, CSV facts) into one JSON document when an edition is built."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from endgate.goods.data import FORMAT
from endgate.goods.errors import BAD_RULE, GoodsError
from endgate.goods.folding import chemical_key, fold
from endgate.goods.requirements import CHART_FIELDS
from endgate.goods.rulebook import compile_rule
from endgate.goods.vocabulary import settings, terms
from endgate.goods.wordindex import build_index
from endgate.terms.faults import Fault
from endgate.terms.ids import valid_cas

_SIGNS = (":", "-", "/", "anti-")


def compile_goods() -> dict[str, Any]:
    """Read and lint every file under data/goods. Raises GoodsError with every fault found."""
    faults: list[Fault] = []
    parameters = {row["parameter"]: row for row in _table("parameters.csv")}
    rules = _rules(parameters, faults)
    chemicals = _table("chemicals.csv")
    for row in chemicals:
        if not valid_cas(row["cas"]):
            faults.append(BAD_RULE.at("data/goods/chemicals.csv", f"{row['cas']} has a wrong check digit"))
    document = {
        "format": FORMAT,
        "lists": _table("lists.csv"),
        "versions": _table("list_versions.csv"),
        "history": _table("history.csv"),
        "items": {row["code"]: row for row in _table("items.csv")},
        "programmes": _table("programmes.csv"),
        "members": _table("list_members.csv"),
        "presumptions": _table("presumptions.csv"),
        "parameters": parameters,
        "aliases": _aliases(parameters),
        "words": _words(),
        "rules": rules,
        "families": _families(rules),
        "kinds": _kinds(rules),
        "entry_terms": _table("entry_terms.csv"),
        "named": _named(faults),
        "intangibles": {row["entry"]: row["serves"].split("|") for row in _table("intangibles.csv")},
        "look_alikes": {
            row["where"]: sorted({fold(word) for word in row["words"].split("|")}) for row in _table("look_alikes.csv")
        },
        "list_entries": {row["entry"]: row["title"] for row in _table("list_entries.csv")},
        "negations": _negations(),
        "annex_iv": _table("annex_iv.csv"),
        "enumerations": _worded("enumerations.csv", "masked", "words"),
        "named_exclusions": _worded("named_exclusions.csv", "entries", "terms", "words"),
        "us_chart": _us_chart(),
        "tariff": _tariff(),
        "authorisations": _authorisations(),
        "us_exceptions": _us_exceptions(),
        "composition_words": _table("composition_words.csv"),
        "impossible": _table("impossible.csv"),
        "derived": _table("derived.csv"),
        "assumed": _worded("assumed.csv"),
        "figure_contexts": _worded("figure_contexts.csv"),
        "passing_words": _worded("passing_words.csv"),
        "catch_all_questions": _table("catch_all_questions.csv"),
        "search": _search(rules, chemicals),
        **_chemistry(chemicals),
    }
    if faults:
        raise GoodsError(*faults)
    return document


def list_ids() -> frozenset[str]:
    """The ids of every list of goods that an edition can hold."""
    return frozenset(row["list"] for row in _table("lists.csv"))


def _data() -> Traversable:
    return files("endgate").joinpath("data", "goods")


def _table(name: str) -> list[dict[str, str]]:
    text = _data().joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _worded(name: str, *columns: str) -> list[dict[str, Any]]:
    """A table with columns of several words each, folded for comparison."""
    return [
        {**row, **{key: [fold(word) or word for word in row[key].split("|") if word] for key in columns or ("words",)}}
        for row in _table(name)
    ]


def _rules(parameters: dict[str, dict[str, str]], faults: list[Fault]) -> dict[str, dict[str, Any]]:
    from endgate.terms.yaml_reading import plain_yaml  # only building an edition reads YAML; other starts are spared it

    rules: dict[str, dict[str, Any]] = {}
    for folder in sorted(_data().joinpath("rules").iterdir(), key=lambda each: each.name):
        for path in sorted(folder.iterdir(), key=lambda each: each.name):
            where = f"data/goods/rules/{folder.name}/{path.name}"
            raw = plain_yaml(path.read_text(encoding="utf-8"))
            rules.setdefault(folder.name, {})[raw["entry"]] = compile_rule(raw, parameters, where, faults)
    return rules


def _aliases(parameters: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in parameters.values():
        for alias in [row["parameter"], row["label"], *filter(None, row["aliases"].split("|"))]:
            names = found.setdefault(fold(alias), [])
            if row["parameter"] not in names:
                names.append(row["parameter"])
    return found


def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in _table("words.csv"):
        for parameter in row["parameter"].split("|"):
            known = found.setdefault(parameter, {})
            for written in row["written"].split("|"):
                known[fold(written)] = row["value"]
            if not parameter.startswith("*"):
                known.setdefault(fold(row["value"]), row["value"])
    return found


def _families(rules: dict[str, dict[str, Any]]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for list_id, entries in rules.items():
        for entry, rule in entries.items():
            for strength in ("family", "weak"):
                for term in rule[strength]:
                    found.setdefault(fold(term), []).append([list_id, entry, strength])
    return found


def _kinds(rules: dict[str, dict[str, Any]]) -> list[str]:
    """The words of every provision's kind of goods, and of entries that have no rule: they can be denied too."""
    provisions = [
        each for entries in rules.values() for rule in entries.values() for each in rule["provisions"].values()
    ]
    said = [term for each in provisions for term in each.get("kind", ())]
    said += [term for row in _table("entry_terms.csv") for term in row["terms"].split("|")]
    return sorted({fold(term) for term in said})


def _named(faults: list[Fault]) -> dict[str, Any]:
    """What names goods of an entry outright: each term and CAS number with its targets."""
    terms: dict[str, list[list[str]]] = {}
    numbers: dict[str, list[list[str]]] = {}
    for path in sorted(_data().joinpath("named").iterdir(), key=lambda each: each.name):
        for row in _table(f"named/{path.name}"):
            for target in row["targets"].split("|"):
                told = [*target.split(":"), row["effect"], row["softened_by"]]
                for term in filter(None, row["terms"].split("|")):
                    terms.setdefault(fold(term), []).append(told)
                for cas in filter(None, row["cas"].split("|")):
                    numbers.setdefault(cas, []).append(told)
    faults += [
        BAD_RULE.at("data/goods/named", f"{cas} has a wrong check digit") for cas in numbers if not valid_cas(cas)
    ]
    return {"terms": terms, "cas": numbers}


def _negations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _table("negations.csv"):
        found.setdefault(row["kind"], []).extend(
            each if each in _SIGNS else fold(each) for each in row["words"].split("|")
        )
    return found


def _search(rules: dict[str, dict[str, Any]], chemicals: list[dict[str, str]]) -> dict[str, Any]:
    """The index of words: our own words on every entry of the newest EU list."""
    folder = _data().joinpath("vocabulary")
    tables = sorted(each.name for each in folder.iterdir() if each.name.endswith(".csv"))
    words = [row for name in tables for row in _table(f"vocabulary/{name}")]
    named = terms(words, _table("items.csv"), rules["eu-annex1"], chemicals, _table("chemical_names.csv"))
    lists = [_table(f"search_{name}.csv") for name in ("stop_words", "spellings", "synonyms", "cues")]
    return build_index(named, settings(*lists))


def _authorisations() -> list[dict[str, Any]]:
    from endgate.terms.yaml_reading import plain_yaml  # only building an edition reads YAML; other starts are spared it

    folder = _data().joinpath("authorisations")
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.iterdir(), key=lambda each: each.name))
    found = [plain_yaml(text) for text in texts]
    return [{**each, "valid_from": str(each["valid_from"]), "attested": str(each["attested"])} for each in found]


def _us_exceptions() -> dict[str, Any]:
    entries: dict[str, list[list[str]]] = {}
    for row in _table("us_entry_exceptions.csv"):
        entries.setdefault(row["eccn"], []).append([row["symbol"], row["answer"], row["limit_usd"]])
    return {"sections": {row["symbol"]: row["section"] for row in _table("us_exceptions.csv")}, "entries": entries}


def _tariff() -> dict[str, Any]:
    """The codes of the Harmonized System by the revisions that have them: one string a pattern, to load fast."""
    groups: dict[str, list[str]] = {}
    rows = _table("hs_codes.csv")
    years = [name for name in rows[0] if name != "code"]
    for row in rows:
        groups.setdefault("".join(row[year] or "0" for year in years), []).append(row["code"])
    codes = [{"flags": flags, "codes": " ".join(members)} for flags, members in sorted(groups.items())]
    return {"revisions": [int(year) for year in years], "codes": codes}


def _us_chart() -> dict[str, Any]:
    """The country chart and what entries name of it; the generated tables lose their headings to load fast."""
    entries: dict[str, list[list[str]]] = {}
    for row in _table("us_entry_columns.csv"):
        entries.setdefault(row["eccn"], []).append([row[name] for name in CHART_FIELDS])
    return {
        "attested": min(row["attested"] for row in _table("us_chart.csv")),
        "citation": "; ".join(row["citation"] for row in _table("us_chart.csv")),
        "marks": {row["code"]: row for row in _table("us_country_marks.csv")},
        "footnotes": {row["footnote"]: row for row in _table("us_footnotes.csv")},
        "entries": entries,
    }


def _chemistry(chemicals: list[dict[str, str]]) -> dict[str, Any]:
    names: dict[str, str] = {}
    formulas: dict[str, str] = {}
    for row in chemicals:
        for part in re.split(r" or |: ", re.sub(r" \((?:[A-Z]+)\)$", "", row["name"])):
            names[chemical_key(part)] = row["cas"]
    for row in _table("chemical_names.csv"):
        if row["kind"] == "formula":
            formulas[row["name"]] = row["cas"]
        else:
            names[chemical_key(row["name"])] = row["cas"]
    distinct = _table("distinct_chemicals.csv")
    words = {fold(row["word"]): row["meaning"] for row in _table("mixture_words.csv")}
    return {
        "chemicals": {row["cas"]: row for row in chemicals},
        "chemical_names": names,
        "formulas": formulas,
        "forms": {row["cas"]: row for row in _table("chemical_forms.csv")},
        "distinct": {chemical_key(row["name"]): row["cas"] for row in distinct},
        "distinct_cas": sorted({row["cas"] for row in distinct if row["cas"]}),
        "mixtures": _table("mixtures.csv"),
        "relations": _table("relations.csv"),
        "blocking_words": _table("blocking_words.csv"),
        "mixture_words": words,
        "consumer_words": [fold(row["word"]) for row in _table("consumer_words.csv")],
    }

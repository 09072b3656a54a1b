"""Turns one YAML rule into its compiled form: figures in exact base units, parameters checked, texts of law printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from endgate.goods.errors import BAD_RULE
from endgate.terms.faults import Fault
from endgate.terms.quantity import Convention, read

_FIGURES = ("value", "lo", "hi", "below", "above", "base")
_NUMERIC = ("ge", "gt", "le", "lt", "between", "spans", "covers", "reaches", "overlaps", "size", "mpe")
_WORDY = ("in", "is")
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def compile_rule(
    raw: Mapping[str, Any], parameters: Mapping[str, Mapping[str, str]], where: str, faults: list[Fault]
) -> dict[str, Any]:
    """Compile one entry's rule; what is wrong in it is added to ``faults`` with the leaf it stands in."""
    builder = _Builder(parameters, where, faults)
    provisions = {path: builder.provision(path, each) for path, each in raw.get("provisions", {}).items()}
    keep = (
        "entry",
        "list",
        "texts",
        "regimes",
        "family",
        "weak",
        "relates",
        "partial",
        "open_rest",
        "by_kind",
        "hs",
        "hs_when",
        "by",
        "status",
    )
    rule = {key: raw[key] for key in keep if key in raw}
    rule["texts"] = [str(day) for day in raw.get("texts", [])]
    return {"relates": [], "family": [], "weak": [], "regimes": [], **rule, "provisions": provisions}


class _Builder:
    """Walks a rule; remembers where it is so that a fault names its leaf."""

    def __init__(self, parameters: Mapping[str, Mapping[str, str]], where: str, faults: list[Fault]) -> None:
        self._parameters, self._where, self._faults = parameters, where, faults

    def provision(self, path: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        built = {
            key: raw[key] for key in ("title", "regimes", "kind", "reading", "needs_any", "other_than") if key in raw
        }
        if "versions" in raw:
            built["versions"] = [
                {"from": str(each["from"]), "when": self.node(each["when"], path)} for each in raw["versions"]
            ]
        else:
            built["when"] = self.node(raw["when"], path)
        if "other_when" in raw:
            built["other_when"] = self.node(raw["other_when"], path)
        built["unless"] = [
            {"note": each["note"], "when": self.node(each["when"], path)} for each in raw.get("unless", [])
        ]
        if "since" in raw:
            built["since"] = str(raw["since"])
        built["reviewed"] = bool(raw.get("reviewed", {}).get("on"))
        built["asks"] = list(dict.fromkeys(_asked(built)))
        return built

    def node(self, raw: Any, path: str) -> dict[str, Any]:
        if isinstance(raw, dict):
            for op in ("all", "any"):
                if op in raw:
                    return {"op": op, "of": [self.node(each, path) for each in raw[op]]}
            if "not" in raw:
                return {"op": "not", "of": [self.node(raw["not"], path)]}
            if "leaf" in raw:
                return self.leaf(raw, path)
        self._fault(path, f"{raw!r} is neither all, any, not nor a leaf")
        return {"op": "any", "of": []}

    def leaf(self, raw: Mapping[str, Any], path: str) -> dict[str, Any]:
        parameter = self._parameters.get(raw["parameter"])
        if parameter is None or raw["op"] not in _NUMERIC + _WORDY:
            self._fault(path, f"leaf {raw['leaf']}: unknown parameter {raw['parameter']!r} or operator {raw['op']!r}")
            return {"op": "any", "of": []}
        built = {"path": path, **raw, "printed": raw.get("printed") or _printed(raw)}
        if raw["op"] in _NUMERIC:
            dimension = parameter["dimension"].split("|")[0]
            for key in _FIGURES:
                if key in raw:
                    built[key] = self._figure(raw[key], dimension, path)
            if "at_least" in raw:
                built["at_least"] = [self._figure(each, dimension, path) for each in raw["at_least"]]
            if "rounded" in raw:
                built["rounded"] = {key: self._figure(each, dimension, path) for key, each in raw["rounded"].items()}
        elif raw["op"] == "is":
            built["value"] = "yes" if raw["value"] else "no"
        return built

    def _figure(self, text: str, dimension: str, path: str) -> str:
        if dimension in ("number", "parts"):
            return str(Fraction(str(text).replace(" parts in ", "/")))
        value = read(str(text), dimension, convention=Convention.POINT).value
        if value is None or value.exact is None:
            self._fault(path, f"{text!r} is not one figure of dimension {dimension!r}")
            return "0"
        return str(value.exact)

    def _fault(self, path: str, what: str) -> None:
        self._faults.append(BAD_RULE.at(f"{self._where}:{path}", what))


def rule_leaves(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every leaf of a compiled provision, its exclusions and versions included."""
    if isinstance(node, Mapping):
        if "leaf" in node:
            yield node
        else:
            for each in node.values():
                yield from rule_leaves(each)
    elif isinstance(node, list):
        for each in node:
            yield from rule_leaves(each)


def _asked(node: Any) -> Iterator[str]:
    """The parameters that the leaves under a node ask for, in the rule's order."""
    for leaf in rule_leaves(node):
        yield leaf["parameter"]
        if "length" in leaf:
            yield leaf["length"]


def _printed(raw: Mapping[str, Any]) -> str:
    op = raw["op"]
    if op in _SIGNS:
        rounded = f" ({raw['rounded']['value']})" if "rounded" in raw else ""
        return f"{_SIGNS[op]} {raw['value']}{rounded}"
    if op == "between":
        return f"{raw['lo']} {'<' if raw.get('lo_open') else '≤'} x {'<' if raw.get('hi_open') else '≤'} {raw['hi']}"
    if op == "spans":
        pair = {key: f" ({figure})" for key, figure in raw.get("rounded", {}).items()}
        return f"from below {raw['below']}{pair.get('below', '')} to above {raw['above']}{pair.get('above', '')}"
    if op == "covers":
        bracket = f" ({raw['rounded']['lo']} to {raw['rounded']['hi']})" if "rounded" in raw else ""
        return f"{raw['lo']} to {raw['hi']}{bracket}"
    if op == "mpe":
        number, unit = raw["base"].split(" ")
        return f"≤ ({number} + L/{raw['per']}) {unit}"
    if op in ("reaches", "overlaps"):
        return f"within {raw['lo']} to {raw['hi']}"
    if op == "size":
        return "≥ " + " × ".join(raw["at_least"])
    if op == "in":
        return " or ".join(raw["value"])
    return "yes" if raw["value"] else "no"

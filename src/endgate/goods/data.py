"""The compiled data of goods as an edition holds it: loads fast, builds what is heavy when it is first asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from endgate.goods.errors import OTHER_FORMAT, UNKNOWN_LIST, GoodsError
from endgate.goods.folding import fold
from endgate.goods.model import Programme
from endgate.goods.wordindex import WordIndex
from endgate.goods.wording import Denials, Enumerations, Terms
from endgate.goods.wordorder import AnyOrder

FORMAT = "endgate.goods/2"
"""The parts of the compiled document and their layout; another number for every change of either."""

Rows = Sequence[Mapping[str, str]]
_DISTINCT = 6
"""Letters of a name of a parameter that is looked for anywhere in a clause; shorter ones have to stand beside."""


@dataclass(frozen=True)
class FigureContext:
    """Words beside a figure that say it is no property of the goods; no dimensions means any."""

    before: bool
    dimensions: frozenset[str]
    words: tuple[str, ...]


class GoodsData:
    """Lists, entries, rules, chemicals and parameters of one edition. Read-only."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._compiled = compiled
        self.parameters: Mapping[str, Mapping[str, str]] = compiled["parameters"]
        self.aliases: Mapping[str, Sequence[str]] = compiled["aliases"]
        self.words: Mapping[str, Mapping[str, str]] = compiled["words"]
        self.items: Mapping[str, Mapping[str, str]] = compiled["items"]
        self.rules: Mapping[str, Mapping[str, Mapping[str, Any]]] = compiled["rules"]
        self.lists: Rows = compiled["lists"]
        self.presumptions: Rows = compiled["presumptions"]
        self.history: Rows = compiled["history"]
        self.members: Rows = compiled["members"]

    @classmethod
    def load(cls, compiled: Mapping[str, Any]) -> GoodsData:
        """Take what ``compile_goods`` gave (parsed JSON). Costs next to nothing: indexes are built on first use.

        Raises GoodsError for what another version of the program compiled.
        """
        if (found := compiled.get("format")) != FORMAT:
            raise GoodsError(OTHER_FORMAT.at("goods.json", f"format {found!r}, this program reads {FORMAT!r}"))
        return cls(compiled)

    def part(self, name: str) -> Any:
        """One part of the compiled document, as it is."""
        return self._compiled[name]

    @cached_property
    def list_rows(self) -> Mapping[str, Mapping[str, str]]:
        return {row["list"]: row for row in self.lists}

    @cached_property
    def _list_ids(self) -> Mapping[str, str]:
        found = {row["list"].lower(): row["list"] for row in self.lists}
        for row in self.lists:
            found.update({alias.lower(): row["list"] for alias in row["law_ids"].split("|") if alias})
        return found

    def list_id(self, written: str) -> str:
        """The id of a list by id or by its name in the law files. Raises GoodsError."""
        found = self._list_ids.get(written.strip().lower())
        if found is None:
            known = ", ".join(sorted(row["list"] for row in self.lists))
            raise GoodsError(UNKNOWN_LIST.at("list", f"{written!r} is none of {known}"))
        return found

    def knows_list(self, written: str) -> bool:
        return written.strip().lower() in self._list_ids

    @cached_property
    def versions(self) -> Mapping[str, Rows]:
        found: dict[str, list[Mapping[str, str]]] = {}
        for row in sorted(self._compiled["versions"], key=lambda each: str(each["valid_from"])):
            found.setdefault(row["list"], []).append(row)
        return found

    @cached_property
    def _programme_rules(self) -> Sequence[tuple[re.Pattern[str], Programme]]:
        return [(re.compile(row["pattern"]), Programme(row["programme"])) for row in self._compiled["programmes"]]

    def programme(self, path: str) -> Programme:
        """The programme of an entry's number; conventional where no row speaks of it."""
        for pattern, programme in self._programme_rules:
            if pattern.match(path):
                return programme
        return Programme.CONVENTIONAL

    @cached_property
    def families(self) -> AnyOrder:
        """The terms of rules that raise an entry."""
        return self._terms(self._compiled["families"])

    @cached_property
    def named_terms(self) -> AnyOrder:
        """The terms that name goods of an entry outright, rule or none."""
        return self._terms(self._compiled["named"]["terms"])

    @cached_property
    def deniable(self) -> AnyOrder:
        """Every term that raises an entry, the words of each provision's kind of goods, and words for toys."""
        compiled = self._compiled
        toys = compiled["look_alikes"]["playthings"]
        return self._terms({*compiled["families"], *compiled["kinds"], *compiled["named"]["terms"], *toys})

    def _terms(self, terms: Iterable[str]) -> AnyOrder:
        return AnyOrder(sorted(terms), self._compiled["search"]["spellings"], self.passing_words)

    def finder(self, terms: tuple[str, ...]) -> AnyOrder:
        """An index of the words of one kind of goods, made when first asked for."""
        known = self._finders.get(terms)
        if known is None:
            known = self._finders[terms] = self._terms({fold(term) for term in terms})
        return known

    @cached_property
    def _finders(self) -> dict[tuple[str, ...], AnyOrder]:
        return {}

    @cached_property
    def passing_words(self) -> frozenset[str]:
        """Shapes and states that may stand within a name of goods."""
        return frozenset(word for row in self._compiled["passing_words"] for word in row["words"])

    @cached_property
    def playthings(self) -> Terms:
        """Words for toys and rides, whose likes are controlled."""
        return Terms(self._compiled["look_alikes"]["playthings"])

    @cached_property
    def look_alikes(self) -> Terms:
        """Words that make goods only look like what is named outright."""
        return Terms(self._compiled["look_alikes"]["anywhere"])

    @cached_property
    def look_alike_heads(self) -> frozenset[str]:
        """Words that make another thing of the goods named before them."""
        return frozenset(self._compiled["look_alikes"]["after"])

    @cached_property
    def accessory_heads(self) -> frozenset[str]:
        """Words that make an accessory of the goods of a rule named before them."""
        return frozenset(self._compiled["look_alikes"]["after_family"])

    @cached_property
    def enumerations(self) -> Enumerations:
        rows = self._compiled["enumerations"]
        return Enumerations((int(row["least"]), row["masked"], row["words"]) for row in rows)

    @cached_property
    def denials(self) -> Denials:
        return Denials(self._compiled["negations"])

    @cached_property
    def word_index(self) -> WordIndex:
        """The index of words by which entries are proposed."""
        return WordIndex(self._compiled["search"])

    @cached_property
    def composition_words(self) -> Mapping[str, str]:
        """The parameter of each folded name or sign of an element or phase."""
        rows = self._compiled["composition_words"]
        return {fold(word): row["parameter"] for row in rows for word in row["words"].split("|")}

    @cached_property
    def derived(self) -> Mapping[str, Rows]:
        """How a parameter is worked out from others."""
        found: dict[str, list[Mapping[str, str]]] = {}
        for row in self._compiled["derived"]:
            found.setdefault(row["parameter"], []).append(row)
        return found

    def sources_of(self, parameter: str) -> tuple[str, ...]:
        """The parameters that one can be worked out from."""
        return tuple(row[end] for row in self.derived.get(parameter, ()) for end in ("of", "by"))

    @cached_property
    def figure_contexts(self) -> Sequence[FigureContext]:
        rows = self._compiled["figure_contexts"]
        return [
            FigureContext(
                row["where"] == "before",
                frozenset(filter(None, row["dimensions"].split("|"))),
                tuple(f" {word}" if row["where"] == "before" else f"{word} " for word in row["words"]),
            )
            for row in rows
            if row["where"] in ("before", "after")
        ]

    @cached_property
    def always_named(self) -> frozenset[str]:
        """Parameters that a figure without a name is never taken for."""
        return self._parameters_marked("named")

    @cached_property
    def setting_apart(self) -> frozenset[str]:
        """Qualities without which the goods are everyday ones, whatever their figures."""
        return self._parameters_marked("apart")

    def telling_words(self, parameter: str) -> tuple[str, ...]:
        """The words for a quality but for those that everyday goods bear as well (*PTFE* seats, *glass* doors)."""
        rows = self._compiled["figure_contexts"]
        everyday = {word for row in rows if row["where"] == "everyday" for word in row["words"]}
        return tuple(word for word in self.words.get(parameter, ()) if word not in everyday)

    def _parameters_marked(self, where: str) -> frozenset[str]:
        rows = self._compiled["figure_contexts"]
        words = (word for row in rows if row["where"] == where for word in row["words"])
        return frozenset(word.replace(" ", "_") for word in words)

    @cached_property
    def common_dimensions(self) -> frozenset[str]:
        """What any goods have, so that a figure of it without a name says little."""
        rows = self._compiled["figure_contexts"]
        return frozenset(each for row in rows if row["where"] == "unnamed" for each in row["dimensions"].split("|"))

    @cached_property
    def linking_words(self) -> frozenset[str]:
        """Words that stand between the name of a parameter and its figure; signs that part them are some too."""
        rows = self._compiled["figure_contexts"]
        return frozenset((":", "=", "-", *(word for row in rows if row["where"] == "linking" for word in row["words"])))

    def long_names(self, parameter: str) -> tuple[str, ...]:
        """The names of a parameter that are distinct enough to be meant from farther off."""
        return self._long_names[parameter]

    @cached_property
    def _long_names(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {name: [] for name in self.parameters}
        for alias, names in self.aliases.items():
            if len(alias) >= _DISTINCT:
                for name in names:
                    found[name].append(alias)
        return {name: tuple(each) for name, each in found.items()}

    @cached_property
    def tariff_codes(self) -> Mapping[str, str]:
        """Codes of six digits and headings of four, each with a flag a revision."""
        found: dict[str, str] = {}
        for group in self._compiled["tariff"]["codes"]:
            for code in group["codes"].split(" "):
                found[code] = group["flags"]
                heading = found.setdefault(code[:4], group["flags"])
                found[code[:4]] = "".join(max(pair) for pair in zip(heading, group["flags"], strict=True))
        return found

    def family_targets(self, term: str) -> Sequence[Sequence[str]]:
        targets: Sequence[Sequence[str]] = self._compiled["families"].get(term, ())
        return targets

    def title(self, path: str) -> str:
        """Our own short title of an entry or provision."""
        entry = path.split(".", 1)[0]
        for rules in self.rules.values():
            provision = rules.get(entry, {}).get("provisions", {}).get(path)
            if provision is not None and "title" in provision:
                return str(provision["title"])
        row = self.items.get(entry)
        return self._compiled["list_entries"].get(entry, "") if row is None else row["title"]

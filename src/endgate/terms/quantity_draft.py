"""Gather the tokens of one written quantity into what they say together; keep what fits nothing as left over."""

from __future__ import annotations

from dataclasses import dataclass, field

from endgate.terms.numerals import Numeral
from endgate.terms.quantity_tokens import Kind, Token
from endgate.terms.units import Unit


@dataclass
class Draft:
    """What the tokens have said so far. At most two numbers make the value; the rest qualifies it or is left over."""

    lower_is_better: bool | None
    numbers: list[Numeral] = field(default_factory=list)
    units: list[tuple[Unit, ...]] = field(default_factory=list)
    joined: bool = False
    symmetric: bool = False
    compare: list[str] = field(default_factory=list)
    qualifiers: list[str] = field(default_factory=list)
    tolerance: tuple[Numeral, tuple[Unit, ...]] | None = None
    left_over: list[str] = field(default_factory=list)
    expects: str = ""

    def take(self, token: Token) -> None:
        if self.expects and token.kind in (Kind.NUMBER, Kind.UNIT):
            self._take_expected(token)
            return
        self.expects = ""
        match token.kind:
            case Kind.NUMBER:
                self._take_number(token)
            case Kind.UNIT:
                self.units[-1] = token.units
            case Kind.JOINER:
                self.joined = True
            case Kind.COMPARE:
                self.compare.append(token.word)
            case Kind.QUALIFIER:
                self.qualifiers.append(token.word)
            case Kind.GROUP:
                self._take_group(token)
            case Kind.PLUS_MINUS:
                self._take_plus_minus()
            case Kind.CONDITION:
                self.expects = "condition"
                self.qualifiers.append(token.text)
            case Kind.JUNK:
                self.left_over.append(token.text)

    def _take_number(self, token: Token) -> None:
        if len(self.numbers) > int(self.joined) or token.number is None:
            self.left_over.append(token.text)
            self.expects = "left_over"
            return
        self.numbers.append(token.number)
        self.units.append(())

    def _take_plus_minus(self) -> None:
        if self.numbers:
            self.expects = "tolerance"
        else:
            self.symmetric = True

    def _take_expected(self, token: Token) -> None:
        if self.expects == "condition":
            self.qualifiers[-1] = f"{self.qualifiers[-1]} {token.text}"
        elif self.expects == "left_over":
            self.left_over.append(token.text)
        elif self.joined:
            self.qualifiers.append(f"± {token.text}")
        elif token.number is not None:
            self.tolerance = (token.number, ())
        elif self.tolerance is not None:
            self.tolerance = (self.tolerance[0], token.units)
        if token.kind is Kind.UNIT:
            self.expects = ""

    def _take_group(self, token: Token) -> None:
        kinds = {each.kind for each in token.inner}
        if Kind.JUNK in kinds:
            self.left_over.append(token.text)
        elif self._is_plain(kinds):
            for each in token.inner:
                self.take(each)
        else:
            self.qualifiers += [each.word for each in token.inner if each.kind is Kind.QUALIFIER]
            self.qualifiers.append(token.text)

    def _is_plain(self, kinds: set[Kind]) -> bool:
        tolerance = Kind.PLUS_MINUS in kinds and not self.joined and bool(self.numbers)
        return tolerance or kinds <= {Kind.QUALIFIER, Kind.FILLER, Kind.COMPARE}

    def finish(self) -> None:
        """Settle what the last token left open: nothing that was said may fall away."""
        if self.expects == "tolerance" and self.tolerance is None and not self.joined:
            self.left_over.append("±")
        if self.tolerance is not None and self.units and not self.units[-1]:
            self.units[-1] = self.tolerance[1]  # 5±0.1 kN
        if self.joined and len(self.numbers) < 2:
            self.left_over.append("range without an end")
        self.compare = list(dict.fromkeys(self.compare))
        if self.joined or self.symmetric or self.tolerance is not None:
            mild = [word for word in self.compare if word in ("max", "approx")]
            self.left_over += [word for word in self.compare if word not in mild]
            self.qualifiers += mild
        elif len(self.compare) > 1:
            self.left_over += self.compare[1:]

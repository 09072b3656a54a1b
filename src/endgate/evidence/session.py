"""Review by keys: a state that a key changes and a screen that shows it. The terminal around it is the caller's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from endgate.evidence.model import Claim, ClaimFile, Link, Source, Span
from endgate.evidence.reviewing import Judged
from endgate.evidence.vocabulary import ClaimFlag, Modality, Polarity, SourceKind

MODALITY_KEYS = dict(zip("1234567890-", Modality, strict=True))
MENU_KEYS = "abcdefghijklmnopqrstuvwxyz"
_WORD_AFTER = re.compile(r"\s*\S+")
_WORD_LAST = re.compile(r"\s*\S+\Z")
_AROUND = 120  # characters of the text shown on both sides of the quote


@dataclass(frozen=True)
class _State:
    """Where a session stands: undecided claims, the claim in hand, decisions so far. Undo goes back to one before."""

    waiting: tuple[Claim, ...]
    hand: Claim | None
    judged: tuple[Judged, ...] = ()
    menu: int | None = None


class Session:
    """Takes one key at a time. ``file`` gives names, ``texts`` the documents' texts by id."""

    def __init__(self, claims: Sequence[Claim], file: ClaimFile, texts: Mapping[str, str]) -> None:
        self._proposed = {claim.id: claim for claim in claims}
        self._sources = {source.id: source for source in file.sources}
        self._texts = texts
        self._file = file
        self._past: list[_State] = []
        self._state = _State(tuple(claims[1:]), claims[0] if claims else None)
        self._recent: list[str] = []
        self.new_sources: list[Source] = []
        self.presses = 0

    @property
    def done(self) -> bool:
        return self._state.hand is None

    @property
    def hand(self) -> Claim | None:
        """The claim in hand as mended so far."""
        return self._state.hand

    @property
    def judged(self) -> tuple[Judged, ...]:
        return self._state.judged

    def press(self, key: str) -> str:
        """Do what a key says; returns a word to the person where it does nothing."""
        self.presses += 1
        if key == "u":
            return self._undo()
        if self._state.hand is None:
            return "nothing is left to review"
        if self._state.menu is not None:
            return self._choose(key, self._state.menu)
        if key in MODALITY_KEYS:
            return self._mend(modality=MODALITY_KEYS[key])
        act = self._keys().get(key)
        return "this key does nothing; ? lists the keys" if act is None else act()

    def _keys(self) -> Mapping[str, Callable[[], str]]:
        return {
            "y": lambda: self._decide(confirm=True),
            "n": lambda: self._decide(confirm=False),
            " ": self._skip,
            "p": self._turn,
            "i": lambda: self._flag(ClaimFlag.INTERESTED_PARTY),
            "[": self._drop_link,
            "]": lambda: self._menu(0),
            ">": self._grow,
            "<": self._shrink,
        }

    def write(self, proposition: str) -> str:
        """Word the proposition anew."""
        return self._mend(proposition=proposition) if proposition.strip() else "nothing was written"

    def add_source(self, kind: SourceKind, name: str) -> str:
        """Add an inner link to a source that the case does not know yet."""
        source = Source(f"s{len(self._sources) + 1}", kind, name)
        while source.id in self._sources:
            source = replace(source, id=source.id + "x")
        self._sources[source.id] = source
        self.new_sources.append(source)
        return self._link(source.id)

    def _go(self, state: _State) -> str:
        self._past.append(self._state)
        self._state = state
        return ""

    def _undo(self) -> str:
        if not self._past:
            return "nothing to undo"
        self._state = self._past.pop()
        return ""

    def _next(self, judged: tuple[Judged, ...], put_back: tuple[Claim, ...] = ()) -> str:
        waiting = (*self._state.waiting, *put_back)
        return self._go(_State(waiting[1:], waiting[0] if waiting else None, judged))

    def _decide(self, *, confirm: bool) -> str:
        hand = self._state.hand
        assert hand is not None
        mended = hand if confirm and hand != self._proposed[hand.id] else None
        return self._next((*self._state.judged, Judged(hand.id, confirm, mended=mended)))

    def _skip(self) -> str:
        return self._next(self._state.judged)

    def _mend(self, **fields: object) -> str:
        assert self._state.hand is not None
        return self._go(replace(self._state, hand=replace(self._state.hand, **fields), menu=None))  # type: ignore[arg-type]

    def _turn(self) -> str:
        assert self._state.hand is not None
        affirmed = self._state.hand.polarity is Polarity.AFFIRMED
        return self._mend(polarity=Polarity.NEGATED if affirmed else Polarity.AFFIRMED)

    def _flag(self, flag: ClaimFlag) -> str:
        assert self._state.hand is not None
        flags = self._state.hand.flags
        return self._mend(flags=tuple(f for f in flags if f is not flag) if flag in flags else (*flags, flag))

    def _drop_link(self) -> str:
        assert self._state.hand is not None
        chain = self._state.hand.chain
        return "the first link is the document itself" if len(chain) == 1 else self._mend(chain=chain[:-1])

    def _menu(self, page: int) -> str:
        return self._go(replace(self._state, menu=page))

    def _choose(self, key: str, page: int) -> str:
        offered = self.offered(page)
        if key == "/":
            return self._menu(page + 1 if self.offered(page + 1) else 0)
        index = MENU_KEYS.find(key)
        if not 0 <= index < len(offered):
            return self._go(replace(self._state, menu=None)) or "no link was added"
        return self._link(offered[index].id)

    def _link(self, source: str) -> str:
        assert self._state.hand is not None
        self._recent = [source, *(each for each in self._recent if each != source)]
        return self._mend(chain=(*self._state.hand.chain, Link(source)))

    def offered(self, page: int) -> tuple[Source, ...]:
        """A page of the menu of sources, those used last first."""
        order = [*self._recent, *(each for each in self._sources if each not in self._recent)]
        chosen = order[page * len(MENU_KEYS) : (page + 1) * len(MENU_KEYS)]
        return tuple(self._sources[each] for each in chosen)

    def _grow(self) -> str:
        hand, text = self._quoted()
        match = None if hand.span is None else _WORD_AFTER.match(text, hand.span.end)
        if hand.span is None or match is None:
            return "the span ends where the text ends"
        return self._respan(Span(hand.span.start, match.end()), text)

    def _shrink(self) -> str:
        hand, text = self._quoted()
        if hand.span is None:
            return "the claim has no span"
        kept = _WORD_LAST.sub("", text[hand.span.start : hand.span.end])
        return self._respan(Span(hand.span.start, hand.span.start + len(kept)), text) if kept else "one word is left"

    def _quoted(self) -> tuple[Claim, str]:
        assert self._state.hand is not None
        return self._state.hand, self._texts.get(self._state.hand.document, "")

    def _respan(self, span: Span, text: str) -> str:
        return self._mend(span=span, quote=text[span.start : span.end])

    def screen(self) -> str:
        """What the person sees now, in plain lines."""
        hand = self._state.hand
        if hand is None:
            return f"{len(self._state.judged)} decided, none left"
        if self._state.menu is not None:
            rows = zip(MENU_KEYS, self.offered(self._state.menu), strict=False)
            return "\n".join(["add which source behind the last?", *(f"  {key}  {each.name}" for key, each in rows)])
        return "\n".join([self._context(hand), "", *self._says(hand), *self._neighbours(hand)])

    def _context(self, hand: Claim) -> str:
        text = self._texts.get(hand.document, "")
        if hand.span is None or not text:
            return hand.quote or "(no quote)"
        start, end = hand.span.start, hand.span.end
        return f"{text[max(0, start - _AROUND) : start]}«{text[start:end]}»{text[end : end + _AROUND]}"

    def _says(self, hand: Claim) -> list[str]:
        names = [self._sources[link.source].name if link.source in self._sources else "?" for link in hand.chain]
        lines = [f"{'  ' * depth}{name} says that" for depth, name in enumerate(names)]
        entities = {entity.id: entity.name for entity in self._file.entities}
        roles = "; ".join(
            f"{role}: {'left open' if filled is None else ', '.join(entities.get(each, each) for each in filled)}"
            for role, filled in hand.roles.items()
        )
        marks = ", ".join([hand.type.value, hand.modality.value, hand.polarity.value, *(f.value for f in hand.flags)])
        return [*lines, f"{'  ' * len(lines)}{hand.proposition}", f"({marks})", roles, f"proposed by {hand.made_by}"]

    def _neighbours(self, hand: Claim) -> list[str]:
        """Claims that a person or a rule set beside this one."""
        by_id = {claim.id: claim for claim in self._file.claims}
        pairs = [(each.type.value, {each.start, each.end}) for each in self._file.relations]
        return [
            f"{kind}: {by_id[other].proposition}"
            for kind, ends in pairs
            if hand.id in ends
            for other in ends - {hand.id}
            if other in by_id
        ]


KEYS_HELP = """y confirm   n reject   space later   u undo   q stop and record
1 asserted 2 acknowledged 3 believed 4 indicated 5 suspected 6 feared 7 possible
8 insisted 9 denied 0 requested - directed      p polarity   i interested party
[ drop the innermost link   ] add one from the list   + add one with a new source
< > span by a word   e word the proposition anew   ? this list"""

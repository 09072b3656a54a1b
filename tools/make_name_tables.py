"""Make the counted tables of names: ``python tools/make_name_tables.py ../shared [FOLDER]``. Same in, same out.

``background.csv``: how many listed parties bear a word. ``mined_variants.csv``: words that aliases of one party
exchange and names of different parties do not, counted on the development half only. ``attested.csv``: given and
family names of the word lists of Faker and of the US census of 1990; it is left alone where those packages are not
installed.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from endgate.lists.model import ListedParty
from endgate.names.fold import fold, is_syllable
from endgate.names.lexicon import curated, known_distinct, person_words
from endgate.names.measure.corpus import Corpus
from endgate.names.measure.model import Half
from endgate.names.measure.twins import Twins
from endgate.names.normalise import words
from endgate.terms.kinds import PartyKind

TARGET = Path(__file__).parent.parent / "src/endgate/data/names"
SOURCE = "us-csl 2026-07-31 and un 2026-08-01"
Row = tuple[str, ...]

_LEAST_PARTIES = 2
_LEAST_ALIKE = 60
_TIMES_DIFFERENT = 5
_RARE = 3
_NAMES_OF_ONE = 20
_WORDS_IN_ROW = 120


def parties_of(shared: Path) -> tuple[ListedParty, ...]:
    corpus = Corpus(shared)
    return (*corpus.screening_list, *corpus.united_nations)


def background(parties: Iterable[ListedParty]) -> Iterator[Row]:
    """How many people and organisations bear each word, words of equal counts in one row."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    totals = [0, 0]
    for party in parties:
        side = 0 if party.kind is PartyKind.PERSON else 1 if party.kind in _ORGANISED else None
        if side is None:
            continue
        totals[side] += 1
        for word in {word for name in party.names for word in words(name.text) if _counted(word)}:
            counts[word][side] += 1
    yield "people", "organisations", "words", "source"
    yield str(totals[0]), str(totals[1]), "*", f"{SOURCE}: parties counted"
    equal: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, (people, organisations) in counts.items():
        if people + organisations >= _RARE:
            equal[people, organisations].append(word)
    for (people, organisations), found in sorted(equal.items(), reverse=True):
        for line in _lines(sorted(found)):
            yield str(people), str(organisations), line, SOURCE


_ORGANISED = (PartyKind.ORGANISATION, PartyKind.UNKNOWN)


def _counted(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 1


def _lines(found: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(found), _WORDS_IN_ROW):
        yield " ".join(found[at : at + _WORDS_IN_ROW])


def mined(parties: Sequence[ListedParty]) -> Iterator[Row]:
    """Pairs of words of people's names that at least three parties exchange, five times as often as different ones."""
    twins = Twins(parties)
    people = [each for each in parties if each.kind is PartyKind.PERSON and twins.half(each.party_id) is Half.DEV]
    same, different = _same(people, twins), _different(people, twins)
    yield "head", "forms", "language", "source"
    for (one, other), count in sorted(same.items()):
        others = different[one, other]
        if count < _LEAST_PARTIES or count <= _TIMES_DIFFERENT * others or not _new(one, other):
            continue
        counted = f"{SOURCE}: {count} parties exchange them; {others} times different"
        yield f"{one}+{other}", f"{one} {other}", "", counted


def _new(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 3 or not (one.isascii() and other.isascii() and (one + other).isalpha()):
        return False
    if fuzz.ratio(one, other) < _LEAST_ALIKE:
        return False
    if is_syllable(one) or is_syllable(other) or fold(one) == fold(other) or known_distinct(one, other):
        return False
    titles = person_words().phrases
    clusters = curated()
    return not (set(clusters.get(one, ())) & set(clusters.get(other, ()))) and not {(one,), (other,)} & titles.keys()


def _same(people: Iterable[ListedParty], twins: Twins) -> Counter[tuple[str, str]]:
    """Pairs by how many people exchange them; a person on two lists counts once."""
    exchanging: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for party in people:
        names = [words(name.text) for name in party.names[:_NAMES_OF_ONE]]
        for pair in {pair for at, one in enumerate(names) for other in names[:at] for pair in _exchanged(one, other)}:
            exchanging[pair].add(twins.group(party.party_id))
    return Counter({pair: len(groups) for pair, groups in exchanging.items()})


def _exchanged(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    left, right = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if len(one) >= 2 and left.total() == right.total() == 1:
        a, b = next(iter(left)), next(iter(right))
        yield min(a, b), max(a, b)


def _different(people: Iterable[ListedParty], twins: Twins) -> Counter[tuple[str, str]]:
    """Pairs that alone part the names of two parties."""
    frames: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for party in people:
        for name in party.names[:_NAMES_OF_ONE]:
            tokens = sorted(words(name.text))
            for at in range(len(tokens) if len(tokens) >= 2 else 0):
                frames[tuple(tokens[:at] + tokens[at + 1 :])].add((tokens[at], party.party_id))
    counts: Counter[tuple[str, str]] = Counter()
    for found in frames.values():
        if len(found) > 60:
            continue
        for one, left in found:
            counts.update((one, other) for other, right in found if one < other and not twins.one(left, right))
    return counts


def attested() -> Iterator[Row]:
    """Given and family names as normalisation writes them, each under the first language and part that has it."""
    yield "language", "part", "forms", "source"
    seen: set[str] = set()
    for locale in _LOCALES.split():
        person = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for part, columns in _COLUMNS.items():
            found = {word for column in columns for each in _listed(person, column) for word in _plain(each)}
            for line in _lines(sorted(found - seen)):
                yield locale, part, line, "word lists of Faker (MIT)"
            seen |= found
    names = importlib.import_module("names")
    for part, (file, most) in _CENSUS.items():
        lines = Path(names.FILES[file]).read_text(encoding="utf-8").split("\n")
        found = {line.split()[0].lower() for line in lines[:most] if line}
        for line in _lines(sorted(word for word in found - seen if len(word) > 2)):
            yield "en", part.split()[0], line, "US census of 1990, most frequent names"
        seen |= found


def _listed(person: object, column: str) -> Iterable[object]:
    found = getattr(person, column, ())
    return found if isinstance(found, Iterable) else ()


def _plain(each: object) -> Iterator[str]:
    text = each if isinstance(each, str) else str(each[0]) if isinstance(each, tuple) else ""
    yield from (word for word in words(text) if _counted(word) and len(word) > 2)


_CENSUS = {"family": ("last", 6000), "given male": ("first:male", 900), "given female": ("first:female", 1800)}
_COLUMNS: Mapping[str, Sequence[str]] = {
    "given": ("first_names", "first_names_male", "first_names_female", "first_romanized_names", "middle_names"),
    "family": ("last_names", "last_names_male", "last_names_female", "last_romanized_names", "unisex_last_names",
               "male_last_names", "last_names_without_suffix"),
}  # fmt: skip
_LOCALES = (
    "az_AZ bg_BG bn_BD cs_CZ da_DK de_AT de_CH de_DE el_GR en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_TH en_US es_AR "
    "es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ha_NG hr_HR hu_HU hy_AM id_ID ig_NG is_IS it_IT "
    "ja_JP ka_GE lt_LT lv_LV mk_MK nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE sw tr_TR tw_GH "
    "uk_UA uz_UZ vi_VN yo_NG zh_CN zh_TW zu_ZA"
)


def write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def main(arguments: Sequence[str]) -> int:
    shared, folder = Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else TARGET
    parties = parties_of(shared)
    write(folder / "background.csv", background(parties))
    write(folder / "mined_variants.csv", mined(parties))
    if importlib.util.find_spec("faker") and importlib.util.find_spec("names"):
        write(folder / "attested.csv", attested())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

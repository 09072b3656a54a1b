"""No date comes from a clock: every component is printed in the text, and two clocks give the same bytes."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import endgate.evidence
from endgate.evidence.dates import When, WrittenDate
from endgate.evidence.extract.propose import propose
from endgate.evidence.extract.stated_dates import dates
from endgate.evidence.extract.text import folded
from endgate.evidence.forms.propose import NamedForm, propose_shipment
from endgate.evidence.forms.read import read_form

ROOM = Path(endgate.evidence.__file__).parent
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_SHORT = [each[:3] for each in MONTHS]
GERMAN = {1: "Januar", 3: "März", 5: "Mai", 10: "Oktober", 12: "Dezember"}

year = st.integers(1900, 2099)
month = st.sampled_from([*MONTHS, *_SHORT, "Sept."])
day = st.integers(1, 28)
written = st.one_of(
    st.builds("{} {} {}".format, day, month, year),
    st.builds("{} {}".format, day, month),
    st.builds("{} {}, {}".format, month, day, year),
    st.builds("{} {}".format, month, year),
    st.builds("{} {}".format, month, day),
    st.builds("{:04d}-{:02d}-{:02d}".format, year, st.integers(1, 12), day),
    st.builds("{:02d}/{:02d}/{:02d}".format, day, st.integers(1, 28), st.integers(0, 99)),
    st.builds("{}.{}.{}".format, day, st.integers(1, 12), year),
    st.builds("in {}".format, year),
    st.sampled_from(
        [
            *("today", "yesterday", "last year", "that month", "this week", "Monday", "on Friday", "in recent years"),
            *(
                "next month",
                "soon",
                "1387",
                "last summer",
                "two years ago",
                "tomorrow",
                "in the spring",
                "May",
                "March",
            ),
        ]
    ),
)
around = st.sampled_from(
    [
        "The ministry said {} that Alfa GmbH had sold pumps to Iran {}.",
        "LISBON, {} - Officials fear that the valves reached Syria {}.",
        "Date: {}\n\nThe broker denied {} that it shipped the lathe to Oman.",
        "According to a memo of {}, the firm delivered the mill {}.",
        "{}: the panel believes a trader moved steel {}.",
    ]
)


def printed(when: When, text: str) -> bool:
    """Is every component of a date, and of each candidate and bound, printed in its words or in the text?"""
    values = [each for each in (when.value, *when.candidates) if each is not None]
    return all(_printed(each, folded(text)) for each in values)


def _printed(value: WrittenDate, text: str) -> bool:
    numbers = {int(each) for each in re.findall(r"\d+", text)}
    if value.year is not None and value.year not in numbers and value.year % 100 not in numbers:
        return False
    if value.day is not None and value.day not in numbers:
        return False
    if value.month is None:
        return True
    names = [MONTHS[value.month - 1][:3], GERMAN.get(value.month, "-")[:3]]
    return value.month in numbers or any(name.casefold() in text.casefold() for name in names)


@settings(max_examples=400)
@given(around, written, written)
def test_every_component_of_a_date_is_printed(frame: str, first: str, second: str) -> None:
    text = frame.format(first, second)
    found = propose(text)
    stated = [each.when for each in dates(folded(text))]
    given_dates = [*(claim.when for claim in found.claims), found.dateline, *stated]
    for when in given_dates:
        if when is not None:
            assert printed(when, text), (text, when)
            assert when.value is None or when.value.year is None or str(when.value.year) in text
    if not re.search(r"\d{4}|/\d\d\b", text):
        years = [when.value.year for when in given_dates if when is not None and when.value is not None]
        assert [each for each in years if each is not None] == []


@settings(max_examples=150)
@given(written)
def test_no_form_is_dated_by_anything_but_what_it_prints(stated: str) -> None:
    text = f"COMMERCIAL INVOICE\nSeller: Alfa GmbH\nDate: {stated}\nDescription of goods: pumps\n"
    form = read_form(text)
    assert form is not None
    dated = [each for each in dates(stated) if each.when.value is not None]
    whole = [each for each in dated if each.when.value is not None and each.when.value.day is not None]
    if not any(each.when.value is not None and each.when.value.year is not None for each in whole):
        with pytest.raises(Exception, match="no day"):
            propose_shipment("deal", [NamedForm("a", form)])
        return
    found = propose_shipment("deal", [NamedForm("a", form)]).shipment["date"]
    assert str(int(found[:4])) in stated
    assert str(int(found[8:])) in stated


CLOCK = """
import datetime, sys, time
SHIFT = float(sys.argv.pop(1))
for name in ("time", "time_ns"):
    real = getattr(time, name)
    setattr(time, name, lambda real=real, name=name: real() + int(SHIFT * (1_000_000_000 if name == "time_ns" else 1)))
for name in ("localtime", "gmtime"):
    real_of = getattr(time, name)
    setattr(time, name, lambda at=None, real_of=real_of: real_of(time.time() if at is None else at))
class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.now(datetime.UTC).replace(tzinfo=None)
class MovedDay(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Moved, MovedDay
import json
from pathlib import Path
from endgate.cli.check_forms import read_folder, shipment_of
from endgate.evidence.extract.propose import propose
from endgate.evidence.intake.take import take
from endgate.terms.codec import encode
out = [MovedDay.today().year]
for path in sorted(Path(sys.argv[1]).iterdir()):
    taken = take(path.read_bytes(), name=path.name)
    out.append([path.name, repr(taken)])
    for text in taken.texts:
        out.append(repr(propose(text.text)))
read = read_folder(Path(sys.argv[1]))
out.append(shipment_of(read.proposed) if read.proposed else repr(read.faults))
print(json.dumps(out))
"""


def test_two_clocks_twenty_years_apart_and_two_zones_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "LISBON, 9 October - A trader moved valves to Iran last year, officials said today.\n"
    )
    (tmp_path / "b.html").write_text("<p>On Feb. 3 the firm sold a pump to Syria.</p><footer>Copyright 2019</footer>")
    (tmp_path / "c.eml").write_text("From: a@example.org\nDate: 3 May\nSubject: x\n\nIn April we shipped it to Oman.\n")
    (tmp_path / "d.txt").write_text(
        "INVOICE\nSeller: Alfa GmbH, Bonn, Germany\nBuyer: Beta SpA, Rome, Italy\nDate: 2 May 2021\n"
        "Description of goods: pumps\nDestination: Italy\n"
    )
    outputs = [_under(tmp_path, shift, zone) for shift, zone in ((0, "UTC"), (20 * 31_556_952, "Asia/Tokyo"))]
    years = [json.loads(each)[0] for each in outputs]
    assert years[1] - years[0] in (19, 20, 21)
    assert json.loads(outputs[0])[1:] == json.loads(outputs[1])[1:]


def _under(folder: Path, shift: int, zone: str) -> str:
    environment = {**os.environ, "TZ": zone, "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", CLOCK, str(shift), str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_no_module_of_the_room_reads_a_clock() -> None:
    """Only the wait for an endpoint's answer measures time, and it measures no day."""
    asked = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
    found = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked:
                found.add(f"{path.name}:{node.func.attr}")
    assert found == set()

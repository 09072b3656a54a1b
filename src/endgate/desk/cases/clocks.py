"""Limits of cases: when one is due, how a pause moves it, when it is near."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from endgate.desk.cases.workflow import workflow

CLOSED = "closed"
WAITING = "waiting"


def due_from(opened: datetime) -> datetime:
    """When a case that opens now is due, at the same time of day, by the limit in force."""
    clock = workflow().clock(opened.date())
    due, left = opened, clock.days
    while left > 0:
        due += timedelta(days=1)
        if not clock.working_days or workflow().is_working_day(due.date()):
            left -= 1
    return due


def resumed(due: datetime | None, since: datetime | None, now: datetime) -> datetime | None:
    """The limit after a pause: later by as long as the pause was."""
    return due if due is None or since is None else due + max(now - since, timedelta())


def is_late(due: datetime | None, state: str, now: datetime) -> bool:
    """Has the limit passed while the clock ran?"""
    return due is not None and state not in (CLOSED, WAITING) and due < now


def is_near(opened: datetime, due: datetime | None, state: str, now: datetime) -> bool:
    """Has most of the time passed, by the share that the workflow names?"""
    if due is None or state in (CLOSED, WAITING) or due < now:
        return False
    whole = (due - opened).total_seconds()
    return whole > 0 and (now - opened).total_seconds() * 100 >= whole * workflow().amber_percent


def left(due: datetime | None, state: str, waits: str, now: datetime) -> str:
    """The clock in words; empty where there is none."""
    if state == WAITING:
        return f"paused: {waits}"
    if state == CLOSED or due is None:
        return ""
    hours = (due - now).total_seconds() / 3600
    if hours < 0:
        return "late"
    return f"{hours:.0f} h" if hours < 24 else f"{hours / 24:.0f} d"


def moved_on(day: date, decided: datetime, now: datetime) -> date:
    """The day to ask about now: today for what was asked about its own day, the same for a day in the past."""
    return max(day, now.date()) if day == decided.date() else day

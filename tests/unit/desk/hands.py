"""Hands that work a page as a person does, with the mouse alone or the keyboard alone, and count their acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

Error = pytest.importorskip("playwright.sync_api", reason="no playwright: requirements/dev.txt has its pin").Error

FAR = 400
"""Presses of Tab after which something counts as out of the keyboard's reach."""
LOOKS, PAUSE = 3000, 10
"""How often a hand looks whether the page is painted, and the milliseconds between two looks."""


def _see(page: Any) -> None:
    """Wait until the page is on the screen, as anybody does: a browser drops keys and clicks before its first paint."""
    for _ in range(LOOKS):
        try:
            if page.evaluate("performance.getEntriesByType('paint').length"):
                return
        except Error:  # the page was left while it was looked at
            page.wait_for_load_state()
        page.wait_for_timeout(PAUSE)
    pytest.fail(f"{page.url} was never painted")


@dataclass
class Mouse:
    """A hand on the mouse: it clicks what it sees, and types only into what it clicked."""

    page: Any
    scripted: bool = True
    acts: int = 0

    def do(self, selector: str) -> None:
        self.acts += 1
        self.page.wait_for_selector(selector)
        _see(self.page)
        self.page.click(selector)

    def choose(self, selector: str, value: str) -> None:
        self.acts += 1
        self.page.select_option(selector, value)

    def write(self, selector: str, text: str) -> None:
        self.do(selector)
        self.page.keyboard.type(text)

    def give(self, selector: str, path: Path) -> None:
        """Choose a file where the page asks for one."""
        with self.page.expect_file_chooser() as asked:
            self.do(selector)
        asked.value.set_files(str(path))


@dataclass
class Keyboard:
    """Hands on the keyboard: Tab reaches, Enter and the space bar act, letters choose, single keys do what they say."""

    page: Any
    scripted: bool = True
    acts: int = 0

    def press(self, *keys: str) -> None:
        """Keys that the page itself answers; each is an act."""
        for key in keys:
            self.acts += 1
            _see(self.page)
            self.page.keyboard.press(key)

    def reach(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        wanted.wait_for()
        self.page.wait_for_load_state("networkidle")
        _see(self.page)
        for _ in range(FAR):
            if wanted.evaluate("each => document.activeElement === each"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {selector}")

    def do(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        if wanted.evaluate("each => each.matches('input[type=radio]')"):
            self._of_group(selector)
            return
        self.reach(selector)
        self.press("Space" if wanted.evaluate("each => each.matches('input')") else "Enter")

    def _of_group(self, selector: str) -> None:
        """Radio buttons are one stop of Tab; arrows choose among them."""
        wanted = self.page.locator(selector).first
        self.reach(f"[name={wanted.get_attribute('name')}]")
        for _ in range(10):
            if wanted.evaluate("each => document.activeElement === each"):
                self.press("Space")
                return
            self.press("ArrowDown")
        pytest.fail(f"the arrows do not reach {selector}")

    def choose(self, selector: str, value: str) -> None:
        self.reach(selector)
        option = self.page.locator(f"{selector} option[value='{value}']")
        words = option.inner_text() if option.count() else value
        self.page.keyboard.type(words[:20])
        assert self.page.input_value(selector) == value

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)

    def give(self, selector: str, path: Path) -> None:
        """Choose a file where the page asks for one."""
        self.reach(selector)
        with self.page.expect_file_chooser() as asked:
            self.press("Space")
        asked.value.set_files(str(path))

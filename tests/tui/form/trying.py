"""A form to try things on, and what it shows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from custui.db.connection import ShopDatabase
from custui.tui.app import CustuiApp
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Form, FormView, Value, Values


class Trying(FormWork[str]):
    """Keeps what was saved; ``on_save`` may refuse, ``wait`` holds it up."""

    title = "Trying"

    def __init__(self, form: Form, opening: Mapping[str, Value] | None = None) -> None:
        self._form = form
        self._opening = opening or {}
        self.saved: list[Mapping[str, Value]] = []
        self.seen: list[Mapping[str, Value]] = []
        self.on_save: Callable[[Values], None] = lambda _values: None
        self.on_check: Callable[[Values], Mapping[str, str]] = lambda _values: {}
        self.on_warn: Callable[[Values], Mapping[str, str]] = lambda _values: {}
        self.go_on = threading.Event()
        self.go_on.set()

    def form(self) -> Form:
        return self._form

    def opening(self) -> Mapping[str, Value]:
        return self._opening

    def check(self, values: Values) -> Mapping[str, str]:
        return self.on_check(values)

    def warnings(self, database: ShopDatabase, values: Values) -> Mapping[str, str]:
        return self.on_warn(values)

    def save(self, database: ShopDatabase, values: Values) -> str:
        self.go_on.wait(5)
        self.on_save(values)
        self.saved.append(values.by_name)
        return "saved"

    def saw(self, theirs: Mapping[str, Value]) -> None:
        self.seen.append(theirs)


def picture(app: CustuiApp) -> list[str]:
    """The screen in front as text."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def shown(app: CustuiApp) -> str:
    return "\n".join(picture(app))


def line_of(app: CustuiApp, text: str) -> str:
    """The line of the screen that has ``text``."""
    return next(line for line in picture(app) if text in line)


def view(app: CustuiApp) -> FormView:
    return app.screen.query_one(FormView)


def field_in_focus(app: CustuiApp) -> str:
    row = view(app)._row_in_focus
    return row.field.name if row else ""


@asynccontextmanager
async def filled_in(app: CustuiApp, screen: FormScreen[Any], size: tuple[int, int] = (80, 24)):
    """The form on the screen, ready to be typed into; ``outcomes`` collects what it ends with."""
    outcomes: list[Any] = []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.push_screen(screen, outcomes.append)
        await pilot.pause()
        yield Filling(app, pilot, outcomes)


class Filling:
    """A person filling in a form."""

    def __init__(self, app: CustuiApp, pilot: Pilot[None], outcomes: list[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.outcomes = outcomes

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if char == " " else char for char in text))

    @property
    def shown(self) -> str:
        return shown(self.app)

    @property
    def place(self) -> str:
        return field_in_focus(self.app)

"""Typed keys wait for what the ones before them do, but not for ever."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from custui.tui import typed_ahead
from custui.tui.typed_ahead import TypedAhead
from tests.tui.test_customers_screen import until


class Field(App[None]):
    """One field; Ctrl+T hangs until ``let_go``, Ctrl+X fails."""

    BINDINGS: ClassVar = [
        ("ctrl+t", "hang"),
        Binding("ctrl+x", "fail", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()
        self._typed = TypedAhead(self, super().on_event)

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed.take(event)
        else:
            await super().on_event(event)

    def on_unmount(self) -> None:
        self._typed.stop()

    async def action_hang(self) -> None:
        await self.let_go.wait()

    def action_fail(self) -> None:
        raise ZeroDivisionError

    def type(self, *keys: str) -> None:
        for key in keys:
            self.post_message(events.Key(key, key if len(key) == 1 else None))

    @property
    def value(self) -> str:
        return self.query_one(Input).value


async def test_keys_wait_for_the_one_before() -> None:
    app = Field()
    async with app.run_test():
        app.type("a", "ctrl+t", "b", "home", "c")
        await until(lambda: app.value == "a")
        await asyncio.sleep(0.1)
        assert app.value == "a"
        app.let_go.set()
        await until(lambda: app.value == "cab")


async def test_they_do_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "_PATIENCE", 0.1)
    app = Field()
    async with app.run_test():
        app.type("a", "ctrl+t", "b")
        await until(lambda: app.value == "ab")
        app.let_go.set()


async def test_a_fault_in_what_a_key_does_ends_the_program() -> None:
    app = Field()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test():
            app.type("ctrl+x", "a")
            await until(lambda: app._exception)

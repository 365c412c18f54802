"""Keys take effect in the order they were typed, each where the one before it led.

Over a slow line, or while the program is busy, several keys arrive at once. Textual hands each to
the widget in focus the moment it comes: a character would be in the field before the Ctrl+U typed
ahead of it, and what is meant for a dialog would go to the list that is about to open it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual.app import App
from textual.dom import DOMNode

Typed = events.Key | events.Paste

_SOON: Final = 0.008
"""Seconds after a key in which it is left alone to be drawn, unless the next one comes."""

_LOOK_SECONDS: Final = 0.02
"""How often to look whether a widget that is waited for is still there."""

_PATIENCE: Final = 1.0
"""Seconds after which the next key no longer waits: a handler that hangs must not take them all."""


class TypedAhead:
    """Delivers what was typed, one after the other; ``deliver`` is what Textual does with each."""

    def __init__(self, app: App[Any], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Typed] = deque()
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def take(self, typed: Typed) -> None:
        """Deliver ``typed`` when all that was typed before it has had its effect."""
        self._waiting.append(typed)
        self._came.set()
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="typed ahead")

    def stop(self) -> None:
        """Deliver nothing more."""
        if self._task is not None:
            self._task.cancel()

    async def _work(self) -> None:
        try:
            while True:
                await self._came.wait()
                await self._deliver_next()
        except Exception as error:  # as Textual ends the app when a handler fails
            self._app._handle_exception(error)

    async def _deliver_next(self) -> None:
        typed = self._waiting.popleft()
        into_field = self._goes_into_field(typed)
        with self._app._context():
            await self._deliver(typed)
        if not self._waiting:
            self._came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_SOON):
                    await self._came.wait()
        # Characters of one field are in order without waiting for each.
        if not (into_field and self._waiting and self._goes_into_field(self._waiting[0])):
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._calm()

    def _goes_into_field(self, typed: Typed) -> bool:
        focused = self._app.focused
        if focused is None or isinstance(typed, events.Paste):
            return focused is not None
        return focused.check_consume_key(typed.key, typed.character)

    async def _calm(self) -> None:
        """Wait until every message is handled, those too that were sent meanwhile."""
        before: tuple[object, ...] = ()
        while True:
            pumps = list(self._pumps())
            is_quiet = not any(pump.message_queue_size for pump in pumps)
            now = (self._app.focused, *pumps)
            await _handled(pumps)
            if is_quiet and now == before:
                return
            before = now

    def _pumps(self) -> Iterator[DOMNode]:
        yield self._app
        yield from self._app.screen.walk_children(with_self=True)


async def _handled(pumps: list[DOMNode]) -> None:
    """Wait until each of ``pumps`` has handled what it was sent before."""
    marks = [(pump, asyncio.Event()) for pump in pumps]
    for pump, mark in marks:
        pump.call_later(mark.set)
    for pump, mark in marks:
        while not mark.is_set() and pump.is_running:  # one that ends handles nothing more
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await mark.wait()

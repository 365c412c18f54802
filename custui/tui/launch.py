"""Runs a Textual app so that the terminal is left in order and the exit code is true.

Textual reads its settings from the environment when it is imported: ``run_app`` sets them first,
then calls ``make_app``, which is where Textual may be imported.
"""

from __future__ import annotations

import asyncio
import gc
import io
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from custui.domain.text import printable
from custui.locale import _
from custui.tui.charset import draw_lookalikes
from custui.tui.hangup import Hangup
from custui.tui.terminal import restorer, this_terminal

if TYPE_CHECKING:
    from textual.app import App

    MakeApp = Callable[[], App[Any]]

SETTINGS: Final = {
    "TEXTUAL_ANIMATIONS": "none",  # every frame of one would cross the SSH line
    "TEXTUAL_SMOOTH_SCROLL": "0",  # asks the terminal to report the mouse by the pixel
    "ESCDELAY": "50",  # milliseconds; a sequence may reach us in two packets
}
"""Settings of Textual's; a value that the person set stands."""

FAULT_CODE: Final = 1
_SETTLED_SECONDS: Final = 3.0


def run_app(
    make_app: MakeApp,
    *,
    mouse: bool = True,
    on_leaving: Callable[[], None] | None = None,
) -> int:
    """Run the app that ``make_app`` makes; returns the exit code of the process.

    ``on_leaving`` is called on the event loop when a signal or a vanished terminal ends the program
    (not when the app ends by itself); it must be quick. The code is then 128 + the signal's number.
    A fault in the app is told on stderr and gives ``FAULT_CODE``. Raises ``UnfitTerminal``.
    """
    terminal = this_terminal()
    set_defaults()
    draw_lookalikes(terminal.drawn)
    gc.disable()
    app = make_app()
    last_words = _keep_last_words(app)
    asyncio.run(_session(app, mouse, on_leaving, restorer(terminal)))
    _tell(app, last_words.getvalue())
    # No return code at all means that the app did not leave by its own exit.
    return FAULT_CODE if app.return_code is None else app.return_code


def set_defaults() -> None:
    """Set ``SETTINGS`` where the environment is silent; before Textual is imported."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)


def settled() -> None:
    """Say that the first rows are on screen: garbage is collected from now on.

    The collector would go through all that was imported, several times, while the app starts.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


async def _session(
    app: App[Any],
    mouse: bool,
    on_leaving: Callable[[], None] | None,
    restore: Callable[[], None],
) -> None:
    """Run ``app`` until it ends or is ended."""
    from custui.tui.driver import driver_telling

    loop = asyncio.get_running_loop()
    loop.call_later(_SETTLED_SECONDS, settled)

    def leave(code: int) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is ending already
            loop.call_soon_threadsafe(leave_app, code)

    def leave_app(code: int) -> None:
        try:
            if on_leaving is not None:
                on_leaving()
        finally:
            app.exit(return_code=code)

    with Hangup(leave, restore) as hangup:
        app.driver_class = driver_telling(hangup.terminal_gone)
        try:
            await app.run_async(mouse=mouse)
        except BaseException:
            restore()
            raise


def _keep_last_words(app: App[Any]) -> io.StringIO:
    """Catch what Textual prints when the app ends, so that it can be made safe for the terminal."""
    from rich.console import Console

    words = io.StringIO()
    app.error_console = Console(file=words, markup=False, highlight=False, width=100)
    return words


def _tell(app: App[Any], last_words: str) -> None:
    """Print the app's parting message; for a fault, what it was."""
    fault = app._exception
    if fault is not None:
        fault = getattr(fault, "error", fault)  # a worker's fault comes wrapped
        last_words = "".join(traceback.format_exception(fault))
    for line in last_words.splitlines():
        print(printable(line), file=sys.stderr)
    if fault is not None:
        print(
            _(
                "custui stopped because of a fault in it. What was saved is safe. "
                "The lines above are for whoever looks after custui."
            ),
            file=sys.stderr,
        )

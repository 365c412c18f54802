"""A small Textual app run as the desk is: ``python -m tests.pty.tiny_app``.

Keys: ``c`` crashes, ``w`` crashes in a worker, ``p`` panics, ``s`` stalls the event
loop, ``t`` leaves a thread at work for long, ``f`` floods the terminal, ``m`` leaves with
a message, ``q`` quits; any other key is shown.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custui.tui.launch import run_app
from custui.tui.terminal import UnfitTerminal

if TYPE_CHECKING:
    from textual.app import App

HOSTILE = "boo\x1b]0;stolen\x07\u202e"


def make_app() -> App[Any]:
    from textual import events
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class TinyApp(App[None]):
        pressed = ""

        def compose(self) -> ComposeResult:
            yield Static("ready │ ● Łódź", id="line")

        def on_key(self, event: events.Key) -> None:
            acts = {
                "c": self.crash,
                "w": lambda: self.run_worker(self.fail()),
                "p": lambda: self.panic("panic"),
                "s": lambda: time.sleep(60),
                "t": lambda: self.run_worker(lambda: time.sleep(60), thread=True),
                "f": lambda: self.set_interval(0.001, self.flood),
                "m": lambda: self.exit(return_code=3, message=HOSTILE),
                "q": self.exit,
            }
            if act := acts.get(event.key):
                act()
            self.pressed += event.character if event.is_printable else f"<{event.key}>"
            self.query_one("#line", Static).update(f"keys {self.pressed!a} ready", layout=False)

        def crash(self) -> None:
            raise RuntimeError(HOSTILE)

        def flood(self) -> None:
            self.styles.background = "red" if self.styles.background.g else "green"
            self.refresh()

        async def fail(self) -> None:
            raise RuntimeError("in a worker")

    return TinyApp()


def main(arguments: list[str]) -> int:
    twice = "--twice" in arguments
    draft = next((Path(word) for word in arguments if word != "--twice"), None)

    def save_draft() -> None:
        if draft is not None:
            draft.write_text("saved")

    try:
        if twice:
            run_app(make_app, on_leaving=save_draft)
            print("between", flush=True)
        return run_app(make_app, on_leaving=save_draft)
    except UnfitTerminal as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

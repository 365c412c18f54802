"""The smallest Textual app: one line of text."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class OneLine(App[None]):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("one line")


if __name__ == "__main__":
    OneLine().run()

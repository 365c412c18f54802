"""A panel of a card: a title with what is to be said of it, and facts or a list below."""

from custui.tui.widgets.panel.facts import Fact, Facts, fact
from custui.tui.widgets.panel.widget import Panel

__all__ = ["Fact", "Facts", "Panel", "fact"]

"""A form over the screen: read, filled in, checked and saved."""

from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork

__all__ = ["FormScreen", "FormWork"]

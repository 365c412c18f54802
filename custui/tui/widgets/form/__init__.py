"""Forms: declared once as fields in groups, laid out, edited, checked and read by one widget."""

from custui.tui.widgets.form.declaration import Choice, Field, Form, Group, Key, Kind, Raw, Value
from custui.tui.widgets.form.signs import ASCII, UNICODE, FormSigns
from custui.tui.widgets.form.values import Values
from custui.tui.widgets.form.view import FormView

__all__ = [
    "ASCII",
    "UNICODE",
    "Choice",
    "Field",
    "Form",
    "FormSigns",
    "FormView",
    "Group",
    "Key",
    "Kind",
    "Raw",
    "Value",
    "Values",
]

"""What works in every form, beside what its fields can do."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("In a form"),
    (
        Command(
            "form.save", "ctrl+s", N_("Save"), N_("Save what stands here"), "save", footer=True
        ),
        Command(
            "form.generate",
            "ctrl+g",
            N_("Make one up"),
            N_("Make up a password, an address, a code"),
            "generate",
            footer=True,
        ),
        Command(
            "form.next",
            "tab,down",
            N_("Next field"),
            N_("Next field; Enter does so too"),
            "next(1)",
            palette=False,
        ),
        Command(
            "form.before",
            "shift+tab,up",
            N_("Field before"),
            N_("Field before"),
            "next(-1)",
            palette=False,
        ),
        Command(
            "form.page_down",
            "pagedown",
            N_("Page down"),
            N_("A page further"),
            "page(1)",
            palette=False,
        ),
        Command(
            "form.page_up", "pageup", N_("Page up"), N_("A page back"), "page(-1)", palette=False
        ),
        Command(
            "form.leave",
            "escape",
            N_("Leave"),
            N_("Leave; asks first when something was typed"),
            "leave",
            footer=True,
        ),
    ),
)

"""What works on every screen."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import EVERYWHERE, Command, CommandGroup
from custui.tui.sections import SECTIONS

SECTION_COMMANDS = tuple(
    Command(
        f"section.{section.name}",
        section.key,
        section.title,
        section.summary,
        f"app.section('{section.name}')",
        palette=section.built,
    )
    for section in SECTIONS
)

COMMANDS = CommandGroup(
    EVERYWHERE,
    (
        *SECTION_COMMANDS,
        Command(
            "search",
            "slash",
            N_("Search"),
            N_("Find anyone: name, e-mail, phone, order, IP address"),
            "app.search",
            footer=True,
            at_once=True,
        ),
        Command(
            "card_before",
            "minus",
            N_("Customer before"),
            N_("The customer seen before"),
            "screen.card_before",
        ),
        Command("undo", "z", N_("Undo"), N_("Take back what you did last"), "screen.undo"),
        Command(
            "recent",
            "underscore",
            N_("Recent customers"),
            N_("Go back to one of the customers you looked at lately"),
            "app.recent",
            at_once=True,
        ),
        Command(
            "palette",
            "colon,ctrl+p",
            N_("Palette"),
            N_("Find a command by its name"),
            "app.command_palette",
            palette=False,
        ),
        Command(
            "help",
            "question_mark,f1",
            N_("Help"),
            N_("Every key that works here"),
            "app.help",
            footer=True,
        ),
        Command(
            "theme",
            "f2",
            N_("Light or dark"),
            N_("Change between the light and dark theme"),
            "app.next_theme",
        ),
        Command("quit", "q,ctrl+q", N_("Quit"), N_("Leave custui"), "app.quit", footer=True),
    ),
)

"""Which commands work where the user is: for the footer, the palette and the help."""

from __future__ import annotations

from collections.abc import Iterator

from textual.dom import DOMNode
from textual.screen import Screen

from custui.tui.commands import Command, CommandGroup


def _nodes(screen: Screen[object]) -> Iterator[DOMNode]:
    """From the widget in focus outwards to the app."""
    if screen.focused is not None:
        yield from (node for node in screen.focused.ancestors_with_self if node is not screen.app)
    else:
        yield screen
    yield screen.app


def groups_here(screen: Screen[object]) -> list[CommandGroup]:
    """The groups of commands that reach the user where the focus is, innermost last."""
    groups = [group for node in _nodes(screen) for group in getattr(node, "COMMAND_GROUPS", ())]
    return list(dict.fromkeys(groups))


def is_enabled(screen: Screen[object], command: Command) -> bool:
    """Would the command do something now?"""
    for binding in screen.active_bindings.values():
        if binding.binding.id == command.id:
            return binding.enabled
    return False


def commands_here(screen: Screen[object]) -> list[Command]:
    """The commands that work now, those of the place before those of everywhere."""
    enabled = {active.binding.id for active in screen.active_bindings.values() if active.enabled}
    return [
        command
        for group in groups_here(screen)
        for command in group.commands
        if command.id in enabled
    ]

"""Which commands work where the user is: for the footer, the palette and the help."""

from __future__ import annotations

from collections.abc import Iterator

from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen

from custui.tui.commands import KEY_CAPS, Command, CommandGroup


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


def is_typed(screen: Screen[object], key: str) -> bool:
    """Does the key put a character into the text field in focus?"""
    # Textual knows no character for some keys by its own names of them.
    character = key_to_character(key) or KEY_CAPS.get(key, "")
    if screen.focused is None or len(character) != 1 or not character.isascii():
        return False
    return screen.focused.check_consume_key(key, character)


def keys_here(screen: Screen[object]) -> dict[str, set[str]]:
    """The keys of each command that works now, by the command's id."""
    keys: dict[str, set[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.id and not is_typed(screen, key):
            keys.setdefault(active.binding.id, set()).add(key)
    return keys


def keyed_commands_here(screen: Screen[object]) -> list[tuple[Command, str]]:
    """The commands that work now, each with the first of its keys that does, innermost first."""
    keys = keys_here(screen)
    return [
        (command, next(key for key in command.keys.split(",") if key in keys[command.id]))
        for group in groups_here(screen)
        for command in group.commands
        if not keys.get(command.id, set()).isdisjoint(command.keys.split(","))
    ]


def commands_here(screen: Screen[object]) -> list[Command]:
    """The commands that work now, those of the place before those of everywhere."""
    return [command for command, _key in keyed_commands_here(screen)]

"""Which commands work where the user is: for the footer, the palette and the help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import ActiveBinding
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


def is_typed(screen: Screen[object], key: str) -> bool:
    """Does the key put a character into the text field in focus?"""
    # Textual knows no character for some keys by its own names of them.
    character = key_to_character(key) or KEY_CAPS.get(key, "")
    if screen.focused is None or len(character) != 1 or not character.isascii():
        return False
    return screen.focused.check_consume_key(key, character)


@dataclass(frozen=True)
class Offered:
    """A command that is shown where the user is, with the first of its keys that reaches it.

    ``why_not`` says why it cannot be done all the same; safe to show.
    """

    command: Command
    key: str
    why_not: str = ""


def offered_here(screen: Screen[object]) -> list[Offered]:
    """The commands that work now, and those that the person may not use; innermost first."""
    active = {
        key: each for key, each in screen.active_bindings.items() if not is_typed(screen, key)
    }
    found = []
    for group in groups_here(screen):
        for command in group.commands:
            keys = [
                key
                for key in command.keys.split(",")
                if key in active and active[key].binding.id == command.id
            ]
            why_not = _why_not(active[keys[0]]) if keys else ""
            if keys and (active[keys[0]].enabled or why_not):
                found.append(Offered(command, keys[0], why_not))
    return found


def why_not_here(screen: Screen[object], key: str) -> str:
    """Why what the key is for cannot be done; nothing when it can, or there is no reason."""
    active = screen.active_bindings.get(key)
    return "" if active is None else _why_not(active)


def _why_not(active: ActiveBinding) -> str:
    asked = None if active.enabled else getattr(active.node, "why_not", None)
    return asked(active.binding.action) if asked else ""

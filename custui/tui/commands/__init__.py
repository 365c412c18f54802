"""What a user can do, declared once: key, palette entry, footer hint and help line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from custui.domain.permissions import Act
from custui.locale import N_, _


@dataclass(frozen=True)
class Command:
    """One act of the user.

    ``keys`` are Textual's names, several with commas, the first one is shown; ``action`` is the
    method called (``action_…``) and decides through ``check_action`` when the act is possible;
    ``footer`` puts a hint at the foot of the screen, ``palette`` an entry into the palette.
    ``at_once`` acts before keys typed after it go anywhere: they are meant for what it opens.
    ``act`` is what the person must be permitted to do.
    """

    id: str
    keys: str
    title: str
    help: str
    action: str
    footer: bool = False
    palette: bool = True
    at_once: bool = False
    act: Act | None = None

    def binding(self) -> Binding:
        """The key binding of this act."""
        return Binding(
            self.keys,
            self.action,
            _(self.title),
            show=self.footer,
            id=self.id,
            tooltip=_(self.help),
            priority=self.at_once,
        )

    @property
    def key_shown(self) -> str:
        """The first key, as it is printed on a keyboard."""
        return KEY_CAPS.get(first := self.keys.split(",")[0], first)


KEY_CAPS = {
    "enter": "↵",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "number_sign": "#",
    "minus": "-",
    "underscore": "_",
    "space": "␣",
    "asterisk": "*",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "ctrl+o": "Ctrl+O",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
    "f1": "F1",
    "f2": "F2",
}
"""How keys are written where their Textual name is not what stands on them."""

ASCII_KEY_CAPS = {
    "↵": "Enter",
    "␣": N_("Space"),
    "↑": N_("Up"),
    "↓": N_("Down"),
    "←": N_("Left"),
    "→": N_("Right"),
}
"""How they are written where only ASCII is drawn."""


@dataclass(frozen=True)
class CommandGroup:
    """Commands that belong together under one heading of the help."""

    heading: str
    commands: tuple[Command, ...]


def bindings(groups: Iterable[CommandGroup]) -> list[BindingType]:
    """The key bindings of every command in ``groups``."""
    return [command.binding() for group in groups for command in group.commands]


def act_of(groups: Iterable[CommandGroup], action: str) -> Act | None:
    """What must be permitted for ``action``, as the commands in ``groups`` say."""
    for group in groups:
        for command in group.commands:
            if command.action == action:
                return command.act
    return None


EVERYWHERE = N_("Everywhere")

"""``custui keys``: every key of the desk, with the name by which it can be changed."""

from __future__ import annotations

import argparse
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.locale import _

if TYPE_CHECKING:
    from custui.tui.commands import Command, CommandGroup

_GAP = "  "


def arguments(parser: argparse.ArgumentParser) -> None:
    """``keys`` has no arguments of its own."""


def run(options: Options) -> int:
    """Print the keys, a heading over each group: key, name, what it does."""
    rows = [(group, [_row(each, options) for each in group.commands]) for group in _groups()]
    widths = [max(len(row[place]) for _group, own in rows for row in own) for place in (0, 1)]
    for number, (group, own) in enumerate(rows):
        print(("\n" if number else "") + _(group.heading))
        for keys, name, help_line in own:
            print(f"{_GAP}{keys:<{widths[0]}}{_GAP}{name:<{widths[1]}}{_GAP}{help_line}")
    return Exit.DONE


def _groups() -> Iterator[CommandGroup]:
    """What works everywhere, then the groups of each place, by the files that declare them."""
    from custui.tui import commands
    from custui.tui.commands import CommandGroup, everywhere

    seen = {everywhere.COMMANDS.heading}
    yield everywhere.COMMANDS
    for module in pkgutil.iter_modules(commands.__path__):
        for value in vars(import_module(f"{commands.__name__}.{module.name}")).values():
            if isinstance(value, CommandGroup) and value.heading not in seen:
                seen.add(value.heading)
                yield value


def _row(command: Command, options: Options) -> tuple[str, str, str]:
    from custui.tui.commands import ASCII_KEY_CAPS, KEY_CAPS

    caps = [KEY_CAPS.get(key, key) for key in command.keys.split(",")]
    if options.ascii:
        caps = [_(ASCII_KEY_CAPS[cap]) if cap in ASCII_KEY_CAPS else cap for cap in caps]
    return " ".join(caps), command.id, _(command.help)

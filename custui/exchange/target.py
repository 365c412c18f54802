"""The file that a person named for an export."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from custui.domain.text import printable
from custui.locale import _
from custui.locale.system import system_reason


class BadTarget(Exception):
    """A file cannot be written there; the sentence says why, safe to show."""


def suggested(today: date) -> str:
    """A name that is free, in the folder one is in, or at home where that may not be written."""
    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()
    name = _("customers-{day}.csv").format(day=today.isoformat())
    stem, suffix = Path(name).stem, Path(name).suffix
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return abbreviated(path)


def abbreviated(path: Path) -> str:
    """A path with ``~`` for the home directory."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def target_named(typed: str) -> Path:
    """The file that ``typed`` names; ``~`` is the home directory. Raises ``BadTarget``.

    It may be there already: ask before writing over it.
    """
    name = typed.strip()
    if not name:
        raise BadTarget(_("Name a file."))
    if not name.isprintable():
        raise BadTarget(_("The name has characters that do not print."))
    try:
        path = Path(name).expanduser()
        _check(path)
    except RuntimeError as error:
        raise BadTarget(_("{url}: there is no such user here.").format(url=_shown(name))) from error
    except OSError as error:
        raise BadTarget(
            _("{file} cannot be written: {reason}.").format(
                file=_shown(name), reason=system_reason(error)
            )
        ) from error
    return path


def _check(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise BadTarget(_("There is no folder {folder}.").format(folder=_shown(folder)))
    if path.is_dir():
        raise BadTarget(_("{path} is a folder; add the name of a file.").format(path=_shown(path)))
    if path.exists() and not path.is_file():
        raise BadTarget(_("{path} is no ordinary file.").format(path=_shown(path)))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadTarget(_("The folder {folder} may not be written.").format(folder=_shown(folder)))


def _shown(path: Path | str) -> str:
    return printable(str(path))

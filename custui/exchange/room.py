"""Whether the disks have room for an import, before it begins."""

from __future__ import annotations

import shutil
from pathlib import Path

from custui.locale import _

SCRATCH_TIMES = 4
"""Bytes of scratch files for one byte of the file."""

SHOP_TIMES = 16
"""Bytes that the shop's database and its write-ahead log may grow by, for one byte of the file."""

_SPARE = 16 << 20


class NoRoom(Exception):
    """A disk is too full for the file; nothing was changed."""


def check_room(size: int, database: Path, scratch: Path) -> None:
    """Raise ``NoRoom`` when a file of ``size`` bytes could fill a disk."""
    wanted = {database.parent: size * SHOP_TIMES, scratch: size * SCRATCH_TIMES}
    if database.parent.stat().st_dev == scratch.stat().st_dev:
        wanted = {database.parent: sum(wanted.values())}
    for folder, needed in wanted.items():
        free = shutil.disk_usage(folder).free
        if free < needed + _SPARE:
            raise NoRoom(
                _(
                    "{folder} has {free} MB free, and this file may need {needed} MB. "
                    "Nothing was changed; free some space."
                ).format(folder=folder, free=free >> 20, needed=(needed + _SPARE) >> 20)
            )

"""A list as aligned text, for eyes at a shell prompt."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len, set_cell_size

from custui.db.queries.lists import Row
from custui.domain.cells import ASCII, UNICODE, cell_text
from custui.domain.columns import Column
from custui.locale import _, ngettext
from custui.locale.formats import format_number, zone

_GAP = "  "


def _aligned(text: str, width: int, column: Column, ellipsis: str) -> str:
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + ellipsis
    padding = " " * (width - length)
    return padding + text if column.right_aligned else text + padding


def _terminal_width() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    total: int,
    *,
    time_zone: str,
    ascii_only: bool = False,
    said: str | None = None,
    now: float | None = None,
) -> None:
    """Print rows under their headers, cut to the terminal's width when there is one.

    ``said`` is told on stderr afterwards, in the place of how many customers these are of how many;
    how long ago something was is told as of ``now`` (Unix seconds).
    """
    glyphs = ASCII if ascii_only else UNICODE
    clock = time.time if now is None else partial(float, now)
    writers = [cell_text(column, zone(time_zone), glyphs, clock) for column in columns]
    table = [[write(value) for write, value in zip(writers, row, strict=True)] for row in rows]
    headers = [_(column.header) for column in columns]
    widths = [
        max([cell_len(header), *(min(cell_len(line[i]), 60) for line in table)])
        for i, header in enumerate(headers)
    ]
    limit = _terminal_width()
    for line in [headers, *table]:
        text = _GAP.join(
            _aligned(cell, width, column, glyphs.ellipsis)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ).rstrip()
        if limit is not None and cell_len(text) > limit:
            text = set_cell_size(text, limit - 1) + glyphs.ellipsis
        print(text)
    if said is None:
        said = ngettext(
            "{shown} of {total} customer", "{shown} of {total} customers", total
        ).format(shown=format_number(len(rows)), total=format_number(total))
    print(said, file=sys.stderr)

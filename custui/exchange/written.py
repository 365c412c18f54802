"""Cells as they may stand in a file: formulas made harmless, and back; quotes where needed.

A leading ``'`` defuses; a cell that begins with ``'`` gets another, so that taking one off again
is always right. A plain phone number stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DANGEROUS = "=+-@\t\r\n＝＋－＠"
"""First characters that make a cell a formula (OWASP, CSV injection)."""

_QUOTE = '"'
_TO_DEFUSE = tuple(DANGEROUS + "'")
_PHONE = re.compile(r"\+[0-9][0-9 ]*")
_DEFUSED = re.compile(f"'(?=[{re.escape(DANGEROUS)}'])")


def defused(cell: str) -> str:
    """``cell`` as a spreadsheet may open it."""
    if cell.startswith(_TO_DEFUSE) and not _PHONE.fullmatch(cell):
        return "'" + cell
    return cell


def restored(cell: str) -> str:
    """``cell`` as it was before ``defused``."""
    return cell[1:] if cell[:1] == "'" and _DEFUSED.match(cell) else cell


def quoted(cell: str, delimiter: str) -> str:
    """``cell`` as it stands in a CSV file: in quotes when it needs them (RFC 4180)."""
    if delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def listed(names: Iterable[str]) -> str:
    """Names in one cell, parted by commas; one with a comma or a quote stands in quotes."""
    return ",".join(
        f'"{name.replace(_QUOTE, 2 * _QUOTE)}"' if _odd(name) else name for name in names
    )


def _odd(name: str) -> bool:
    return any(sign in name for sign in ',"\r\n') or name != name.strip()

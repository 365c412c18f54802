"""What an audit entry says was changed, in words."""

from __future__ import annotations

import json
from typing import Any

from custui.domain.columns import BY_NAME, Kind
from custui.locale import _

_NOTHING = "\N{MIDDLE DOT}"


def decoded_fields(fields: str) -> dict[str, Any]:
    """The fields of an entry; one that somebody tampered with is shown as it stands."""
    try:
        decoded = json.loads(fields)
    except (ValueError, RecursionError):
        decoded = None
    return decoded if isinstance(decoded, dict) else {"": [None, fields]}


def in_words(fields: str) -> str:
    """The fields of an entry, kept as JSON: ``newsletter: no → yes; read: 12``."""
    return "; ".join(_change(name, value) for name, value in decoded_fields(fields).items())


def _change(name: str, value: object) -> str:
    """One field of an entry: ``newsletter: no → yes``, or ``read: 12``."""
    if isinstance(value, list) and len(value) == 2:
        return f"{name}: {_said(name, value[0])} → {_said(name, value[1])}"
    if isinstance(value, dict):
        return ", ".join(f"{inner}: {_said(inner, each)}" for inner, each in value.items())
    return f"{name}: {_said(name, value)}"


def _said(name: str, value: Any) -> str:
    column = BY_NAME.get(name)
    if column is not None and column.kind is Kind.FLAG and value in (0, 1):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _NOTHING if value in (None, "") else str(value)

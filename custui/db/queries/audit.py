"""The audit as a list: who changed what, newest first."""

from __future__ import annotations

from custui.db.queries.panel import panel
from custui.domain.panels import account

AUDIT = panel(
    account.AUDIT,
    "audit_entry e WHERE 1",
    {column.name: f"e.{column.name}" for column in account.AUDIT.columns},
)

"""What the audit says of an act."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.audit import AuditEntry
from custui.services.actor import Actor


def entry(
    actor: Actor,
    act: str,
    at: int,
    customer_id: int | None,
    fields: Mapping[str, object],
    reason: str = "",
) -> AuditEntry:
    """An entry about what ``actor`` did; ``at`` in Unix seconds UTC."""
    return AuditEntry(
        at=at,
        staff=actor.staff,
        origin=actor.origin,
        act=act,
        customer_id=customer_id,
        fields=fields,
        reason=reason,
    )

"""The groups of the shop's customers as a list."""

from __future__ import annotations

from custui.db.queries.panel import panel
from custui.domain.panels import groups

GROUPS = panel(
    groups.GROUPS,
    "customer_group g JOIN tax_class x ON x.id = g.tax_class_id WHERE 1",
    {
        "id": "g.id",
        "name": "g.name",
        "members": "(SELECT count(*) FROM group_membership m WHERE m.group_id = g.id)",
        "discount": "g.discount",
        "rules": "(SELECT count(*) FROM price_rule r WHERE r.group_id = g.id)",
        "tax_class": "x.name",
        "prices_with_tax": "g.prices_with_tax",
        "role": "g.role",
        "sections": "(SELECT coalesce(group_concat(s.name, ', '), '') FROM group_section e"
        " JOIN shop_section s ON s.id = e.section_id WHERE e.group_id = g.id)",
    },
)

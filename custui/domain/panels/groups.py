"""The groups of the shop's customers as a list."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind, Labels
from custui.locale import N_

ROLES: Labels = (("guests", N_("guests")), ("new", N_("new customers")))
"""What a group is for, where it is for something."""

GROUPS = ColumnSet(
    "groups",
    N_("Groups"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 5, shown=True),
        Column("name", N_("Name"), Kind.TEXT, 22, shown=True),
        Column("members", N_("Members"), Kind.NUMBER, 11, shown=True),
        Column("discount", N_("Discount"), Kind.PERCENT, 9, shown=True),
        Column("rules", N_("Price rules"), Kind.NUMBER, 7, short=N_("Rules"), shown=True),
        Column("tax_class", N_("Tax class"), Kind.CHOICE, 18, shown=True),
        Column(
            "prices_with_tax", N_("Prices with tax"), Kind.FLAG, 8, short=N_("With tax"), shown=True
        ),
        Column("role", N_("For"), Kind.CHOICE, 14, shown=True, labels=ROLES),
        Column("sections", N_("Sections"), Kind.TEXT, 24, shown=True),
    ),
    order="id",
)

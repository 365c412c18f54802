"""Products, orders and their statuses."""

from __future__ import annotations

from typing import Any

from custui.activity.records.work import ADDED, CHANGED, UNCHANGED, Work
from custui.db.feed import orders, people
from custui.db.feed.carts import close_cart
from custui.domain.events import BadEvent, Record
from custui.domain.order_statuses import status_key, usual_status
from custui.locale import _

_ORDER = ("payment", "carrier", "shipping_address", "billing_address", "paid_at")


def apply_product(
    work: Work, record: Record, _row: int | None, _customer: int | None
) -> tuple[int, str]:
    """Add or change the product."""
    number = int(record.key)
    names = ("reference", "name", "category", "price")
    known = work.database.execute_sql(
        f"SELECT {', '.join(names)} FROM product WHERE id = ?", (number,)
    ).fetchone()
    if known is None:
        people.insert(work.database, "product", {"id": number, **record.values})
        return number, ADDED
    before = dict(zip(names, known, strict=True))
    changed = {n: value for n, value in record.values.items() if before[n] != value}
    if not changed:
        return number, UNCHANGED
    people.update(work.database, "product", number, changed)
    return number, CHANGED


def apply_order(
    work: Work, record: Record, row: int | None, customer: int | None
) -> tuple[int, str]:
    """Add or change the order, with its lines, status, cart and the customer's totals."""
    values = record.values
    status = _status(work, values)
    order = orders.order_called(work.database, work.shop_id, record.key) or row
    columns: dict[str, Any] = {
        "customer_id": customer,
        "cart_id": values["cart_id"],
        "placed_at": values["placed_at"],
        "total": values["total"],
        **{name: values[name] for name in _ORDER if name in values},
    }
    if order is None:
        order = people.insert(
            work.database,
            "sales_order",
            {"shop_id": work.shop_id, "reference": record.key, "status_id": status, **columns},
        )
        owners, outcome = {customer}, ADDED
    else:
        if customer is None:
            del columns["customer_id"]
        owners, outcome = {customer, orders.customer_of(work.database, order)}, CHANGED
        people.update(work.database, "sales_order", order, columns)
    if "lines" in values:
        orders.replace_lines(work.database, order, values["lines"])
    orders.note_status(work.database, order, status, record.at)
    if values["cart_id"] is not None:
        close_cart(work.database, work.shop_id, values["cart_id"], order)
    work.orders_changed(owners)
    return order, outcome


def apply_status(
    work: Work, record: Record, _row: int | None, _customer: int | None
) -> tuple[int, str]:
    """Note the status that an order came to."""
    status = _status(work, record.values)
    order = orders.order_called(work.database, work.shop_id, record.order)
    if order is None:
        raise BadEvent("reference", _("there is no such order"))
    if not orders.note_status(work.database, order, status, record.values["at"]):
        return order, UNCHANGED
    work.orders_changed([orders.customer_of(work.database, order)])
    return order, CHANGED


def _status(work: Work, values: Any) -> int:
    """The status called so; one that the shop says counts as a sale, or not, is added."""
    name = values["status"]
    known = {status_key(each): number for each, number in orders.statuses(work.database).items()}
    number = known.get(status_key(name), known.get(usual_status(name)))
    if number is not None:
        return number
    valid = values.get("valid")
    if valid is None:
        raise BadEvent(
            "status",
            _("there is no order status {name}; with valid (true: it counts as a sale) it is"
              " added").format(name=name),
        )  # fmt: skip
    return orders.add_status(work.database, name, counts_as_sale=valid)

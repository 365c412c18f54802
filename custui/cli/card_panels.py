"""The panels of a customer's card as tables of text."""

from __future__ import annotations

from collections.abc import Iterator

from custui.cli.card_table import Table, Writer, first_rows
from custui.db.queries.card.account import Address, Consent, HistoryEntry
from custui.db.queries.card.correspondence import Voucher
from custui.db.queries.card.whole import Card
from custui.locale import N_, _
from custui.locale.formats import format_money, format_number

_CONSENTS = {
    "newsletter": N_("newsletter"),
    "partner_offers": N_("partner offers"),
    "assistance": N_("assistance"),
}
_THREAD_STATUSES = {"open": N_("open"), "waiting": N_("waiting"), "closed": N_("closed")}
_EMAIL_STATES = {"waiting": N_("waiting"), "sent": N_("sent"), "failed": N_("failed")}


def sales_tables(card: Card, write: Writer) -> Iterator[Table]:
    """Orders, carts and products."""
    summary = card.order_summary
    yield Table(
        _("Orders: {valid} valid, {value}; {invalid} not valid").format(
            valid=format_number(summary.valid_count),
            value=write.money(summary.valid_value),
            invalid=format_number(summary.invalid_count),
        ),
        (_("ID"), _("Reference"), _("Date"), _("Payment"), _("Status"), _("Products"), _("Total")),
        [
            (str(order.id), order.reference, write.moment(order.placed_at), order.payment,
             order.status, format_number(order.product_count), format_money(order.total))
            for order in card.orders.rows
        ],
        frozenset({0, 5, 6}),
        card.orders.more,
    )  # fmt: skip
    yield Table(
        _("Carts not turned into an order"),
        (_("ID"), _("Date"), _("Carrier"), _("Products"), _("Total")),
        [
            (str(cart.id), write.moment(cart.updated_at), cart.carrier,
             format_number(cart.product_count), format_money(cart.total))
            for cart in card.open_carts.rows
        ],
        frozenset({0, 3, 4}),
        card.open_carts.more,
    )  # fmt: skip
    yield Table(
        _("Purchased products"),
        (_("Date"), _("Quantity"), _("Name"), _("Category"), _("Order")),
        [
            (write.moment(line.at), format_number(line.quantity), line.name, line.category,
             line.reference)
            for line in card.purchases.rows
        ],
        frozenset({1}),
        card.purchases.more,
    )  # fmt: skip
    for title, sums in (
        (_("Purchased by product"), card.by_product),
        (_("Purchased by category"), card.by_category),
    ):
        yield first_rows(
            title,
            (_("Name"), _("Quantity"), _("Value")),
            [(each.name, format_number(each.quantity), format_money(each.value)) for each in sums],
            frozenset({1, 2}),
        )
    yield first_rows(
        _("Recently viewed products"),
        (_("Date"), _("Name"), _("Times"), ""),
        [
            (write.moment(view.at), view.name or f"#{view.product_id}", format_number(view.times),
             _("same IP") if view.same_ip else "")
            for view in card.viewed_products
        ],
        frozenset({2}),
    )  # fmt: skip


def contact_tables(card: Card, write: Writer) -> Iterator[Table]:
    """The note, correspondence, vouchers and visits."""
    if card.note:
        signed = f"{card.note.written_by}, {write.moment(card.note.written_at)}"
        lines = [(line,) for line in (*card.note.body.splitlines(), f"({signed})")]
        yield Table(_("Private note"), ("",), lines)
    else:
        yield Table(_("Private note"), ("",), ())
    yield Table(
        _("Messages"),
        (_("Status"), _("Author"), _("Message"), _("Sent")),
        [
            (_named(_THREAD_STATUSES, thread.status), thread.author or _("customer"),
             thread.excerpt or thread.subject, write.moment(thread.sent_at))
            for thread in card.threads.rows
        ],
        more=card.threads.more,
    )  # fmt: skip
    yield first_rows(
        _("Vouchers"),
        (_("Code"), _("Name"), _("Off"), _("Status"), _("Quantity")),
        [
            (voucher.code, voucher.name, _off(voucher, write), _(voucher.status),
             format_number(voucher.quantity))
            for voucher in card.vouchers
        ],
        frozenset({2, 4}),
    )  # fmt: skip
    yield Table(
        _("E-mails"),
        (_("Date"), _("Language"), _("Subject"), _("Template"), _("State")),
        [
            (write.moment(email.at), email.language, email.subject, email.template,
             _named(_EMAIL_STATES, email.state))
            for email in card.emails.rows
        ],
        more=card.emails.more,
    )  # fmt: skip
    yield Table(
        _("Connections"),
        (_("Date"), _("Pages"), _("Time spent"), _("Origin"), _("IP"), _("User agent")),
        [
            (write.moment(visit.started_at), format_number(visit.page_count),
             _spent(visit.seconds), visit.origin, visit.ip, visit.user_agent)
            for visit in card.connections.rows
        ],
        frozenset({1, 2}),
        card.connections.more,
    )  # fmt: skip
    yield Table(
        _("Log-in attempts"),
        (_("Date"), _("IP"), _("Result"), _("Reason"), _("User agent")),
        [
            (write.moment(attempt.at), attempt.ip, _("in") if attempt.succeeded else _("failed"),
             attempt.reason, attempt.user_agent)
            for attempt in card.login_attempts.rows
        ],
        more=card.login_attempts.more,
    )  # fmt: skip


def account_tables(card: Card, write: Writer) -> Iterator[Table]:
    """Groups, addresses, consents and history."""
    yield Table(
        _("Groups"),
        ("", ""),
        [(group.name, _("default") if group.is_default else "") for group in card.memberships],
    )
    yield Table(
        _("Addresses"),
        (_("ID"), _("Alias"), _("Company"), _("Name"), _("Address"), _("Phones"), ""),
        [_address_row(address) for address in card.addresses.rows],
        frozenset({0}),
        card.addresses.more,
    )
    yield Table(
        _("Subscriptions"),
        (_("Service"), _("State"), _("Since"), _("Source")),
        [
            (_named(_CONSENTS, each.service), _("on") if each.active else _("off"),
             write.moment(each.since) if each.since is not None else "", each.source)
            for each in card.subscriptions
        ],
    )  # fmt: skip
    yield first_rows(
        _("Consents"),
        (_("Date"), _("Consent"), "", _("Source"), _("Recorded by")),
        [_consent_row(consent, write) for consent in card.consents],
    )
    yield Table(
        _("History"),
        (_("Date"), _("Staff"), _("Act"), _("Fields"), _("Reason")),
        [_history_row(entry, write) for entry in card.history.rows],
        more=card.history.more,
    )


def _address_row(address: Address) -> tuple[str, ...]:
    name = f"{address.first_name} {address.last_name}".strip()
    place = f"{address.postcode} {address.city}".strip()
    where = (address.line1, address.line2, place, address.region, address.country)
    defaults = [
        word
        for holds, word in (
            (address.default_billing, _("billing")),
            (address.default_shipping, _("shipping")),
        )
        if holds
    ]
    return (
        str(address.id),
        address.alias,
        address.company,
        name,
        ", ".join(filter(None, where)),
        ", ".join(filter(None, (address.phone, address.phone_mobile))),
        ", ".join(defaults),
    )


def _consent_row(consent: Consent, write: Writer) -> tuple[str, ...]:
    return (
        write.moment(consent.at),
        _named(_CONSENTS, consent.kind),
        _("given") if consent.given else _("withdrawn"),
        consent.source,
        consent.recorded_by,
    )


def _history_row(entry: HistoryEntry, write: Writer) -> tuple[str, ...]:
    return write.moment(entry.at), entry.staff, entry.act, ", ".join(entry.fields), entry.reason


def _named(names: dict[str, str], value: str) -> str:
    return _(names[value]) if value in names else value


def _off(voucher: Voucher, write: Writer) -> str:
    if voucher.amount_off is not None:
        return write.money(voucher.amount_off)
    return f"{format_money(voucher.percent_off or 0)} %"


def _spent(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"

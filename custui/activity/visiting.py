"""Applies what people do in the shop: sessions, the sums, product views and carts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase
from custui.db.feed.carts import CartTouch, touch_carts
from custui.db.feed.customers import customers_numbered, name_carts, note_visits
from custui.db.feed.products import store_product_views
from custui.db.feed.sessions import (
    EventRow,
    KeptSession,
    events_of,
    next_session_id,
    sessions_called,
    store_events,
    store_returned,
    store_sessions,
)
from custui.db.feed.sums import add_sums
from custui.domain.events import Presence
from custui.domain.events.kinds import Event
from custui.domain.visits import Done, Returned, Tally, fold

_PRODUCT_VIEW = int(Event.PRODUCT_VIEW)


@dataclass
class _Batch:
    """What a batch of events comes to, before it is written."""

    sessions: dict[str, KeptSession]
    tally: Tally
    events: list[EventRow] = field(default_factory=list)
    views: list[tuple[int, int, int]] = field(default_factory=list)
    carts: list[CartTouch] = field(default_factory=list)
    returned: list[tuple[int, Returned]] = field(default_factory=list)


def apply_visits(
    database: ShopDatabase, shop_id: int, events: Sequence[Presence], window: int
) -> None:
    """Store ``events`` with all that follows from them, inside the batch's transaction.

    ``window`` is the online window in seconds.
    """
    if not events:
        return
    sessions = sessions_called(database, shop_id, {event.session for event in events})
    batch = _Batch(sessions, Tally(window))
    for session in sessions.values():
        batch.tally.count_left(session.visit.left(), -1)
    _take(batch, events, next_session_id(database))
    late = _put_in_order(database, batch)
    for session in sessions.values():
        batch.tally.count_left(session.visit.left(), 1)
    named = _name_customers(database, shop_id, sessions.values())
    store_sessions(database, shop_id, sessions.values())
    store_events(database, sorted(batch.events))
    store_returned(database, late, batch.returned)
    store_product_views(database, batch.views)
    touch_carts(database, shop_id, batch.carts)
    name_carts(database, named)
    add_sums(database, shop_id, batch.tally)


def _take(batch: _Batch, events: Iterable[Presence], next_id: int) -> None:
    """Go through the events; those of a session that one came too late for are put off."""
    sessions, tally = batch.sessions, batch.tally
    add = batch.events.append
    for presence in events:
        at, event, page, cart, amount, customer, token, ip, agent, referrer, product, line = (
            presence
        )
        session = sessions.get(token)
        if session is None:
            sessions[token] = session = KeptSession(next_id, token)
            session.first_at, session.referrer = at, referrer
            next_id += 1
        elif at < session.first_at:
            session.first_at, session.referrer = at, referrer
        visit = session.visit
        if at < visit.last_seen_at and session.late_from < 0:
            session.late_from = session.event_count
        session.event_count = number = session.event_count + 1
        if session.late_from < 0:
            back = visit.take(at, event, page, cart, amount, customer, tally)
            if back is not None:
                batch.returned.append((session.id, back))
        add((session.id, number, at, event, page, cart, amount, customer))
        if ip and at >= session.ip_at:
            session.ip, session.ip_at, session.user_agent = ip, at, agent
        if event == _PRODUCT_VIEW and product is not None:
            batch.views.append((session.id, product, at))
        if cart is not None:
            batch.carts.append(CartTouch(cart, at, event, amount, line, session))


def _put_in_order(database: ShopDatabase, batch: _Batch) -> list[int]:
    """Put the sessions together anew that an event came too late for; returns them."""
    late = {s.id: s for s in batch.sessions.values() if s.late_from >= 0}
    if not late:
        return []
    known = events_of(database, [number for number, s in late.items() if not s.is_new])
    for row in batch.events:
        if row[0] in late:
            known.setdefault(row[0], []).append(Done(*row[2:]))
    batch.returned[:] = [each for each in batch.returned if each[0] not in late]
    for number, session in late.items():
        _put_together(batch, session, known[number])
    return list(late)


def _put_together(batch: _Batch, session: KeptSession, events: Sequence[Done]) -> None:
    """Make a session of all its ``events`` again.

    What those before the first late one added to the sums, earlier or in this batch, is taken
    back. Of a session so old that its first events were removed, the beginning stays as it was.
    """
    tally, window = batch.tally, batch.tally.window
    gone = session.event_count - len(events)
    before = fold(events[: max(session.late_from - gone, 0)], window)
    after = fold(events, window)
    tally.add(before.tally, -1)
    tally.add(after.tally, 1)
    batch.returned += [(session.id, back) for back in after.returned]
    if gone > 0:
        after.visit.keep_beginning(session.visit, before.visit)
    session.visit = after.visit


def _name_customers(
    database: ShopDatabase, shop_id: int, sessions: Collection[KeptSession]
) -> list[tuple[int, int]]:
    """Find who the customers of sessions are, and note that they were here.

    Returns the sessions whose customer was not known before, with the customer.
    """
    numbers = {s.visit.customer_number for s in sessions} - {None}
    if not numbers:
        return []
    known = customers_numbered(database, shop_id, [n for n in numbers if n is not None])
    visits: dict[int, int] = {}
    named = []
    for session in sessions:
        before, customer = session.customer_id, known.get(session.visit.customer_number or 0)
        session.customer_id = customer
        if customer is not None:
            visits[customer] = max(visits.get(customer, 0), session.visit.last_seen_at)
            if customer != before:
                named.append((session.id, customer))
    note_visits(database, visits)
    return named

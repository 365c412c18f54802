"""A session is what its events say, in whatever order they become known."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from custui.domain.events.kinds import (
    BROWSING,
    CART,
    CHECKOUT,
    OPENS_PAGE,
    ORDER,
    PAYMENT,
    PRODUCT,
    STAGE_OF,
    Event,
)
from custui.domain.visits import LEFT_CART, Done, Left, Tally, Visit, fold

WINDOW = 900
T = 1_795_342_500 - 1_795_342_500 % 60


def state(visit: Visit) -> dict[str, Any]:
    return {name: getattr(visit, name) for name in Visit.__slots__}


def folded(*events: Done) -> Visit:
    return fold(events, WINDOW).visit


def test_a_visit_step_by_step() -> None:
    visit = folded(
        Done(T, Event.PAGE, "/"),
        Done(T + 10, Event.PRODUCT_VIEW, "/p/7"),
        Done(T + 20, Event.CART_ADD, "/p/7", 5, 1230),
        Done(T + 30, Event.PRODUCT_VIEW, "/p/8"),
        Done(T + 40, Event.PRODUCT_VIEW, "/p/9", customer=12),
    )
    assert (visit.started_at, visit.last_seen_at) == (T, T + 40)
    assert (visit.stage, visit.stage_since, visit.page) == (PRODUCT, T + 30, "/p/9")
    assert (visit.page_count, visit.cart_id, visit.cart_total) == (4, 5, 1230)
    assert visit.reached == [None, T + 10, T + 20, None, None, None]
    assert visit.customer_number == 12
    assert visit.left() == Left(T + 40, CART, "/p/9", 1230)


def test_who_goes_straight_to_pay_came_past_the_steps_before() -> None:
    visit = folded(Done(T, Event.PAYMENT, "/payment"))
    assert visit.reached == [None, T, T, T, T, None]
    assert visit.left() == Left(T, PAYMENT, "/payment", 0)


def test_an_order_leaves_no_cart_behind() -> None:
    paid = [Done(T, Event.CART_ADD, "/p/7", 5, 100), Done(T + 9, Event.ORDER)]
    assert folded(*paid).left() is None
    assert folded(*paid).cart_id is None
    again = folded(*paid, Done(T + 20, Event.CART_ADD, "/p/8", 6, 500))
    assert (again.has_cart, again.left()) == (True, None)


def test_an_empty_cart_is_none() -> None:
    visit = folded(Done(T, Event.CART_ADD, "", 5, 100), Done(T + 1, Event.CART_REMOVE, "", 5, 0))
    assert (visit.has_cart, visit.left(), visit.reached[CART]) == (False, None, T)


def test_who_logs_in_goes_on_doing_what_they_did() -> None:
    visit = folded(
        Done(T, Event.CHECKOUT, "/checkout"), Done(T + 5, Event.LOGIN, "/login", customer=3)
    )
    assert (visit.stage, visit.stage_since, visit.page) == (CHECKOUT, T, "/login")
    assert (visit.customer_number, visit.last_seen_at, visit.page_count) == (3, T + 5, 1)


def test_a_cart_left_and_come_back_to() -> None:
    events = [
        Done(T, Event.CART_ADD, "/p/7", 5, 100),
        Done(T + WINDOW, Event.PAGE, "/"),
        Done(T + 2 * WINDOW + 1, Event.PAGE, "/cart"),
    ]
    (back,) = fold(events, WINDOW).returned
    assert back == (Left(T + WINDOW, CART, "/", 100), T + 2 * WINDOW + 1)


def test_active_once_a_minute() -> None:
    events = [Done(T + seconds, Event.PAGE) for seconds in (0, 1, 59, 60, 61, 300)]
    tally = fold(events, WINDOW).tally
    assert {at - T: numbers[:2] for at, numbers in tally.seconds.items()} == {
        0: [1, 1], 1: [1, 0], 59: [1, 0], 60: [1, 1], 61: [1, 0], 300: [1, 1],
    }  # fmt: skip


def test_stages_follow_the_events() -> None:
    for event in Event:
        visit = folded(Done(T, event))
        assert visit.stage == (STAGE_OF[event] or BROWSING)
        assert visit.page_count == OPENS_PAGE[event]


amounts = st.one_of(st.none(), st.sampled_from([0, 100, 2500]))
dones = st.builds(
    Done,
    st.integers(T, T + 4 * WINDOW),
    st.sampled_from([int(event) for event in Event]),
    st.sampled_from(["", "/", "/a", "/b"]),
    st.one_of(st.none(), st.sampled_from([5, 6])),
    amounts,
    st.one_of(st.none(), st.sampled_from([1, 2])),
)


def naive(events: list[Done]) -> dict[str, Any]:
    """The same, each thing looked up for itself in the events in their order."""
    ordered = [done for _, done in sorted(enumerate(events), key=lambda p: (p[1].at, p[0]))]

    def last(wanted: Any, otherwise: Any) -> Any:
        return next((wanted(d) for d in reversed(ordered) if wanted(d) is not None), otherwise)

    stages = [
        (done.at, STAGE_OF[done.event]) for done in ordered if STAGE_OF[done.event] is not None
    ]
    stage = stages[-1][1] if stages else BROWSING
    since = ordered[0].at
    before = BROWSING
    for at, current in stages:
        if current != before:
            since, before = at, current
    after_order = ordered
    for place, done in enumerate(ordered):
        if done.event == Event.ORDER:
            after_order = ordered[place + 1 :]
    cart = next((d.cart for d in reversed(after_order) if d.cart is not None), None)
    total, has = 0, False
    for done in after_order:
        if done.amount is not None:
            total, has = done.amount, done.amount > 0
        elif done.event in (Event.CART_ADD, Event.CHECKOUT, Event.PAYMENT):
            has = True
    return {
        "started_at": ordered[0].at,
        "last_seen_at": ordered[-1].at,
        "stage": stage,
        "stage_since": since,
        "page": last(lambda d: d.page or None, ""),
        "page_count": sum(OPENS_PAGE[done.event] for done in ordered),
        "cart_id": cart,
        "cart_total": total,
        "has_cart": has,
        "customer_number": last(lambda d: d.customer, None),
        "reached": [None]
        + [
            min((at for at, s in stages if s >= step), default=None) for step in range(1, ORDER + 1)
        ],
    }


@given(st.lists(dones, min_size=1, max_size=12))
@settings(max_examples=400)
def test_a_visit_is_what_its_events_say(events: list[Done]) -> None:
    assert state(folded(*events)) == naive(events)


@given(st.lists(dones, min_size=1, max_size=12, unique_by=lambda done: done.at), st.randoms())
@settings(max_examples=200)
def test_the_order_in_which_they_become_known_does_not_matter(events: list[Done], rng: Any) -> None:
    shuffled = list(events)
    rng.shuffle(shuffled)
    one, other = fold(events, WINDOW), fold(shuffled, WINDOW)
    assert state(one.visit) == state(other.visit)
    assert one.tally.seconds == other.tally.seconds
    assert one.returned == other.returned


def test_sums_can_be_taken_back() -> None:
    tally = Tally(WINDOW)
    one = fold([Done(T, Event.CART_ADD, "/p/7", 5, 100)], WINDOW)
    one.tally.count_left(one.visit.left(), 1)
    assert one.tally.seconds[T][LEFT_CART] == 1
    tally.add(one.tally, 1)
    tally.add(one.tally, -1)
    assert not any(any(numbers) for numbers in tally.seconds.values())
    assert tally.pages == {(T, "/p/7"): [0, 0]}

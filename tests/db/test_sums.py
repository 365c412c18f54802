"""Any stretch of time from whole hours, minutes and seconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from custui.db.queries.live.sums import pieces


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_pieces_are_the_whole_and_nothing_twice(first: int, length: int) -> None:
    seconds: list[int] = []
    for span, start, stop in pieces(first, first + length):
        assert start % span == 0 and stop % span == 0 and start < stop
        seconds += range(start, stop)
    assert sorted(seconds) == list(range(first, first + length))


@given(st.integers(0, 10**9), st.integers(0, 700_000))
def test_they_are_few(first: int, length: int) -> None:
    count = sum((stop - start) // span for span, start, stop in pieces(first, first + length))
    assert count <= length // 3600 + 4 * 60

"""Rows made by a second process are the rows that one process makes."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from custui.demo import made_ahead as module
from custui.demo.batches import Plan, batches
from custui.demo.clock import REFERENCE_MOMENT
from custui.demo.made_ahead import made_ahead

PLAN = Plan(
    customers=5_600, seed=5, hostile=True, duplicates=0, now=REFERENCE_MOMENT, language="en"
)


@pytest.fixture
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_IT", 1)


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.usefixtures("_always")
def test_the_rows_are_the_same() -> None:
    with made_ahead(PLAN) as ahead:
        theirs = [(done, dict(rows)) for done, rows in ahead]
    assert [done for done, _rows in theirs] == [5_000, 5_600]
    assert theirs == [(done, dict(rows)) for done, rows in batches(PLAN)]
    assert no_child_is_left()


@pytest.mark.usefixtures("_always")
def test_the_process_ends_with_whoever_wanted_the_rows() -> None:
    with pytest.raises(KeyboardInterrupt), made_ahead(PLAN) as ahead:
        next(ahead)
        raise KeyboardInterrupt
    assert no_child_is_left()


@pytest.mark.usefixtures("_always")
def test_a_process_that_fails_is_an_error_not_half_a_shop(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(plan: Plan) -> Iterator[object]:
        yield from list(batches(plan))[:1]
        raise MemoryError("no more")

    monkeypatch.setattr(module, "batches", fails)
    with pytest.raises(RuntimeError, match="ended before the last"), made_ahead(PLAN) as ahead:
        assert len(list(ahead)) == 2
    assert "MemoryError: no more" in capfd.readouterr().err
    assert no_child_is_left()

"""Long work in short transactions: how long they take, and what is left free between them."""

from __future__ import annotations

import threading

import pytest

from custui.services import batches
from custui.services.batches import AIM_SECONDS, in_batches


class Machine:
    """A clock on which a customer takes ``each`` seconds; it notes batches and pauses."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, each: float, customers: int) -> None:
        self.now = 100.0
        self.each, self.left = each, customers
        self.sizes: list[int] = []
        self.pauses: list[float] = []
        monkeypatch.setattr(batches.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(batches.time, "sleep", self.pauses.append)

    def batch(self, size: int) -> bool:
        reached = min(size, self.left)
        self.left -= reached
        self.now += self.each * reached
        if reached:
            self.sizes.append(size)
        return reached > 0


@pytest.mark.parametrize("each", [0.00002, 0.0002, 0.0005])
def test_a_batch_takes_about_as_long_as_it_should(
    monkeypatch: pytest.MonkeyPatch, each: float
) -> None:
    machine = Machine(monkeypatch, each, 20_000)
    assert in_batches(machine.batch)
    assert machine.left == 0
    settled = machine.sizes[6]
    assert settled * each == pytest.approx(AIM_SECONDS, rel=0.1)
    assert max(machine.sizes[1:]) * each <= AIM_SECONDS * 1.1


def test_a_machine_that_slows_down_gets_smaller_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 0.00002, 50_000)

    def slower(size: int) -> bool:
        machine.each = 0.00002 if machine.left > 40_000 else 0.0004
        return machine.batch(size)

    in_batches(slower)
    assert machine.sizes[6] == pytest.approx(1000, rel=0.1)
    assert machine.sizes[-2] == pytest.approx(50, rel=0.1)


def test_the_lock_is_left_free_as_long_as_it_was_held(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, 0.0001, 5_000)
    in_batches(machine.batch)
    assert len(machine.pauses) == len(machine.sizes)
    for size, pause in zip(machine.sizes[:-1], machine.pauses, strict=False):
        assert pause == pytest.approx(min(size * machine.each, AIM_SECONDS))


def test_cancelled_before_it_began_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, cancelled = Machine(monkeypatch, 0.0001, 10), threading.Event()
    cancelled.set()
    assert not in_batches(machine.batch, cancelled)
    assert machine.left == 10

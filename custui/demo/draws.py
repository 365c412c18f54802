"""Numbers by chance that are the same for the same key, many at a time.

A shop takes tens of millions of them. One call of the generator for each would cost more than
writing the rows, so a stream is drawn as one block of 32-bit numbers, and a weighted choice is a
look-up in a table that holds each value as often as it weighs.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chance(*key: object) -> Random:
    """A generator for small things, the same for the same ``key``."""
    return Random(":".join(map(str, key)))


def numbers(count: int, *key: object) -> array[int]:
    """``count`` numbers of 32 bits, the same for the same ``key`` on every machine."""
    block = array("I", chance(*key).randbytes(4 * count))
    if sys.byteorder == "big":
        block.byteswap()
    return block


def draws(rows: int, width: int, *key: object) -> Iterator[tuple[int, ...]]:
    """``rows`` tuples of ``width`` numbers of 32 bits each."""
    stream = iter(numbers(rows * width, *key))
    return zip(*[stream] * width, strict=True)


def wheel(weighted: Sequence[tuple[T, float]], size: int = 1024) -> list[T]:
    """A table of ``size`` (a power of two) slots in which each value stands by its weight.

    ``table[number & (size - 1)]`` is then a weighted choice.
    """
    total = sum(weight for _value, weight in weighted)
    edges = accumulate(weight for _value, weight in weighted)
    table: list[T] = []
    for (value, _weight), edge in zip(weighted, edges, strict=True):
        table.extend([value] * (round(edge / total * size) - len(table)))
    return table


def zipf(values: Sequence[T], size: int = 1024, *, flat: float = 6.0) -> list[T]:
    """A wheel in which the first values are the most frequent, as with names in a country."""
    return wheel([(value, 1 / (place + flat)) for place, value in enumerate(values)], size)

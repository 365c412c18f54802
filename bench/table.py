"""A figure, and the table of figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    ``limit`` is what ``value`` may at most be as a multiple of ``baseline``; with a baseline of
    zero there is none, and ``limit`` is on the value itself. Both are in ``unit``.
    """

    number: str
    what: str
    value: float
    baseline: float
    unit: str
    limit: float
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many baselines the value is; ``None`` without one."""
        return self.value / self.baseline if self.baseline else None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        measure = self.value if self.ratio is None else self.ratio
        return measure <= self.limit


_HEADINGS = ("#", "figure", "value", "baseline", "ratio", "limit", "kept", "note")
_WIDTHS = (4, 50, 12, 12, 7, 7, 4, 0)
_RIGHT = (2, 3, 4, 5)


def heading() -> str:
    """The table's first line."""
    return _line(_HEADINGS)


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    ratio = figure.ratio
    return _line(
        (
            figure.number,
            figure.what,
            _amount(figure.value, figure.unit),
            _amount(figure.baseline, figure.unit) if figure.baseline else "",
            "" if ratio is None else f"{ratio:.2f}",
            f"{figure.limit:g}",
            "ok" if figure.kept else "MISS",
            figure.note,
        )
    )


def _amount(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if abs(value) >= 1000 else f"{value:.3g} {unit}"


def _line(cells: Iterable[str]) -> str:
    return "  ".join(
        f"{cell:>{width}}" if place in _RIGHT else f"{cell:<{width}}"
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ).rstrip()

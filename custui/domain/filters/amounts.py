"""Amounts and spans of time as the ends of a range: numbers that print themselves."""

from __future__ import annotations

import re

_DURATION = re.compile(r"(?:(\d{1,9}) ?h)? ?(?:(\d{1,9}) ?m(?:in)?)? ?(?:(\d{1,9}) ?s)?", re.ASCII)
_MINUTE, _HOUR = 60, 3600


class Amount(int):
    """Hundredths: minor units of money, or of a percent; printed as a decimal number."""

    def __str__(self) -> str:
        whole, hundredths = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{whole}" + (f".{hundredths:02}" if hundredths else "")


class Duration(int):
    """Seconds, printed as hours, minutes and seconds: ``1h30m``."""

    def __str__(self) -> str:
        hours, rest = divmod(self, _HOUR)
        minutes, seconds = divmod(rest, _MINUTE)
        parts = [(hours, "h"), (minutes, "m"), (seconds, "s")]
        return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def parse_duration(typed: str) -> Duration | None:
    """``90s``, ``5m``, ``1h30m``; ``None`` for anything else."""
    found = _DURATION.fullmatch(typed.lower())
    if found is None or not typed:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Duration(hours * _HOUR + minutes * _MINUTE + seconds)

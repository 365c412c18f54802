"""Writes moments as the clock of the shop shows them, each day looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from custui.locale.formats import zone

_DAY = 86_400
_HOUR = 3_600
_REMEMBERED = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Offsets(dict[int, int | None]):
    """Days since 1970 (UTC) -> seconds that the clock is ahead; ``None`` when it is changed."""

    def __init__(self, time_zone: tzinfo) -> None:
        super().__init__()
        self._zone = time_zone

    def __missing__(self, day: int) -> int | None:
        start, last = day * _DAY, (day + 1) * _DAY - 1
        found = {self.at(second) for second in (*range(start, last, _HOUR), last)}
        if len(self) >= _REMEMBERED:
            self.clear()
        self[day] = offset = found.pop() if len(found) == 1 else None
        return offset

    def at(self, moment: int) -> int:
        """Seconds that the clock is ahead of UTC at ``moment``."""
        try:
            ahead = (_EPOCH + timedelta(seconds=moment)).astimezone(self._zone).utcoffset()
        except (OverflowError, ValueError):  # the first or last day that there is
            return 0
        return int(ahead.total_seconds()) if ahead else 0


class _Days(dict[int, str]):
    """Days since 1970 on the shop's calendar -> their text."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form.replace("%Y", "{0.year:04d}")

    def __missing__(self, day: int) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        date = (_EPOCH + timedelta(days=day)).date()
        self[day] = text = date.strftime(self._form.format(date))
        return text


class MomentWriter:
    """The text of moments in Unix seconds; ``None`` (never) is empty.

    ``day_form`` is a ``strftime`` form of the day; the time follows it, with or without seconds.
    ``between`` stands between them, ``end`` after the seconds.
    """

    def __init__(
        self,
        time_zone: str,
        day_form: str,
        *,
        seconds: bool,
        between: str = " ",
        end: str = "",
    ) -> None:
        self._offsets = _Offsets(zone(time_zone))
        self._days = _Days(day_form)
        self._minutes = [
            f"{between}{minute // 60:02d}:{minute % 60:02d}" for minute in range(_DAY // 60)
        ]
        self._seconds = [f":{second:02d}{end}" if seconds else end for second in range(60)]

    def texts(self, moments: Iterable[int | None]) -> list[str]:
        """The text of each of ``moments``."""
        # A UTC day in which the clock is not changed has one offset.
        offsets, days, minutes, seconds = self._offsets, self._days, self._minutes, self._seconds
        return [
            ""
            if moment is None
            else self._on_a_changed_day(moment)
            if (offset := offsets[moment // _DAY]) is None
            else days[(local := moment + offset) // _DAY]
            + minutes[local % _DAY // 60]
            + seconds[local % 60]
            for moment in moments
        ]

    def _on_a_changed_day(self, moment: int) -> str:
        local = moment + self._offsets.at(moment)
        return (
            self._days[local // _DAY]
            + self._minutes[local % _DAY // 60]
            + self._seconds[local % 60]
        )

"""Writes moments as the clock of the shop shows them, each day looked up once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from custui.locale.formats import zone

_DAY = 86_400
_HOUR = 3_600
_REMEMBERED = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MomentWriter:
    """The text of moments in Unix seconds; ``None`` (never) is empty.

    ``day_form`` is a ``strftime`` form of the day; the time follows it, with or without seconds.
    """

    def __init__(self, time_zone: str, day_form: str, *, seconds: bool) -> None:
        self._zone = zone(time_zone)
        self._form = day_form.replace("%Y", "{0.year:04d}")
        self._offsets: dict[int, int | None] = {}
        self._days: dict[int, str] = {}
        self._minutes = [f" {minute // 60:02d}:{minute % 60:02d}" for minute in range(_DAY // 60)]
        self._seconds = [f":{second:02d}" if seconds else "" for second in range(60)]

    def __getitem__(self, moment: int | None) -> str:
        if moment is None:
            return ""
        try:
            # A UTC day in which the clock is not changed has one offset.
            offset = self._offsets[moment // _DAY]
        except KeyError:
            offset = self._learn_offset(moment // _DAY)
        day, second = divmod(moment + (self._offset(moment) if offset is None else offset), _DAY)
        try:
            date = self._days[day]
        except KeyError:
            date = self._learn_day(day)
        return date + self._minutes[second // 60] + self._seconds[second % 60]

    def _offset(self, moment: int) -> int:
        """Seconds by which the shop's clock is ahead of UTC."""
        try:
            local = (_EPOCH + timedelta(seconds=moment)).astimezone(self._zone)
        except (OverflowError, ValueError):  # the first or last day that there is
            return 0
        ahead = local.utcoffset()
        return int(ahead.total_seconds()) if ahead else 0

    def _learn_offset(self, day: int) -> int | None:
        start, last = day * _DAY, (day + 1) * _DAY - 1
        offsets = {self._offset(second) for second in (*range(start, last, _HOUR), last)}
        if len(self._offsets) >= _REMEMBERED:
            self._offsets.clear()
        self._offsets[day] = offset = offsets.pop() if len(offsets) == 1 else None
        return offset

    def _learn_day(self, day: int) -> str:
        if len(self._days) >= _REMEMBERED:
            self._days.clear()
        date = (_EPOCH + timedelta(days=day)).date()
        self._days[day] = text = date.strftime(self._form.format(date))
        return text

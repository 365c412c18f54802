"""What is written to a vanished terminal is lost without a fault."""

from __future__ import annotations

import errno
import io

from custui.tui.driver import Output


class Vanished(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")


def test_a_failing_write_or_flush_is_reported_and_does_not_raise() -> None:
    told: list[str] = []
    output = Output(Vanished(), lambda: told.append("gone"))
    output.write("frame")
    assert told == ["gone"]
    output.flush()
    assert told == ["gone", "gone"]


def test_a_present_terminal_gets_what_is_written() -> None:
    told: list[str] = []
    stream = io.StringIO()
    output = Output(stream, lambda: told.append("gone"))
    output.write("frame")
    output.flush()
    assert (stream.getvalue(), told) == ("frame", [])

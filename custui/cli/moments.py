"""Moments as the command line gives them."""

from __future__ import annotations

import argparse
import time
from datetime import datetime

from custui.cli.exits import Exit, Refusal
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import zone


def at_argument(parser: argparse.ArgumentParser) -> None:
    """Declare ``--at TIME``."""
    parser.add_argument(
        "--at",
        default="",
        metavar="TIME",
        help=_("as of this time: 2026-11-22T10:15:30Z, 2026-11-22 10:15 or Unix seconds"),
    )


def parse_at(typed: str, time_zone: str) -> int | None:
    """The moment in Unix seconds, ``None`` for none; without an offset by the shop's clock.

    Refuses with exit code 2.
    """
    typed = typed.strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) > len("20261122"):
        return int(typed[:12])
    try:
        moment = datetime.fromisoformat(typed)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(time_zone))
        return int(moment.timestamp() // 1)
    except (ValueError, OverflowError):
        raise Refusal(
            Exit.USAGE,
            _("--at {typed}: a time as 2026-11-22T10:15:30Z is expected.").format(
                typed=printable(typed)
            ),
        ) from None


def asked_at(at: int | None) -> int:
    """The moment asked about: now unless another one is."""
    return int(time.time()) if at is None else at

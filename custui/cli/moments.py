"""Moments as JSON has them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(seconds: int | None) -> str | int | None:
    """A moment (Unix seconds UTC) in ISO 8601; one that no calendar has stays a number."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return seconds

"""The signs that forms are drawn with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormSigns:
    """Each says by its shape what its colour says too."""

    yes: str
    no: str
    cursor: str
    opens: str
    error: str
    warning: str
    empty: str
    hidden: str
    rule: str
    ellipsis: str


UNICODE = FormSigns("●", "○", "▸", "▾", "✗", "!", "·", "•", "─", "…")
ASCII = FormSigns("x", ".", ">", "v", "x", "!", ".", "*", "-", "~")

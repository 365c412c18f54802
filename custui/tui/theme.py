"""The two themes: one accent colour, quiet everything else."""

from textual.theme import Theme

DARK = Theme(
    name="custui-dark",
    primary="#4c8dae",
    accent="#e0b050",
    warning="#d7875f",
    error="#d75f5f",
    success="#87af5f",
    foreground="#d8dee4",
    background="#14181c",
    surface="#1b2126",
    panel="#20272d",
    dark=True,
)

LIGHT = Theme(
    name="custui-light",
    primary="#2f6f93",
    accent="#8a5a00",
    warning="#a0522d",
    error="#a02020",
    success="#3f6f1f",
    foreground="#1c2227",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e6e7e4",
    dark=False,
)

THEMES = (DARK, LIGHT)

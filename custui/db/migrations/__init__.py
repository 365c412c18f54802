"""Numbered migrations, forward only. Each file's number becomes the schema's version."""

from pathlib import Path

LATEST = 12
"""The version of the schema that this program reads and writes."""

DIRECTORY = Path(__file__).parent

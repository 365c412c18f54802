"""What every figure is taken on: the made-up shops, and which figures are wanted."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MADE_BY = ("custui/demo", "custui/db/migrations", "custui/db/models")
"""The code that decides what a made-up shop holds: a shop made by other code is made anew."""


@dataclass(frozen=True)
class Context:
    """One run of the bench: the larger shop's size, and the numbers of the figures wanted."""

    customers: int = 1_000_000
    only: frozenset[str] = frozenset()

    def wants(self, *numbers: str) -> bool:
        """Whether any of the figures is wanted."""
        return not self.only or not self.only.isdisjoint(numbers)

    def shop(self, customers: int | None = None) -> Path:
        """A made-up shop (seed 1) of ``customers``, else of the larger size; made once, kept."""
        count = customers or self.customers
        path = kept_in() / f"shop-{count}-{_fingerprint()}.db"
        if not path.exists():
            for outdated in kept_in().glob(f"*shop-{count}-*"):
                outdated.unlink()
            print(f"making a shop of {count:,} customers …", file=sys.stderr)
            making = path.with_suffix(".making")
            subprocess.run(
                custui(making, "generate", "--customers", str(count), "--seed", "1"),
                check=True,
                cwd=ROOT,
                stderr=subprocess.DEVNULL,
            )
            making.rename(path)
        return path


def kept_in() -> Path:
    """The directory where shops are kept between runs: ``CUSTUI_BENCH_DIR``, else temporary."""
    folder = Path(os.environ.get("CUSTUI_BENCH_DIR") or Path(tempfile.gettempdir(), "custui-bench"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def custui(shop: Path, *arguments: str) -> list[str]:
    """The command line that runs custui on ``shop``, in English."""
    return [sys.executable, "-m", "custui", "--db", str(shop), "--lang", "en", *arguments]


def environment() -> dict[str, str]:
    """This process's environment with byte code kept, as an installed program has it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def compile_all() -> None:
    """Compile the program to byte code, as an installation does."""
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "custui", "bench/baselines"],
        check=True,
        cwd=ROOT,
        env=environment(),
    )


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in _MADE_BY:
        for path in sorted(Path(ROOT, folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]

"""Makes the pictures in this folder from the real program: ``make screenshots``.

Needs ``rsvg-convert`` (Debian: librsvg2-bin) and a monospace font (fonts-dejavu-core).
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from custui import locale
from custui.db.connection import open_database
from custui.demo.shop import make_shop
from custui.tui.app import CustuiApp
from custui.tui.sitting import sit_down
from custui.tui.widgets.grid import Grid

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Shot:
    """One picture: the keys that lead to it, the size in characters, and what is special.

    ``wait`` among the keys waits until what was typed into the search box was found.
    """

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    language: str = "en"
    ascii_only: bool = False
    hostile: bool = False


SHOTS = (
    Shot("customers-80x24", (80, 24), ["down"] * 4),
    Shot("customers-160x45", (160, 45), ["down"] * 9 + ["right"] * 5),
    Shot("customers-light-120x30", (120, 30), ["f2", "down", "down"]),
    Shot("customers-sorted-160x45", (160, 45), ["right"] * 5 + ["s", "s", "end", "pageup"]),
    Shot("customers-scrolled-80x24", (80, 24), ["right"] * 9),
    Shot("customers-polish-120x30", (120, 30), ["down"], language="pl"),
    Shot("customers-ascii-80x24", (80, 24), ["down"], ascii_only=True),
    Shot("hostile-120x30", (120, 30), ["down"], hostile=True),
    Shot("help-80x24", (80, 24), ["question_mark"]),
    Shot("palette-80x24", (80, 24), ["colon"]),
    Shot("search-80x24", (80, 24), ["slash", *"zolw", "wait", "down"]),
    Shot("search-120x30", (120, 30), ["slash", *"kow jan", "wait", "down", "down"]),
    Shot("search-empty-80x24", (80, 24), ["slash"]),
    Shot("search-by-ip-polish-80x24", (80, 24), ["slash", "tab", "tab", *"100.64", "wait"], "pl"),
    Shot("search-hostile-120x30", (120, 30), ["slash", *"[", "wait"], hostile=True),
    Shot("views-80x24", (80, 24), ["v"]),
    Shot("view-magento-80x24", (80, 24), ["v", "2", "down"]),
    Shot("columns-80x24", (80, 24), ["w", "space", "plus", "p"]),
    Shot("columns-polish-160x45", (160, 45), ["w", "space", "down", "p"], "pl"),
    Shot("unbuilt-80x24", (80, 24), ["4"]),
)


async def _settled(app: CustuiApp) -> None:
    """Wait until the list on screen was counted."""
    for _attempt in range(200):
        await asyncio.sleep(0.02)
        grids = app.screen_stack[0].query(Grid)
        if not grids or grids.first().count is not None:
            return


async def _found(app: CustuiApp) -> None:
    """Wait until the search box says how many were found."""
    for _attempt in range(200):
        await asyncio.sleep(0.02)
        if any(char.isdigit() for char in str(app.screen.query_one("#found").render())):
            return


async def _take(shot: Shot, database_path: Path) -> str:
    locale.choose(shot.language)
    database = open_database(str(database_path))
    desk = sit_down(
        database, staff="anna", role="agent", shop_code=None, ascii_only=shot.ascii_only
    )
    app = CustuiApp(desk)
    async with app.run_test(size=shot.size) as pilot:
        await _settled(app)
        for key in shot.keys:
            if key == "wait":
                await _found(app)
                continue
            await pilot.press(key)
            await _settled(app)
        await pilot.pause()
        return app.export_screenshot(simplify=True)


def _aligned(svg: str) -> str:
    """Keep leading spaces, and size the font so that its advance is the grid's 12.2 pixels."""
    preserved = svg.replace("<text ", '<text xml:space="preserve" ')
    return preserved.replace("font-size: 20px", "font-size: 20.266px")


def main(names: Sequence[str]) -> None:
    """Take the pictures called ``names``, or all of them."""
    with tempfile.TemporaryDirectory() as folder:
        shops = {}
        for hostile in (False, True):
            path = Path(folder) / f"shop-{hostile}.db"
            make_shop(str(path), customers=2000, seed=1, hostile=hostile)
            shops[hostile] = path
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            svg = Path(folder) / f"{shot.name}.svg"
            svg.write_text(_aligned(asyncio.run(_take(shot, shops[shot.hostile]))))
            picture = FOLDER / f"{shot.name}.png"
            subprocess.run(["rsvg-convert", "-o", picture, svg], check=True)
            print(picture.name)


if __name__ == "__main__":
    main(sys.argv[1:])

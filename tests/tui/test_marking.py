"""Marking rows: one, a range, all that match."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from custui.tui.app import CustuiApp
from custui.tui.widgets.grid.marks import Marks
from custui.tui.widgets.grid.surface import HEADER_LINES
from custui.tui.widgets.key_footer import Place
from custui.tui.widgets.live_grid import queries
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import SIZE, counted, ids, lines, until


def place(app: CustuiApp) -> str:
    """What the footer says of the cursor's place."""
    return app.screen_stack[0].query_one(Place).render_line(0).text.strip()


def marked_on_screen(app: CustuiApp, sign: str = "✓") -> list[int]:
    """The customer numbers of the rows with a mark's sign."""
    rows = lines(app)[HEADER_LINES:]
    return [number for number, line in zip(ids(app), rows, strict=False) if line[1] == sign]


async def test_space_marks_a_row_and_goes_down(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "space", "down", "space")
        await pilot.pause()
        assert grid.marks.keys == [1000, 999, 997]
        assert marked_on_screen(app) == [1000, 999, 997]
        assert place(app) == "3 marked · row 5 of 1,000"
        await pilot.press("up", "space")
        await pilot.pause()
        assert marked_on_screen(app) == [1000, 999]


async def test_the_cursor_and_a_mark_have_each_their_sign(make_app: MakeApp) -> None:
    app = make_app(ascii_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("space", "up")
        await pilot.pause()
        assert lines(app)[HEADER_LINES].startswith(">*")
        assert lines(app)[HEADER_LINES + 1].startswith("  ")
        assert place(app) == "1 marked | row 1 of 1,000"


async def test_marks_reach_the_screen_and_leave_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)

        def signs() -> str:
            crop = Region(0, HEADER_LINES, grid.size.width, 3)
            return "".join(strip.text[1] for strip in grid.render_lines(crop))

        assert signs() == "   "
        await pilot.press("space")
        await pilot.pause()
        assert signs() == "✓  "
        await pilot.press("asterisk")
        await pilot.pause()
        assert signs() == "✓✓✓"
        await pilot.press("asterisk")
        await pilot.pause()
        assert signs() == "   "


async def test_marking_the_last_row_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("end")
        await until(lambda: grid.row_at_cursor is not None)
        await pilot.press("space")
        await pilot.pause()
        assert place(app) == "1 marked · row 1,000 of 1,000"


async def test_marks_stay_with_their_rows_when_the_list_is_sorted(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "left", "s")
        await until(lambda: "ID ↑" in lines(app)[0])
        await until(lambda: grid.count is not None)
        assert marked_on_screen(app) == []
        await pilot.press("end")
        await until(lambda: ids(app)[-1:] == [1000])
        assert marked_on_screen(app) == [1000]


async def test_other_filters_drop_the_marks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "right", "f", *"kow", "enter")
        await until(lambda: grid.count is not None and grid.count < 1000)
        assert not grid.marks
        assert "marked" not in place(app)


async def test_a_range_reaches_over_rows_that_were_never_read(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "end")
        await until(lambda: grid.row_at_cursor is not None and grid.row_at_cursor[0] == 1)
        await pilot.press("m")
        await until(lambda: len(grid.marks) == 1000)
        assert grid.marks.keys == list(range(1000, 0, -1))
        await pilot.pause()
        assert place(app) == "1,000 marked · row 1,000 of 1,000"


async def test_a_range_may_go_upwards_and_on_from_its_end(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("down", "down", "down", "space", "up", "up", "up", "m")
        await until(lambda: len(grid.marks) == 3)
        assert grid.marks.keys == [997, 998, 999]
        await pilot.press("up", "m")
        await until(lambda: len(grid.marks) == 4)
        assert grid.marks.anchor == 1000


async def test_a_range_without_a_beginning_marks_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("m")
        await pilot.pause()
        assert not grid.marks
        assert any("Mark the first row" in each.message for each in app._notifications)


async def test_a_range_has_a_limit(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_IN_A_RANGE", 10)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", *["down"] * 8, "m")
        await until(lambda: len(grid.marks) == 10)
        await pilot.press(*["down"] * 10, "m")
        await until(lambda: any("at most" in each.message for each in app._notifications))
        assert len(grid.marks) == 10


async def test_all_that_match_and_none_again(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "asterisk")
        await pilot.pause()
        assert grid.marks.every
        assert marked_on_screen(app) == ids(app)
        assert place(app) == "all marked · row 2 of 1,000"
        await pilot.press("asterisk")
        await pilot.pause()
        assert marked_on_screen(app) == []
        assert place(app) == "row 2 of 1,000"


async def test_all_has_no_exceptions(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("asterisk", "space")
        await pilot.pause()
        assert not grid.marks
        assert any("no exceptions" in each.message for each in app._notifications)


async def test_down_draws_two_lines_whatever_is_marked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("space", "space")
        await pilot.pause()
        drawn: list[int] = []
        draw = grid.render_line
        grid.render_line = lambda y: (drawn.append(y), draw(y))[1]  # type: ignore[method-assign]
        await pilot.press("down")
        await pilot.pause()
        assert set(drawn) == {HEADER_LINES + 2, HEADER_LINES + 3}


def test_all_is_a_state_and_no_set_of_keys() -> None:
    marks = Marks()
    marks.add(range(5))
    marks.mark_every()
    assert marks
    assert marks.keys == []
    assert 10**9 in marks
    marks.add([1])
    marks.clear()
    assert not marks
    assert 1 not in marks

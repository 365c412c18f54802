"""How much room the cursor's place takes at the foot of the screen."""

from __future__ import annotations

from custui.tui.widgets.key_footer import Place
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import counted


async def test_from_one_end_of_a_long_list_to_the_other_the_layout_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        place = app.screen.query_one(Place)
        place.say("row 1,000,000 of 1,000,000")
        await pilot.pause()
        width = place.size.width
        place.say("row 1 of 1,000,000")
        await pilot.pause()
        assert place.size.width == width


async def test_room_that_is_clearly_too_much_goes_back_to_the_hints(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        place = app.screen.query_one(Place)
        width = place.size.width
        place.say("200,000 marked · row 200,000 of 1,000,000")
        await pilot.pause()
        assert place.size.width > width
        place.say("row 1 of 1,000")
        await pilot.pause()
        assert place.size.width == width

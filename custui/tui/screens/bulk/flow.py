"""How a list leads into bulk actions, and what follows what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen

from custui.db.queries.customers import CustomerList
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.bulk import Prepared, Unfinished
from custui.tui.desk import Desk
from custui.tui.widgets.grid.marks import Marks


def begin(
    screen: Screen[object],
    desk: Desk,
    customers: CustomerList,
    marks: Marks,
    *,
    export: Callable[[], object],
) -> None:
    """Ask what to do with the marked customers of a list, and do it; ``export`` exports them."""
    if not marks:
        screen.notify(
            _("Nobody is marked. The space bar marks a customer, * all that match."), markup=False
        )
        return
    from custui.tui.screens.bulk.screen import EXPORT, BulkScreen
    from custui.tui.screens.bulk.work import WorkScreen

    def run(prepared: Prepared | str | None) -> None:
        if prepared == EXPORT:
            export()
        elif isinstance(prepared, Prepared):
            work = WorkScreen(desk, prepared.act_id, prepared.description, prepared.count)
            screen.app.push_screen(work)

    whom = customers if marks.every else marks.keys
    screen.app.push_screen(BulkScreen(desk, whom, whom_in_words(marks)), run)


def whom_in_words(marks: Marks) -> str:
    """Who is marked, for people."""
    if marks.every:
        return _("All that match")
    return ngettext("{count} marked customer", "{count} marked customers", len(marks)).format(
        count=format_number(len(marks))
    )


def offer(screen: Screen[object], desk: Desk, acts: Sequence[Unfinished]) -> None:
    """Offer bulk actions that were left half-way, one after the other."""
    if not acts:
        return
    from custui.tui.screens.bulk.unfinished import UnfinishedScreen
    from custui.tui.screens.bulk.work import WorkScreen

    act, *others = acts

    def go_on(_done: None = None) -> None:
        offer(screen, desk, others)

    def answered(answer: str | None) -> None:
        if answer in (None, "later"):
            go_on()
            return
        taking_back = answer == "take back"
        total = act.total
        screen.app.push_screen(
            WorkScreen(desk, act.act_id, act.description, total, taking_back=taking_back), go_on
        )

    screen.app.push_screen(UnfinishedScreen(desk, act), answered)

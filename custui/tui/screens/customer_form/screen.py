"""The form of a customer, over the whole screen."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from custui.domain.customer_form import PASSWORD
from custui.locale import _
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.customer_form.strength import MeasureStrength
from custui.tui.screens.customer_form.work import CustomerWork
from custui.tui.screens.form.screen import FormScreen
from custui.tui.sections import CUSTOMERS
from custui.tui.tasks import Lane
from custui.tui.widgets.form import FormView
from custui.tui.widgets.key_footer import KeyFooter
from custui.tui.widgets.title_line import TitleLine

PAUSE = 0.2
"""Seconds without a key after which the strength of a password is measured."""

_KNOWN = ("first_name", "last_name", "email", "company")


class CustomerFormScreen(FormScreen[Done]):
    """Adds a customer; with ``customer_id`` changes that one."""

    CSS_PATH: ClassVar = [*FormScreen.CSS_PATH, Path(__file__).with_name("screen.tcss")]

    def __init__(self, desk: Desk, customer_id: int | None = None, *, begin_at: str = "") -> None:
        self._customer = CustomerWork(desk, customer_id)
        super().__init__(desk, self._customer, begin_at=begin_at)
        self._pause: Timer | None = None
        self._strength = Lane(self, "strength")

    def compose(self) -> ComposeResult:
        """A whole screen: title, form, footer."""
        desk, number = self.desk, self._customer.customer_id
        right = f"{desk.shop_name} · {desk.staff} ({_(desk.role)})"
        where = _("New customer") if number is None else str(number)
        yield TitleLine(
            (_(CUSTOMERS.title), where, *(() if number is None else (_("Edit"),))),
            right.replace("·", "|") if desk.ascii_only else right,
            ascii_only=desk.ascii_only,
        )
        yield Vertical(id="card")
        yield KeyFooter(ascii_only=desk.ascii_only)

    async def show_form(self, view: FormView) -> None:
        """It takes all there is."""
        await self.query_one("#card").mount(view)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._strength.interrupt()

    # --- the strength of a password -----------------------------------------------------------

    def on_form_view_changed(self, changed: FormView.Changed) -> None:
        """Another password: measure it soon."""
        if changed.name != PASSWORD:
            return
        self._strength.interrupt()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._measure)

    def _measure(self) -> None:
        view = self.query_one(FormView)
        password = str(view.typed[PASSWORD])
        if password:
            known = [str(view.typed.get(name, "")) for name in _KNOWN]
            self._strength.start(MeasureStrength(password, known))
        else:
            view.remark(PASSWORD, "")

    def on_measure_strength_answer(self, answer: MeasureStrength.Answer) -> None:
        """Say it, by as many signs as it deserves."""
        view, signs = self.query_one(FormView), self.desk.glyphs
        if view.typed[PASSWORD] == answer.password:
            score = answer.strength.score
            meter = signs.yes * score + signs.no * (4 - score)
            view.remark(PASSWORD, f"{meter} {_(answer.strength.label)}")

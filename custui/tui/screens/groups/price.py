"""What would this group pay? An amount in, the price out, rule by rule."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.db.groups import read_group_terms, read_groups
from custui.db.problems import DatabaseProblem, explained
from custui.domain.prices import DISCOUNT, TAX, GroupTerms, Price, Step, price_for
from custui.domain.text import printable
from custui.locale import N_, _
from custui.locale.codes import countries
from custui.locale.formats import format_money
from custui.tui.desk import Desk
from custui.tui.widgets.form import (
    ASCII,
    UNICODE,
    Choice,
    Field,
    Form,
    FormView,
    Kind,
    Value,
    Values,
)
from custui.tui.widgets.form.declaration import form_of
from custui.tui.widgets.form.reading import write_percent


class PriceScreen(ModalScreen[None]):
    """Reckons while it is typed; nothing is saved."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("price.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, desk: Desk, group_id: int) -> None:
        super().__init__()
        self._desk = desk
        self._group_id = group_id
        self._terms: Mapping[int, GroupTerms] = {}
        self._countries: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """The question; the answer is below."""
        with Vertical(id="price") as card:
            card.set_class(self._desk.ascii_only, "-ascii")
            card.border_title = _("What would this group pay?")
            card.border_subtitle = _("Esc closes")
            yield Static(id="answer", markup=False)

    async def on_mount(self) -> None:
        """Read what the groups pay by; keys wait meanwhile."""
        reading = self.run_worker(partial(self._read), thread=True, name="prices")
        problem = await reading.wait()
        if problem:
            self._answer(Content(printable(problem)))
            return
        opening: dict[str, Value] = {"group": self._group_id, "country": self._own_country}
        view = FormView(self._form(), opening, ASCII if self._desk.ascii_only else UNICODE)
        view.most_lines = 6
        await self.query_one("#price").mount(view, before="#answer")
        view.begin_at("amount")
        self._reckon()

    def _read(self) -> str:
        """In a worker."""
        database = self._desk.database.private()
        try:
            with explained(database.called), database.connection_context():
                self._terms = _read_terms(database)
        except DatabaseProblem as problem:
            return str(problem)
        self._countries = countries()
        return ""

    @property
    def _own_country(self) -> str:
        """The country that is most likely meant: one that the group has a rate for."""
        rates = list(self._terms[self._group_id].tax_rates) if self._terms else []
        return "PL" if "PL" in rates or not rates else rates[0]

    def _form(self) -> Form:
        groups = tuple(Choice(number, each.name) for number, each in self._terms.items())
        known = [Choice(code, f"{name} ({code})") for code, name in self._countries]
        return form_of(
            Field("group", N_("Group"), Kind.CHOICE, choices=groups),
            Field("amount", N_("Price without tax"), Kind.MONEY, width=16),
            Field("category", N_("Category"), hint=N_("Of the product; its rules come first")),
            Field("country", N_("Country"), Kind.CHOICE, choices=tuple(known)),
        )

    # --- reckoning ----------------------------------------------------------------------------

    def on_form_view_changed(self) -> None:
        """Something else was typed."""
        self._reckon()

    def on_form_view_leave_wanted(self) -> None:
        """There is nothing to be saved."""
        self.dismiss(None)

    def _reckon(self) -> None:
        values, problems = self.query_one(FormView).read()
        terms = self._terms.get(values.id("group") or 0)
        amount = values.number("amount")
        if problems or terms is None or amount is None:
            self._answer(Content(""))
            return
        price = price_for(
            terms,
            amount,
            at=int(time.time()),
            category=values.text("category").strip(),
            country=str(values.key("country")),
        )
        self._answer(_written(price, terms, values, amount))

    def _answer(self, content: Content) -> None:
        self.query_one("#answer", Static).update(content)


def _read_terms(database: ShopDatabase) -> dict[int, GroupTerms]:
    found = {group.id: read_group_terms(database, group.id) for group in read_groups(database)}
    return {number: terms for number, terms in found.items() if terms is not None}


def _written(price: Price, terms: GroupTerms, values: Values, amount: int) -> Content:
    """The way from the amount to the price, a line a step."""
    country = str(values.key("country"))
    lines = [(_("Price without tax"), amount)]
    lines += [(_called(step, terms), step.after) for step in price.steps if step.what != TAX]
    lines.append((_("To pay, without tax"), price.net))
    rate = terms.tax_rates.get(country)
    taxed = (
        _("To pay, with tax of {rate} in {country}").format(
            rate=f"{write_percent(rate)} %", country=country
        )
        if rate is not None
        else _("To pay, with tax (no rate for {country})").format(country=country or "–")
    )
    lines.append((taxed, price.gross))
    width = max(cell_len(format_money(value)) for _label, value in lines)
    written = [
        Content(f"{format_money(value).rjust(width)}  {printable(label)}") for label, value in lines
    ]
    seen = _("{price} is what the shop shows to this group.").format(
        price=format_money(price.shown)
    )
    return Content("\n").join([*written, Content.styled(seen, "bold")])


def _called(step: Step, terms: GroupTerms) -> str:
    if step.what == DISCOUNT:
        return _("group discount, {percent} %").format(percent=write_percent(terms.discount))
    return _("price rule: {name}").format(name=step.name)

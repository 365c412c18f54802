"""The fields that several formats have, each with the headers of its format."""

from __future__ import annotations

from collections.abc import Callable

from custui.db.staging.layout import ADDRESS, MEMBERS
from custui.domain import rules
from custui.domain.addresses import LONGEST
from custui.exchange import cells, naming, places
from custui.exchange.field import Cells, Field, Terms
from custui.locale import _


def folded(name: str) -> tuple[str, str, str]:
    """The staging columns of a text that is searched and sorted by."""
    return (name, f"{name}_fold", f"{name}_sort")


def number(*headers: str) -> Field:
    """The customer's number."""
    return Field("id", headers, ("id",), lambda terms: cells.Numbers())


def shop(*headers: str) -> Field:
    """The customer's shop by its code."""
    return Field(
        "shop", headers, ("shop_id",), lambda terms: naming.shops(terms.shops, terms.other_shop)
    )


def name(column: str, rule: str, *headers: str) -> Field:
    """First or last name by ``rule``; an empty one is that of the shop's preferences."""
    return Field(
        column, headers, folded(column), lambda terms: cells.names(rule or terms.name_rule)
    )


def email(*headers: str) -> Field:
    """The customer's e-mail address."""
    staged = ("email", "email_key", "email_fold")
    return Field("email", headers, staged, lambda terms: cells.Emails())


def company(*headers: str, may_be_left_out: bool = False) -> Field:
    """The customer's company."""

    def read(terms: Terms) -> Cells:
        return cells.texts(rules.LONGEST_COMPANY, required="company" in terms.required)

    return Field("company", headers, folded("company"), read, may_be_left_out)


def text(column: str, longest: int, *headers: str) -> Field:
    """A free text that is kept as it is."""

    def read(terms: Terms) -> Cells:
        return cells.plain_texts(longest, required=column in terms.required)

    return Field(column, headers, (column,), read)


def title(*headers: str, by_number: bool = False, may_be_left_out: bool = False) -> Field:
    """The customer's title by its name; ``by_number`` also so, and 0 is none."""

    def read(terms: Terms) -> Cells:
        return naming.Choices(
            "title_id",
            naming.Known(terms.titles, numbers=terms.title_ids if by_number else None),
            required="title" in terms.required,
            none=frozenset({"0"}) if by_number else frozenset(),
        )

    return Field("title", headers, ("title_id",), read, may_be_left_out)


def gender(*headers: str) -> Field:
    """The customer's gender, for whom no title is told."""
    return Field(
        "gender", headers, ("gender_title_id",), lambda terms: naming.genders(terms.gender_titles)
    )


def unknown_group(terms: Terms) -> str:
    """Why a group that the shop has not is refused; ``""`` when it is added."""
    return "" if terms.create_groups else _("there is no such group; --create-groups adds it")


def group(*headers: str, by_number: bool = False) -> Field:
    """The customer's default group by its name; ``by_number`` also so."""

    def read(terms: Terms) -> Cells:
        known = naming.Known(terms.groups, numbers=terms.group_ids if by_number else None)
        return naming.Choices("default_group_id", known, unknown_group(terms))

    return Field("group", headers, ("default_group_id",), read)


def groups(*headers: str, by_number: bool = False) -> Field:
    """All groups of the customer by their names; ``by_number`` also so."""

    def read(terms: Terms) -> Cells:
        known = naming.Known(terms.groups, numbers=terms.group_ids if by_number else None)
        return naming.Members(MEMBERS, known, unknown_group(terms))

    return Field("groups", headers, (MEMBERS,), read)


def flag(column: str, *headers: str, may_be_empty: bool = False) -> Field:
    """Yes or no."""

    def read(terms: Terms) -> Cells:
        return cells.flags(required=column in terms.required, may_be_empty=may_be_empty)

    return Field(column, headers, (column,), read)


def money(column: str, *headers: str) -> Field:
    """An amount in any locale's form."""
    return Field(column, headers, (column,), lambda terms: cells.money())


def moment(column: str, *headers: str, may_be_left_out: bool = False) -> Field:
    """A moment on the shop's clock."""

    def read(terms: Terms) -> Cells:
        return cells.Moments(terms.time_zone, month_first=terms.month_first)

    return Field(column, headers, (column,), read, may_be_left_out)


def birthday(*headers: str) -> Field:
    """The customer's birth date."""

    def read(terms: Terms) -> Cells:
        required = "birthday" in terms.required
        return cells.days(terms.today, month_first=terms.month_first, required=required)

    return Field("birthday", headers, ("birthday",), read)


def language(*headers: str) -> Field:
    """The customer's language by code or name."""
    return Field(
        "language",
        headers,
        ("language",),
        lambda terms: places.languages(required="language" in terms.required),
    )


def not_kept(column: str, *headers: str) -> Field:
    """A column whose cells custui has no place for; those that say anything are counted."""
    return Field(column, headers, (), lambda terms: cells.NotKept())


def ignored(header: str) -> Field:
    """A column that the format has and that says nothing about a customer."""
    return Field(f"({header})", (header,), (), lambda terms: cells.Ignored())


# --- addresses --------------------------------------------------------------------------------


def address_number(*headers: str) -> Field:
    """The address's number."""
    staged = ("address_id",)
    return Field("address_id", headers, staged, lambda terms: cells.Numbers(), record=ADDRESS)


def address_name(column: str, rule: str, *headers: str) -> Field:
    """First or last name in an address."""
    return _address(column, headers, lambda terms: cells.plain_names(rule or terms.name_rule))


def address_text(column: str, *headers: str, required: bool = False) -> Field:
    """A free text of an address."""
    longest = LONGEST[column]
    return _address(column, headers, lambda terms: cells.plain_texts(longest, required=required))


def street(*headers: str) -> Field:
    """The street in one cell, over several lines where it has them."""
    staged = ("address_line1", "address_line2")
    return Field("address_line1", headers, staged, lambda terms: places.Streets(), record=ADDRESS)


def country(*headers: str) -> Field:
    """The country of an address."""
    return _address("country", headers, lambda terms: places.countries(required=True))


def address_flag(column: str, *headers: str) -> Field:
    """Whether it is a default address; an empty cell is no."""
    return _address(column, headers, lambda terms: cells.marks())


def _address(column: str, headers: tuple[str, ...], read: Callable[[Terms], Cells]) -> Field:
    called = f"address_{column}"
    return Field(called, headers, (called,), read, record=ADDRESS)

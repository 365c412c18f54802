"""Cells of postal addresses: countries, streets, postcodes."""

from __future__ import annotations

from custui.domain import rules
from custui.domain.addresses import LONGEST
from custui.domain.postcodes import is_postcode, postcode_form
from custui.exchange.cells import REMEMBERED, Remembered
from custui.exchange.field import Staged
from custui.exchange.written import restored
from custui.locale import _
from custui.locale.codes import country_code, language_code


class Mismatch(ValueError):
    """Cells that are right each for itself and wrong together; ``field`` is the one to correct."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Postcodes(dict[tuple[str, str], bool]):
    """Postcodes beside their countries; raises ``Mismatch`` for one in another form."""

    def __missing__(self, pair: tuple[str, str]) -> bool:
        postcode, country = (restored(cell).strip() for cell in pair)
        code = country_code(country) or country
        if postcode and not is_postcode(postcode, code):
            form = postcode_form(code)
            raise Mismatch("address_postcode", _("is not written as {form}").format(form=form))
        if len(self) >= REMEMBERED:
            self.clear()
        self[pair] = True
        return True


def countries(*, required: bool) -> Remembered:
    """Countries by code or name, as codes."""

    def read(cell: str) -> Staged:
        name = restored(cell).strip()
        if not name:
            if required:
                raise ValueError(_("is missing"))
            return ("",)
        code = country_code(name)
        if code is None:
            raise ValueError(_("is not a country's code, as PL"))
        return (code,)

    return Remembered(read)


def languages(*, required: bool) -> Remembered:
    """Languages by code or name, as codes."""

    def read(cell: str) -> Staged:
        name = restored(cell).strip()
        if not name:
            if required:
                raise ValueError(_("is missing"))
            return ("",)
        code = language_code(name)
        if code is None:
            raise ValueError(_("is not a language"))
        return (code,)

    return Remembered(read)


class Streets:
    """A street in one cell of several lines: the first, and the others as one."""

    def __getitem__(self, cell: str) -> Staged:
        lines = [line.strip() for line in restored(cell).splitlines() if line.strip()]
        if not lines:
            raise ValueError(_("is missing"))
        first, second = lines[0], ", ".join(lines[1:])
        for text in (first, second):
            problem = rules.text_problem(text, LONGEST["line1"])
            if problem:
                raise ValueError(problem)
        return (first, second)

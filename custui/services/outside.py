"""What the desk knows of the world outside: the shop's pages, and its mail server."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.domain.links import filled, link_problem
from custui.locale import N_, _
from custui.mail.server import MailServer
from custui.services.refusals import InvalidValue

_LABELS = {
    "reset_link": N_("The link that sets a password"),
    "login_link": N_("The link that logs in as a customer"),
}


@dataclass(frozen=True)
class Outside:
    """The mail server, if there is one, and links that go before those of the preferences."""

    mail: MailServer | None = None
    reset_link: str = ""
    login_link: str = ""

    def template_of(self, database: ShopDatabase, name: str) -> str:
        """The template of ``reset_link`` or ``login_link``, empty when the shop has none.

        Raises ``InvalidValue`` when it is of no use.
        """
        template: str = getattr(self, name) or getattr(read_preferences(database), name)
        problem = link_problem(template)
        if problem:
            raise InvalidValue(
                name,
                _("{setting} {problem}: {template}. Nothing was changed.").format(
                    setting=_(_LABELS[name]), problem=problem, template=template
                ),
            )
        return template


def link_for(
    database: ShopDatabase, template: str, token: str, customer_id: int, cart: int | None = None
) -> str:
    """The link of a token, ``""`` where the shop has no page for it."""
    if not template:
        return ""
    shop, language = database.execute_sql(
        "SELECT s.code, c.language FROM customer c JOIN shop s ON s.id = c.shop_id WHERE c.id = ?",
        (customer_id,),
    ).fetchone()
    return filled(template, token, cart=cart, shop=shop, language=language)

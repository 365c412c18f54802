"""The mail server and the shop's pages, as the configuration file names them."""

from __future__ import annotations

from custui.cli.config import config_path
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.locale import _
from custui.mail.problems import WrongSetting
from custui.mail.server import mail_server
from custui.services.outside import Outside


def outside(options: Options) -> Outside:
    """What helping with an account needs of the world outside; refuses a wrong setting."""
    try:
        server = mail_server(options.mail) if options.mail else None
    except WrongSetting as wrong:
        raise Refusal(
            Exit.USAGE,
            _("{path}: in the table [mail], {setting}: {problem}").format(
                path=config_path(options.config), setting=wrong.setting, problem=wrong
            ),
        ) from wrong
    return Outside(
        server,
        reset_link=options.links.get("reset", ""),
        login_link=options.links.get("login", ""),
    )

"""Why mail did not go. Each carries a sentence for the person, in the language in use."""

from __future__ import annotations


class MailProblem(Exception):
    """Mail did not go."""


class Unsendable(MailProblem):
    """No mail can be sent at present: the server is down, or does not take our word."""


class Postponed(MailProblem):
    """The server does not take this mail now; it may later."""


class Refused(MailProblem):
    """The server will never take this mail."""


class TemplateProblem(MailProblem):
    """The text of a mail cannot be made from its template."""


class WrongSetting(MailProblem):
    """A setting of the mail server is missing or may not be so; ``setting`` names it."""

    def __init__(self, setting: str, message: str) -> None:
        super().__init__(message)
        self.setting = setting

"""The texts of mails: templates in files, in the customer's language.

A template is ``<language>/<name>.txt``: the subject on the first line, then an empty one, then the
text; ``<name>.html`` beside it is the same mail for those who read HTML. ``$link`` and the like are
filled in (``$$`` is a dollar). A shop's own folder goes before the templates that come with custui.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from custui.locale import _
from custui.locale.system import system_reason
from custui.mail.problems import TemplateProblem

BUILT_IN: Final = Path(__file__).with_name("templates")
LONGEST_SUBJECT: Final = 255


@dataclass(frozen=True)
class Written:
    """A mail as it is written; ``html`` is ``None`` where the template has no such part."""

    language: str
    subject: str
    text: str
    html: str | None


def written(
    name: str, languages: Sequence[str], values: Mapping[str, str], folder: Path | None = None
) -> Written:
    """The mail called ``name`` in the first of ``languages`` in which there is a template.

    ``folder`` holds the shop's own. Raises ``TemplateProblem``.
    """
    language, path = _template(name, languages, folder)
    subject, _line_break, text = _read(path).replace("\r\n", "\n").partition("\n")
    beside = path.with_suffix(".html")
    return Written(
        language,
        in_one_line(_filled(path, subject.strip(), values)),
        _filled(path, text.lstrip("\n"), values),
        _filled(beside, _read(beside), _for_html(values)) if beside.is_file() else None,
    )


def in_one_line(text: str) -> str:
    """``text`` as a header holds it, whatever somebody typed: no line breaks, no controls."""
    words = "".join(char if char.isprintable() else " " for char in text).split()
    return " ".join(words)[:LONGEST_SUBJECT]


def _template(name: str, languages: Sequence[str], folder: Path | None) -> tuple[str, Path]:
    for language in _candidates(languages):
        for place in (folder, BUILT_IN):
            path = place / language / f"{name}.txt" if place is not None else None
            if path is not None and path.is_file():
                return language, path
    raise TemplateProblem(_("There is no template {name} in any language.").format(name=name))


def _candidates(languages: Sequence[str]) -> Iterator[str]:
    """``pl-PL`` is ``pl`` to those who have nothing closer; English is there for all."""
    for language in (*languages, "en"):
        code = language.strip().lower().replace("_", "-")
        if code.replace("-", "").isalnum():
            yield code
            yield code.partition("-")[0]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, system_reason(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, _("it is not UTF-8")) from error


def _unreadable(path: Path, reason: str) -> TemplateProblem:
    return TemplateProblem(
        _("The template {path} cannot be read: {reason}").format(path=path, reason=reason)
    )


def _filled(path: Path, template: str, values: Mapping[str, str]) -> str:
    try:
        return Template(template).substitute(values)
    except KeyError as error:
        raise TemplateProblem(
            _("The template {path} has ${name}; there are: {names}").format(
                path=path, name=error.args[0], names=", ".join(f"${each}" for each in values)
            )
        ) from error
    except ValueError as error:
        raise TemplateProblem(
            _("The template {path} has a lone $; write $$ for a dollar.").format(path=path)
        ) from error


def _for_html(values: Mapping[str, str]) -> dict[str, str]:
    return {name: html.escape(value).replace("\n", "<br>\n") for name, value in values.items()}

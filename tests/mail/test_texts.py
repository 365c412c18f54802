"""Templates: the customer's language, a shop's own texts, nothing of a stranger's in the markup."""

from __future__ import annotations

from pathlib import Path
from string import Template

import pytest

from custui.mail.problems import TemplateProblem
from custui.mail.texts import BUILT_IN, written

VALUES = {
    "name": "Jan <b>Żółw</b>",
    "shop": "Kubki & Co",
    "email": "jan@x.pl",
    "link": "https://x.pl/?a=1&token=t",
    "until": "10:15",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in ("en", "pl"):
        (tmp_path / language).mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("languages", "language"),
    [
        (["pl"], "pl"),
        (["pl-PL"], "pl"),
        (["PL_pl"], "pl"),
        (["de", "pl"], "pl"),
        (["", "pl"], "pl"),
        (["de"], "en"),
        ([""], "en"),
        (["../../etc"], "en"),
        (["/etc"], "en"),
    ],
)
def test_the_language(languages: list[str], language: str) -> None:
    assert written("reset_password", languages, VALUES).language == language


def test_every_built_in_mail_is_there_in_both_languages_and_both_parts() -> None:
    names = {path.name for path in (BUILT_IN / "en").iterdir()}
    assert names == {path.name for path in (BUILT_IN / "pl").iterdir()}
    assert names == {
        f"{name}.{kind}"
        for name in ("reset_password", "set_password", "reply")
        for kind in ("txt", "html")
    }


@pytest.mark.parametrize("name", ["reset_password", "set_password"])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_part_says_the_link_and_until_when(name: str, language: str) -> None:
    for kind in ("txt", "html"):
        template = Template((BUILT_IN / language / f"{name}.{kind}").read_text())
        assert {"link", "until", "shop"} <= set(template.get_identifiers())
    mail = written(name, [language], VALUES)
    assert VALUES["link"] in mail.text
    assert "Kubki & Co" in mail.subject


def test_what_a_stranger_typed_is_text() -> None:
    mail = written("reset_password", ["en"], VALUES)
    assert "Jan <b>Żółw</b>" in mail.text
    assert mail.html is not None
    assert "<b>" not in mail.html
    assert 'href="https://x.pl/?a=1&amp;token=t"' in mail.html


def test_a_reply_keeps_its_lines() -> None:
    body = "Dzień dobry,\n\n<i>jutro</i>\n"
    mail = written("reply", ["pl"], {"subject": "Re: Zwrot", "body": body, "shop": "S"})
    assert mail.subject == "Re: Zwrot"
    assert body in mail.text
    assert mail.html is not None
    assert "Dzień dobry,<br>\n<br>\n&lt;i&gt;jutro" in mail.html


def test_a_shops_own_text(folder: Path) -> None:
    (folder / "pl" / "reset_password.txt").write_text("Hasło $$\r\n\r\n$name: $link\r\n")
    mail = written("reset_password", ["pl"], VALUES, folder)
    assert (mail.subject, mail.text) == ("Hasło $", "Jan <b>Żółw</b>: https://x.pl/?a=1&token=t\n")
    assert mail.html is None, "no built-in part beside a text of the shop's own"
    (folder / "pl" / "reset_password.html").write_text("<p>$link</p>")
    own = written("reset_password", ["pl"], VALUES, folder)
    assert own.html == "<p>https://x.pl/?a=1&amp;token=t</p>"
    assert written("reset_password", ["en"], VALUES, folder).html, "the others are as they were"
    assert written("set_password", ["pl"], VALUES, folder).html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"S\n\n$lnik", r"has \$lnik; there are: \$name, "),
        (b"S\n\n5 $ each", "has a lone"),
        (b"S\n\n\xff", "it is not UTF-8"),
    ],
)
def test_a_template_that_is_wrong(folder: Path, content: bytes, said: str) -> None:
    (folder / "pl" / "reset_password.txt").write_bytes(content)
    with pytest.raises(TemplateProblem, match=said):
        written("reset_password", ["pl"], VALUES, folder)


def test_no_such_mail() -> None:
    with pytest.raises(TemplateProblem, match="no template greeting"):
        written("greeting", ["pl"], VALUES)

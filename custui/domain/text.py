"""Text as it is searched, sorted and shown.

``fold`` makes search text, ``sort_key`` makes a name's place in a Polish list,
``printable`` makes any stranger's text safe for a terminal and ``printable_in_place`` does so
while it is being edited.
"""

import re
import unicodedata

# Letters whose canonical decomposition does not part the stroke from the base letter.
_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i"})

# Polish letters stand after their base letter: "{" and "|" follow "z" in code-point order,
# so "łaba" ("l{aba") comes after "lzy" and before "ma".
_POLISH_LETTERS = dict(zip("ąćęłńóśź", "acelnosz", strict=True))
_POLISH = str.maketrans(
    {letter: base + "{" for letter, base in _POLISH_LETTERS.items()} | {"ż": "z|"}
)

_NOT_DIGIT = re.compile(r"[^0-9]+")
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_VARIATION = re.compile("[\ufe00-\ufe0f]+")
_MARK_RUN = re.compile(rf"({_MARKS}{{3}}){_MARKS}+")
_MAY_JOIN = re.compile(
    "[^ -\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u205e\u20a0-\u20cf\u2100-\u2bff"
    "\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3]"
)
"""Whatever is not of the scripts that have no marks of their own: to be looked at one by one."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_DOTTED_CIRCLE = "\N{DOTTED CIRCLE}"


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Search text: case-folded, without diacritics (``Żółw`` and ``ZOLW`` both give ``zolw``).

    A NUL becomes a space: the full-text index would read no further.
    """
    if "\0" in text:
        text = text.replace("\0", " ")
    if text.isascii():
        return text.lower()
    return _without_marks(text.casefold()).translate(_STROKED)


def sort_key(text: str) -> str:
    """The place of a name in a Polish list; compare the keys by code point.

    Polish letters stand after their base letter (Ł between L and M), other diacritics are
    ignored, and so is case.
    """
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text.casefold())
    return _without_marks(composed.translate(_POLISH)).translate(_STROKED)


def email_key(email: str) -> str:
    """What makes two e-mail addresses one: everything but case. Diacritics count."""
    if email.isascii():
        return email.lower()
    return unicodedata.normalize("NFC", email.casefold())


def digits(text: str) -> str:
    """The digits of a phone number, which is all that searching looks at."""
    return _NOT_DIGIT.sub("", text)


def _visible(char: str) -> str:
    """One character as it may reach a terminal."""
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x20:
        return " " if char in "\t\n\r\v\f" else chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return " " if unicodedata.category(char) == "Zs" else _REPLACEMENT


def printable(text: str) -> str:
    """A stranger's text as it may be shown: no control, escape, bidi or markup effect.

    Control characters become their pictures (``␛``), anything else that does not print becomes
    ``�``, line breaks and exotic spaces become a space, and a pile of combining marks is cut
    to three. Variation selectors go: terminals disagree on the width they give a character.
    The bytes in the database stay as they came.
    """
    if text.isascii():
        return text if text.isprintable() else "".join(map(_visible, text))
    if not text.isprintable():
        text = "".join(map(_visible, text))
    if text and unicodedata.combining(text[0]):
        text = _DOTTED_CIRCLE + text
    return _MARK_RUN.sub(r"\1", _VARIATION.sub("", text))


def printable_in_place(text: str) -> str:
    """``text`` as it may be shown while it is edited: each character stands in its own place.

    As ``printable``, but one character for one: the tenth of what is shown is the tenth of what
    is kept. What may not be shown, has no width of its own or joins a pile is ``�``.
    """
    if text.isprintable() and not _MAY_JOIN.search(text):
        return text
    shown: list[str] = []
    marks = 3  # a mark with nothing before it would join what stands left of the text
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        hidden = marks > 3 or _VARIATION.match(char)
        shown.append(_REPLACEMENT if hidden else _visible(char))
    return "".join(shown)

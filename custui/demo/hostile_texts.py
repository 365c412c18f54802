"""What strangers type to break a screen, a spreadsheet or a query, by class.

Each class is here for something that has gone wrong in a terminal program; all of it is text that
a shop's form lets through. Written with escapes, so that this file itself is harmless.
"""

from __future__ import annotations

LONG = 200
"""How many characters the long names have."""

CLASSES: dict[str, str] = {
    "csi": "Red\x1b[31mHat\x1b[2J\x1b[H",
    "osc 52": "Clip\x1b]52;c;cm0gLXJmIC8=\x07board",
    "osc 8": "\x1b]8;;https://evil.example/\x1b\\Link\x1b]8;;\x1b\\",
    "window title": "Ti\x1b]0;owned\x07tle",
    "dcs": "D\x1bP$q q\x1b\\C\x1b[6nS\x1b[c",
    "alternate screen": "A\x1b[?1049h\x1b[?1000hS",
    "c1 csi": "C\x9b31mOne",
    "c1 osc": "O\x9d0;owned\x9cSC",
    "single escape": "Esc\x1b",
    "closing markup": "[/b] Bold",
    "action markup": "[@click=app.quit]x[/]",
    "colour markup": "[red]Rot[/red]",
    "open bracket": "Open [bold",
    "link markup": "[link=https://evil.example]L[/link]",
    "bidi override": "Ab\u202egnp.exe",
    "bidi isolate": "Iso\u2066late\u2069\u2068",
    "bidi mark": "\u200fMark\u200e",
    "long": "Łańcuch" * (LONG // 7) + "Ł" * (LONG % 7),
    "long words": "Donaudampfschifffahrtsgesellschaftskapitän" * 2 + " " + "x" * 60,
    "zalgo": "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a"
    "a\u0316\u0317\u0318\u0319\u031c\u031d\u031e\u031f\u0320l\u0334\u0335\u0336\u0337g\u0338o\u0489",
    "leading mark": "\u0301Accent",
    "enclosing mark": "E\u20dd\u20de\u20e0nc",
    "zero width": "Ze\u200bro\u200c\u200d\ufeffW",
    "wide": "\u738b\u5c0f\u660e\u5f20\u4f1f\u30ab\u30bf\u30ab\u30ca\ud55c\uad6d\uc5b4",
    "full width": "\uff26\uff55\uff4c\uff4c\uff37\uff49\uff44\uff54\uff48",
    "emoji": "Fam \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    " \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f1f5\U0001f1f1 \U0001f44d\U0001f3fd",
    "newline": "New\nLine\r\nHere",
    "carriage return": "Over\rwritten",
    "tab": "Tab\tbed",
    "backspace": "Back\b\b\b\bspace",
    "bell": "Bell\x07",
    "delete": "Del\x7fete",
    "vertical tab": "V\x0bT\x0cFF",
    "shift out": "S\x0eO\x0fSI",
    "line separator": "L\u2028S\u2029P",
    "next line": "N\x85EL",
    "right to left": "\u05d3\u05d5\u05d3 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "sql": "Robert'; DROP TABLE customer;--",
    "double quote": 'Say "hi" \\"',
    "formula": "=1+1",
    "formula call": "=HYPERLINK(\"https://evil.example\";\"x\")",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula minus": "-2+3",
    "percent": "%s%n%(x)s",
    "braces": "{0}{self.__class__}",
    "gettext": "$name ${name}",
    "semicolon": "Semi;colon,comma|pipe",
    "replacement": "Re\ufffdpl",
    "tags": "T\U000e0001\U000e0061g\U000e007f",
    "soft hyphen": "So\u00adft",
    "private use": "Pr\ue000iv\U000f0000",
    "unassigned": "No\u0378n\uffff",
    "variation": "V\ufe0e\ufe0fS",
    "no-break": "No\u00a0break\u3000space\u2003",
    "only spaces around": "  Around  ",
    "hangul filler": "\u3164\u115f",
    "dotless": "\u0130\u0131\u017f\u1e9eSS",
    "ligature": "\ufb01\ufb03 \u01c6",
    "slash": "../../etc/passwd",
    "html": "<script>alert(1)</script>&amp;",
    "fts": 'NEAR("a" b)* OR -c:d^',
    "like": "100%_\\",
    "null word": "NULL",
    "number": "0x1F",
}  # fmt: skip
"""A name for the class, and the text; each is 1 to 255 characters without a NUL."""

NUL = "Nul\x00byte"
"""SQLite keeps a NUL in a text, but counts characters up to it: not for columns with a least
length."""

TEXTS: tuple[str, ...] = tuple(CLASSES.values())

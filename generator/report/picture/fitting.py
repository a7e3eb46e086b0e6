"""Texts that stay inside of their boxes, whatever font the reader's system draws them in.

An SVG file measures nothing before it is shown, so widths are taken from a wide font: DejaVu Sans, which Linux has for
``system-ui`` (measured in Chromium, 2026-11). In a narrower one there is room left.
"""

from __future__ import annotations

from itertools import chain

_WIDE = 64
_WIDTHS = {
    30: "'ijlIJ,. ·",
    36: "/:;\\|f-",
    42: "t()[]!r",
    53: '"*_`sz?c',
    61: "LkFvxyPaoTYe",
    70: "KAVBRXZC",
    79: "UHNDG&OQ",
    86: "w#+<=>^~→M",
    100: "%mW@…",
}
"""Hundredths of the size of the font; what is not named is at most ``_WIDE``, or of another script."""
_OF = dict(chain.from_iterable(((sign, width) for sign in signs) for width, signs in _WIDTHS.items()))


def width(words: str, size: float) -> float:
    """Say how many pixels a text takes at most, in a font of that size."""
    return sum(_OF.get(sign, _WIDE if sign.isascii() else 100) for sign in words) * size / 100


def fit(words: str, room: float, size: float) -> str:
    """Shorten a text until it has room: the path before its last name first, and then its middle."""
    if width(words, size) <= room:
        return words
    folder, slash, name = words.rpartition("/")
    if slash and folder and width(f"…/{name}", size) <= room:
        return f"…/{name}"
    for kept in range(len(words) - 1, 1, -1):
        short = f"{words[: kept // 2]}…{words[-(kept - kept // 2) :]}"
        if width(short, size) <= room:
            return short
    return "…"

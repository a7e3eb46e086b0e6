"""Fields that words of a shell fall into when a variable holds spaces (POSIX.1-2024, XCU 2.6.5)."""

from __future__ import annotations

import pytest

from generator.images.shell_lexer import tokens
from generator.images.shell_words import Word, expand

_VARIABLES = {"both": " curl  jq ", "end": "curl ", "space": "  ", "none": ""}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("x$both", ["x", "curl", "jq"]),
        ("${both}x", ["curl", "jq", "x"]),
        ("x${end}y", ["xcurl", "y"]),
        ("${end}${end}", ["curl", "curl"]),
        ("${end}''", ["curl", ""]),
        ("x${space}y", ["x", "y"]),
        ("${space}y", ["y"]),
        ("y${space}", ["y"]),
        ("$space", []),
        ("x${none}y", ["xy"]),
        ('x"${both}"y', ["x curl  jq y"]),
        ("x${unset}y", None),
    ],
)
def test_a_word_becomes_fields(line: str, fields: list[str] | None) -> None:
    (word,) = tokens(line)
    assert isinstance(word, Word)
    assert expand(word, _VARIABLES) == fields

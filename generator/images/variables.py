"""ARG and ENV: the words of a Dockerfile, and what the variables in them stand for, as BuildKit reads them.

Sources: Dockerfile reference, "Environment replacement"; moby/buildkit, frontend/dockerfile/shell/lex.go; 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

UNSEEN = "\0"
"""Stands in an expanded text where the value of a variable is not known. No Dockerfile holds this character."""

LONGEST = 8_000
"""Characters of a value: variables that double one another would fill the memory."""
_DEEPEST = 30
_LONGEST_TRIMMED = 500
_SPECIAL = "@*#?-$!"
_NAME = re.compile(rf"\d+|[{re.escape(_SPECIAL)}]|\w+")
_MODIFIERS = "+-?#%"


class BadWord(ValueError):
    """BuildKit refuses the text, or it is none that anybody writes."""


def substitute(text: str, variables: Mapping[str, str], escape: str = "\\") -> str | None:
    """Expand a text; None when a variable in it is not known, or BuildKit would refuse it."""
    try:
        expanded = expand(text, variables, escape)
    except BadWord:
        return None
    return None if UNSEEN in expanded else expanded


def expand(text: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """Take the quotes away and put values in the place of variables, UNSEEN for those that are not known.

    A variable that nothing sets may have come with the base image, so ``$x`` is not known. In ``${x:-word}`` and
    ``${x:+word}``, which are written for variables that may be unset, it is taken to be unset. Raises BadWord.
    """
    if len(text) > LONGEST:
        raise BadWord("it is too long")
    return _Reader(text, variables, escape).word()


def words(text: str, escape: str = "\\") -> list[str]:
    """Split a text at the spaces outside of quotes; the words keep their quotes and variables."""
    return _splitter(escape).findall(text)


def pairs(text: str, escape: str = "\\") -> list[tuple[str, str]]:
    """Read ``ENV a=1 b="two words"`` or ``ENV a the rest``; values keep their quotes and variables."""
    split = words(text, escape)
    if split and "=" in split[0]:
        return [(name, value) for name, equals, value in (word.partition("=") for word in split) if name and equals]
    parts = text.split(None, 1)
    return [(parts[0], parts[1].strip())] if len(parts) == 2 else []


@cache
def _splitter(escape: str) -> re.Pattern[str]:
    token = re.escape(escape)
    double = rf'"(?:{token}.|[^"{token}])*(?:"|$)'
    return re.compile(rf"(?:{double}|'[^']*(?:'|$)|{token}.|[^\s\"'])+", re.DOTALL)


class _Reader:
    def __init__(self, text: str, variables: Mapping[str, str], escape: str) -> None:
        self.text, self.variables, self.escape = text, variables, escape
        self.at = self.depth = self.filled = 0

    def word(self, stop: str = "", raw: bool = False) -> str:
        """Read up to ``stop``; ``raw`` keeps what escapes, as patterns need it."""
        pieces: list[str] = []
        while (char := self._take()) != stop or not stop:
            if not char:
                if stop:
                    raise BadWord(f"{stop} is missing")
                break
            if char == self.escape:
                pieces.append((char if raw else "") + self._take())
            elif char == "'":
                pieces.append(self._single())
            elif char == '"':
                pieces.append(self._double())
            else:
                pieces.append(self._variable() if char == "$" else char)
        return "".join(pieces)

    def _take(self) -> str:
        """The next character; empty at the end."""
        char = self.text[self.at : self.at + 1]
        self.at += 1
        return char

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _single(self) -> str:
        end = self.text.find("'", self.at)
        if end < 0:
            raise BadWord("' is never closed")
        start, self.at = self.at, end + 1
        return self.text[start:end]

    def _double(self) -> str:
        pieces: list[str] = []
        while (char := self._take()) != '"':
            if not char:
                raise BadWord('" is never closed')
            if char == self.escape:
                pieces.append(self._take() if self._next() in ('"', "$", self.escape) else self.escape)
            else:
                pieces.append(self._variable() if char == "$" else char)
        return "".join(pieces)

    def _variable(self) -> str:
        if self._next() != "{":
            name = self._name()
            return self._filled(_value(name, self.variables)) if name else "$"
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadWord("its variables are nested too deeply")
        self._take()
        value = self._braced(self._name())
        self.depth -= 1
        return value

    def _filled(self, value: str) -> str:
        self.filled += len(value)
        if self.filled > LONGEST:
            raise BadWord("it becomes too long")
        return value

    def _name(self) -> str:
        name = _NAME.match(self.text, self.at)
        self.at = name.end() if name else self.at
        return name[0] if name else ""

    def _braced(self, name: str) -> str:
        modifier = self._take()
        if not name:
            raise BadWord("${ is followed by no name")
        if modifier == "}":
            return self._filled(_value(name, self.variables))
        if modifier == "/":
            return self._replaced(name)
        colon = modifier == ":"
        if colon:
            modifier = self._take()
        if not modifier or modifier not in _MODIFIERS or (colon and modifier in "#%"):
            raise BadWord(f"${{{name} is followed by {modifier or 'nothing'}")
        word = self.word("}", raw=modifier in "#%")
        if modifier in "#%":
            return _trimmed(_value(name, self.variables), modifier, word)
        value = self.variables.get(name)
        there = value is not None and (bool(value) or not colon)
        if modifier == "?":
            if value == "" and colon:
                raise BadWord(f"{name} must not be empty")
            return self._filled(_value(name, self.variables))
        if modifier == "+":
            return word if there else ""
        return self._filled(value) if there and value is not None else word

    def _replaced(self, name: str) -> str:
        everywhere = self._next() == "/"
        if everywhere:
            self._take()
        pattern, new = self.word("/", raw=True), self.word("}", raw=True)
        value = _value(name, self.variables)
        compiled = _pattern(pattern, lazy=False)
        if UNSEEN in value + new or compiled is None or len(value) > _LONGEST_TRIMMED:
            return UNSEEN
        return self._filled(compiled.sub(lambda _: new, value, count=0 if everywhere else 1))


def _value(name: str, variables: Mapping[str, str]) -> str:
    """The value of a variable. Parameters such as ``$1`` and ``$@`` are empty in a Dockerfile."""
    return "" if name[0] in _SPECIAL or name[0].isdecimal() else variables.get(name, UNSEEN)


def _trimmed(value: str, modifier: str, word: str) -> str:
    """``${x#pattern}`` and ``${x%pattern}`` take the shortest match from an end; doubled signs the longest."""
    longest = word.startswith(modifier)
    compiled = _pattern(word[longest:], lazy=not longest)
    if UNSEEN in value or compiled is None or len(value) > _LONGEST_TRIMMED:
        return UNSEEN
    if modifier == "#":
        found = compiled.match(value)
        return value[found.end() :] if found else value
    starts = range(len(value) + 1) if longest else range(len(value), -1, -1)
    return next((value[:start] for start in starts if compiled.fullmatch(value, start)), value)


def _pattern(pattern: str, lazy: bool) -> re.Pattern[str] | None:
    """Compile a shell pattern of ``?`` and of one ``*``; None for another, or one that is not known."""
    if UNSEEN in pattern or pattern.count("*") > 1:
        return None
    pieces = re.findall(r"\\.|.", pattern, re.DOTALL)
    special = {"*": ".*?" if lazy else ".*", "?": "."}
    return re.compile("".join(special.get(piece) or re.escape(piece[-1]) for piece in pieces), re.DOTALL)

"""Splitting a shell command line into words and operators (POSIX.1-2024, XCU 2.2 and 2.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from generator.images.shell_words import Operator, Part, Token, Unclear, Word

_OPERATOR = re.compile(r"&&|\|\||;;&?|;&|\|&|&>>?|<<<|<<-?|<>|<&|>>|>&|>\||[|&;()<>\n]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_PLAIN = re.compile(r"[^\s'\"\\$`|&;()<>]+")
REDIRECTS = frozenset({"<", ">", ">>", "<>", ">&", "<&", ">|", "&>", "&>>", "<<<", "<<", "<<-"})


LONGEST = 64_000
MOST = 4_000


def tokens(text: str) -> list[Token]:
    """Split a command line. Raises Unclear on what is left open, and on what is longer than anyone writes."""
    if len(text) > LONGEST:
        raise Unclear("it is too long")
    split = _Lexer(text).run()
    if len(split) > MOST:
        raise Unclear("it has too many words")
    return split


def closing(text: str, start: int, opened: str = "(", closed: str = ")") -> int:
    """Find the bracket that closes the one before ``start``."""
    depth, i = 1, start
    while i < len(text):
        char = text[i]
        if char == "\\":
            i += 1
        elif char == "'" and opened == "(":
            i = _index_of(text, "'", i + 1)
        elif char == opened:
            depth += 1
        elif char == closed:
            depth -= 1
            if not depth:
                return i
        i += 1
    raise Unclear(f"{opened} is never closed")


def _index_of(text: str, what: str, start: int) -> int:
    at = text.find(what, start)
    if at < 0:
        raise Unclear(f"{what} is never closed")
    return at


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\\\r\n", "").replace("\\\n", "")
        self.at = 0
        self.out: list[Token] = []
        self.parts: list[Part] = []
        self.heredocs: list[str] = []

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            char = self.text[self.at]
            operator = _OPERATOR.match(self.text, self.at)
            if operator:
                self._operator(operator[0])
            elif char.isspace():
                self._end_word()
                self.at += 1
            elif char == "#" and not self.parts:
                end = self.text.find("\n", self.at)
                self.at = end if end >= 0 else len(self.text)
            else:
                self._read_part(char)
        self._end_word()
        return self.out

    def _operator(self, operator: str) -> None:
        redirect = operator in REDIRECTS
        if redirect and len(self.parts) == 1 and self.parts[0].text.isdigit() and self.parts[0].kind == "text":
            self.parts.clear()  # a file descriptor, as in 2>&1
        self._end_word()
        self.at += len(operator)
        self.out.append(Operator(operator))
        if operator == "\n" and self.heredocs:
            self._skip_heredocs()

    def _skip_heredocs(self) -> None:
        for delimiter in self.heredocs:
            ended = re.compile(rf"^\t*{re.escape(delimiter)}$", re.MULTILINE).search(self.text, self.at)
            self.at = ended.end() if ended else len(self.text)
        self.heredocs.clear()

    def _end_word(self) -> None:
        if not self.parts:
            return
        before = self.out[-1] if self.out else None
        if isinstance(before, Operator) and before.text in ("<<", "<<-"):
            self.heredocs.append("".join(part.text for part in self.parts))
        self.out.append(Word(tuple(self.parts)))
        self.parts.clear()

    def _read_part(self, char: str) -> None:
        readers: dict[str, Callable[[], None]] = {"'": self._single, '"': self._double, "`": self._backquote}
        if char in readers:
            readers[char]()
        elif char == "\\":
            self._add_part("text", self.text[self.at + 1 : self.at + 2], quoted=True)
            self.at += 2
        elif char == "$":
            self._dollar(quoted=False)
        else:
            plain = _PLAIN.match(self.text, self.at)
            self._add_part("text", plain[0] if plain else char)
            self.at += len(plain[0]) if plain else 1

    def _add_part(self, kind: Literal["text", "variable", "command"], text: str, quoted: bool = False) -> None:
        self.parts.append(Part(kind, text, quoted))

    def _single(self) -> None:
        end = _index_of(self.text, "'", self.at + 1)
        self._add_part("text", self.text[self.at + 1 : end], quoted=True)
        self.at = end + 1

    def _double(self) -> None:
        self.at += 1
        piece: list[str] = []
        self._add_part("text", "", quoted=True)
        while self.at < len(self.text) and self.text[self.at] != '"':
            char = self.text[self.at]
            if char in "$`":
                self._add_part("text", "".join(piece), quoted=True)
                piece.clear()
                self._dollar(quoted=True) if char == "$" else self._backquote(quoted=True)
                continue
            if char == "\\" and self.text[self.at + 1 : self.at + 2] in ('"', "\\", "$", "`"):
                self.at += 1
                char = self.text[self.at]
            piece.append(char)
            self.at += 1
        if self.at >= len(self.text):
            raise Unclear('" is never closed')
        self._add_part("text", "".join(piece), quoted=True)
        self.at += 1

    def _backquote(self, quoted: bool = False) -> None:
        end = _index_of(self.text, "`", self.at + 1)
        self._add_part("command", self.text[self.at + 1 : end], quoted)
        self.at = end + 1

    def _dollar(self, quoted: bool) -> None:
        start = self.at + 1
        following = self.text[start : start + 1]
        if following == "(":
            end = closing(self.text, start + 1)
            arithmetic = self.text[start + 1 : start + 2] == "("
            self._add_part("variable" if arithmetic else "command", self.text[start + 1 : end], quoted)
            self.at = end + 1
        elif following == "{":
            end = closing(self.text, start + 1, "{", "}")
            self._add_part("variable", self.text[start + 1 : end], quoted)
            self.at = end + 1
        else:
            name = _NAME.match(self.text, start)
            self._add_part("variable" if name else "text", name[0] if name else "$", quoted)
            self.at = start + (len(name[0]) if name else 0)

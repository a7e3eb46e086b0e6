"""The shell text of a health check as a tree: what must succeed, together or instead of one another, for it to succeed.

``shell_steps`` reads shell as well, for another question. Here the question is whether one command line can end with 0.
So it matters to the last bracket what is joined by ``&&`` and what by ``||``, and one part that is not understood (an
``if``, a loop, a job in the background) makes the whole Unreadable: a guess would accuse a check that works. There the
question is what a build has left in an image. A RUN of which a part is not understood has still done the rest, so
everything is listed, with whether it certainly happened. A tree that took in both would be as lenient as the second
reader needs, and the first could no longer say no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.images.shell_lexer import REDIRECTS, tokens
from generator.images.shell_words import Operator, Token, Unclear, Word

DEEPEST = 12
LONGEST = 64


@dataclass(frozen=True)
class Run:
    """One command and its words, redirections taken away."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Not:
    """``! part``: it succeeds when the part fails."""

    part: Node


@dataclass(frozen=True)
class Join:
    """``and``: all must succeed; ``or``: one; ``then``: only the last decides; ``pipe``: the last, fed by the rest."""

    how: Literal["and", "or", "then", "pipe"]
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Unreadable:
    """A command line of which nothing is concluded. ``because`` is a clause that says why."""

    because: str


Node = Run | Not | Join | Unreadable

_COMPOUND = frozenset({"if", "for", "while", "until", "case", "function", "select", "[[", "coproc", "time"})
_NEVER_FIRST = frozenset({"then", "else", "elif", "fi", "do", "done", "esac", "}", "!"})
"""Reserved words that no command begins with; ``!`` stands before a whole pipeline (POSIX.1-2024, XCU 2.4, 2.9.2)."""


def parse(text: str, depth: int = 0) -> Node:
    """Read a command line; what cannot be read becomes one Unreadable, never an exception."""
    try:
        return _Parser(tokens(text), depth).command_line()
    except Unclear as error:
        return Unreadable(f"the command cannot be read: {error}")


class _Parser:
    def __init__(self, words: list[Token], depth: int) -> None:
        self.tokens, self.at, self.depth = words, 0, depth

    def command_line(self) -> Node:
        if self.depth > DEEPEST:
            raise Unclear("it is nested too deeply")
        node = self._list()
        if self.at < len(self.tokens):
            raise Unclear(f"a stray {self._operator() or 'word'}")
        return node

    def _operator(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text if isinstance(token, Operator) else ""

    def _keyword(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.keyword if isinstance(token, Word) else ""

    def _list(self, until: str = "") -> Node:
        parts: list[Node] = []
        while self.at < len(self.tokens):
            if self._operator() in (";", "\n"):
                self.at += 1
            elif self._operator() == "&":
                raise Unclear("it runs something in the background")
            elif self._operator() == ")" or (until and until in (self._operator(), self._keyword())):
                break
            else:
                parts.append(self._and_or())
            if len(parts) > LONGEST:
                raise Unclear("it is too long")
        if not parts:
            raise Unclear("it is empty")
        return parts[0] if len(parts) == 1 else Join("then", tuple(parts))

    def _and_or(self) -> Node:
        node = self._pipeline()
        links = 0
        while self._operator() in ("&&", "||"):
            links += 1
            if links > LONGEST:
                raise Unclear("it is too long")
            how: Literal["and", "or"] = "and" if self._operator() == "&&" else "or"
            self.at += 1
            while self._operator() == "\n":
                self.at += 1
            following = self._pipeline()
            if isinstance(node, Join) and node.how == how:
                node = Join(how, (*node.parts, following))
            else:
                node = Join(how, (node, following))
        return node

    def _pipeline(self) -> Node:
        negated = False
        while self._keyword() == "!":
            negated = not negated
            self.at += 1
        parts = [self._command()]
        while self._operator() == "|" and len(parts) <= LONGEST:
            self.at += 1
            while self._operator() == "\n":
                self.at += 1
            parts.append(self._command())
        node = parts[0] if len(parts) == 1 else Join("pipe", tuple(parts))
        return Not(node) if negated else node

    def _command(self) -> Node:
        if self._operator() == "(":
            return self._group(")")
        if self._keyword() == "{":
            return self._group("}")
        if self._keyword() in _COMPOUND:
            raise Unclear(f"it uses {self._keyword()}")
        if self._keyword() in _NEVER_FIRST:
            raise Unclear(f"a stray {self._keyword()}")
        words: list[Word] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if isinstance(token, Word):
                words.append(token)
            elif token.text in REDIRECTS:
                self.at += 1
                if not isinstance(self.tokens[self.at] if self.at < len(self.tokens) else None, Word):
                    raise Unclear(f"{token.text} leads nowhere")
            else:
                break
            self.at += 1
        if self._operator() == "(" and words:
            raise Unclear("it defines a function")
        if not words:
            raise Unclear("a command is missing")
        return Run(tuple(words))

    def _group(self, closed: str) -> Node:
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unclear("it is nested too deeply")
        node = self._list(until=closed)
        if closed not in (self._operator(), self._keyword()):
            raise Unclear(f"{closed} is missing")
        self.at += 1
        self.depth -= 1
        while self._operator() in REDIRECTS:
            self.at += 2
        return node

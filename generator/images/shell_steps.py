"""The commands of a RUN instruction in the order written, each with whether it certainly runs and succeeds.

A build stops when RUN fails, so what a list joined by ``&&`` or ended by ``;`` installs is there. What stands in
``if``, ``case``, a loop or a function, or beside ``||``, may not be.

``shell_tree`` reads shell as well, for another question: whether the command line of a health check can succeed. It
refuses a text that it does not understand to the end, and forgets what is redirected where. Neither would do here: a
build has done what stands before and after an ``if``, and a file that a command writes may be a program.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.images.shell_lexer import REDIRECTS, tokens
from generator.images.shell_words import Operator, Token, Word

_OPENING = frozenset({"if", "while", "until", "for", "case", "select"})
_CLOSING = frozenset({"fi", "done", "esac"})
_SKIPPED = frozenset({"then", "else", "elif", "do", "!", "{", "}"})
_TESTS = frozenset({"[", "[[", "test", "grep", "command", "which", "type", "!"})


@dataclass(frozen=True)
class Step:
    """One command. ``written`` are the files that its output is redirected to."""

    words: tuple[Word, ...]
    written: tuple[Word, ...] = ()
    sure: bool = True


def steps(text: str) -> list[Step]:
    """Read the text of RUN. Raises Unclear where not even its words can be told apart."""
    return _Reader(tokens(text)).run()


class _Reader:
    def __init__(self, words: list[Token]) -> None:
        self.tokens = words
        self.at = 0
        self.out: list[Step] = []
        self.list: list[Step] = []
        self.alternatives = False
        self.open: list[str] = []
        self.function = False

    def run(self) -> list[Step]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if isinstance(token, Word):
                self._word(token)
            elif self._redirection() is not None:
                self._command()
            else:
                self._operator(token.text)
        self._end_list(last=True)
        return self.out

    def _operator(self, text: str) -> None:
        self.at += 1
        if text == "||":
            self.alternatives = True
        elif text in (";", "\n", "&"):
            self._end_list(last=self.at >= len(self.tokens))
        elif text in (";;", ";&", ";;&"):
            self._end_list(last=False)
            self._skip_pattern()

    def _word(self, token: Word) -> None:
        keyword = token.keyword
        if keyword in _OPENING:
            self._end_list(last=False)
            self.open.append(keyword)
            self.at += 1
            if keyword in ("for", "select"):
                self._skip_until(";", "\n")
            elif keyword == "case":
                self._skip_until("in")
                self.at += 1
                self._skip_pattern()
        elif keyword in _CLOSING:
            self._end_list(last=False)
            self.at += 1
            if self.open:
                self.open.pop()
        elif keyword in _SKIPPED:
            self.at += 1
        else:
            self._command()

    def _skip_until(self, *stops: str) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if (token.text if isinstance(token, Operator) else token.keyword) in stops:
                return
            self.at += 1

    def _skip_pattern(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at] == Operator("\n"):
            self.at += 1
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if not (isinstance(token, Word) and token.keyword == "esac"):
            self._skip_until(")")
            self.at += 1

    def _redirection(self) -> tuple[str, Word] | None:
        """The operator and the file of a redirection that begins here."""
        pair = self.tokens[self.at : self.at + 2]
        match pair:
            case [Operator(text), Word() as file] if text in REDIRECTS:
                return text, file
        return None

    def _command(self) -> None:
        words: list[Word] = []
        written: list[Word] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            redirection = self._redirection()
            if isinstance(token, Word):
                words.append(token)
            elif redirection is not None:
                operator, file = redirection
                if ">" in operator and operator != ">&":
                    written.append(file)
                self.at += 1
            else:
                break
            self.at += 1
        if words and self.tokens[self.at : self.at + 2] == [Operator("("), Operator(")")]:
            self.function = True
            self.at += 2
            return
        self.list.append(Step(tuple(words), tuple(written)))

    def _end_list(self, last: bool) -> None:
        held = not (self.open or self.function or self._tolerated())
        tested = False
        for step in self.list:
            self.out.append(replace(step, sure=held and not (tested and not last)))
            tested = tested or bool(step.words and step.words[0].keyword in _TESTS)
        self.list.clear()
        self.alternatives = False

    def _tolerated(self) -> bool:
        """Whether ``||`` lets the list go on after a failure; ``|| exit 1`` and ``|| false`` do not."""
        last = self.list[-1].words if self.list else ()
        return self.alternatives and not (last and last[0].keyword in ("exit", "false"))

"""What a container is told to run: its words, the script where a shell reads one, and the commands of a script."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import Container, items
from generator.ecs.texts import literal

SHELLS = ("sh", "bash", "ash", "dash", "ksh", "zsh")
_OPERATORS = (";", "&&", "||", "|", "&")
_RESERVED = ("then", "do", "else", "{", "(", "!")
_OPENS = {"if": "fi", "case": "esac", "for": "done", "while": "done", "until": "done"}
_QUICK = ("echo", "export", "set", "mkdir", "cd", "true", ":", "printf", "chmod", "chown", "umask", "ulimit", "trap")
_MOST = 4000


@dataclass(frozen=True)
class Told:
    """The words of a container, those of its EntryPoint first."""

    entry: tuple[str, ...]
    command: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.entry, *self.command)

    @property
    def script(self) -> str | None:
        """The text that a shell reads; None where none is known to read one."""
        words = self.words
        if len(words) >= 3 and words[0].rpartition("/")[2] in SHELLS and re.fullmatch(r"-[elxu]*c", words[1]):
            return words[2]
        return None

    @cached_property
    def read(self) -> Script | None:
        """That text, taken apart."""
        return Script(self.script) if self.script is not None and len(self.script) <= _MOST else None


@dataclass(frozen=True)
class Script:
    """A script of a shell, as far as it is plain: one without here-documents and comments."""

    text: str

    @property
    def plain(self) -> bool:
        """Whether it is."""
        return "<<" not in self.text and "#" not in self.text and "$'" not in self.text and "`" not in self.text

    @cached_property
    def tokens(self) -> tuple[str, ...] | None:
        """Its tokens, ends of lines as ``;``; None where a quotation is not closed."""
        lexer = shlex.shlex(self.text.replace("\\\n", " ").replace("\n", " ; "), posix=True, punctuation_chars=";&|")
        lexer.whitespace_split, lexer.commenters = True, ""
        try:
            return tuple(lexer)
        except ValueError:
            return None

    @property
    def broken(self) -> str:
        """Why no shell reads it; empty where one may."""
        if not self.plain:
            return ""
        if self.tokens is None:
            return "a quotation that is not closed"
        opened = [_OPENS[word] for word in self._starting(tuple(_OPENS))]
        for end in ("fi", "esac", "done"):
            if opened.count(end) != len(self._starting((end,))) and "$(" not in self.text:
                return f"a statement whose {end} is missing, or too much"
        return ""

    def _starting(self, wanted: tuple[str, ...]) -> list[str]:
        """Words that stand where a command begins."""
        found, before = list[str](), ";"
        for token in self.tokens or ():
            if token in wanted and (before in (*_OPERATORS, *_RESERVED, ";;") or before.endswith(";")):
                found.append(token)
            before = token
        return found

    @cached_property
    def commands(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each command with the operator before it; none where statements are nested."""
        if not self.plain or self.tokens is None or self._starting(tuple(_OPENS)) or re.search(r"[(){}]", self.text):
            return ()
        commands, words, operator = list[tuple[str, tuple[str, ...]]](), list[str](), ";"
        for token in (*self.tokens, ";"):
            if token not in _OPERATORS and not token.endswith((";", "&&")):
                words.append(token)
                continue
            if words:
                commands.append((operator, tuple(words)))
            operator, words = token, []
        return tuple(commands)

    @property
    def last(self) -> tuple[str, ...]:
        """The command that comes last, where one follows the other."""
        if any(operator in ("|", "&") for operator, _ in self.commands):
            return ()
        return self.commands[-1][1] if self.commands else ()

    @property
    def stops_at(self) -> str:
        """The command at which it ends for certain before anything that stays; empty where there is none."""
        strict = False
        for place, (operator, words) in enumerate(self.commands):
            if operator in ("||", "|", "&"):
                return ""
            following = self.commands[place + 1][0] if place + 1 < len(self.commands) else ""
            if words[0] == "exit" and following not in ("||", "|"):
                return " ".join(words)
            if words[0] == "false" and (following == "&&" or (strict and following != "||")):
                return " ".join(words)
            if words[0] not in _QUICK or following in ("||", "|", "&"):
                return ""
            strict = strict or (words[0] == "set" and any("e" in each for each in words[1:] if each.startswith("-")))
        return ""


def told(container: Container) -> Told | None:
    """What a container is told; None where that is not all written out."""
    read = []
    for key in ("EntryPoint", "Command"):
        words = [literal(each) for _, each in items(container.get(key))]
        if None in words:
            return None
        read.append(tuple(word for word in words if word is not None))
    return Told(*read)


def endless(words: Told) -> str:
    """What of a command never ends; empty where nothing is known not to."""
    script = words.read
    run = script.last if script is not None else words.words
    text = " ".join(run)
    if re.fullmatch(r"(/bin/)?sleep (infinity|inf)|(/usr/bin/)?tail (-n ?\S+ )?-[fF]( \S+)+|yes", text):
        return text
    if script is not None and re.match(r"\s*while (true|:|\[ 1 \]|sleep \S+)\s*;\s*do\b", script.text):
        return "a loop" if not re.search(r"\b(break|exit)\b", script.text) else ""
    return ""


def ends_badly(words: Told) -> str:
    """What of a command certainly ends with an error; empty where nothing is known to."""
    script = words.read
    text = script.stops_at if script is not None else " ".join(words.words)
    return text if re.fullmatch(r"exit ([1-9]\d*)|(/bin/)?false", text) else ""


def slept(words: Told) -> int:
    """How many seconds a command certainly sleeps."""
    commands = words.read.commands if words.read is not None else ((";", words.words),)
    found = (re.fullmatch(r"(?:/bin/)?sleep (\d{1,6})s?", " ".join(run)) for _, run in commands)
    return sum(int(match[1]) for match in found if match)

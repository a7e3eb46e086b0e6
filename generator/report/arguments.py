"""The reader of a command line: what is mistyped is told in a line, with what was meant and what to type next."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from generator.errors import did_you_mean

_CHOICE = re.compile(r"argument (?P<name>\S+): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<known>.*)\)")
_UNKNOWN = "unrecognized arguments: "
_MISSING = "the following arguments are required: "
_WORDS = re.compile(r"argument (?P<name>\S+): (?P<what>.*)")
_EXAMPLE = re.compile(r"  (\S.*?)(?:  .*| +# .*)?")


class Arguments(argparse.ArgumentParser):
    """argparse's reader, whose errors are for people; argparse answers each with all options there are."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read, and let the verb itself say what it does not know; the program around it knows fewer options."""
        options, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(_UNKNOWN + " ".join(rest))
        return options, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to type, and leave with 2."""
        said = " ".join(self._said(message).split())
        self.exit(2, "\n".join([f"{self.prog}: {said}", *self._next(message), ""]))

    def _said(self, message: str) -> str:
        if message.startswith(_UNKNOWN):
            word, *_ = message.removeprefix(_UNKNOWN).split()
            if not word.startswith("-"):
                return f"there is one word too many: {word}"
            name, _, _ = word.partition("=")
            return f"there is no option {name}; {did_you_mean(name, self._options())}".removesuffix("; ")
        if message.startswith(_MISSING):
            return f"{message.removeprefix(_MISSING)} is missing"
        if found := _CHOICE.fullmatch(message):
            known = [each.strip().strip("'") for each in found["known"].split(",")]
            near = did_you_mean(found["given"], known)
            if found["name"] == "VERB":
                return f"there is no verb {found['given']}; {near}".removesuffix("; ")
            return f"{found['name']}: is one of {', '.join(known)}, and not {found['given']}; {near}".removesuffix("; ")
        if found := _WORDS.fullmatch(message):
            shape = self._shape(found["name"]) if found["what"].startswith("expected") else ""
            return f"{found['name']}: {shape or found['what']}"
        return message

    def _next(self, message: str) -> Iterator[str]:
        if message.startswith(_MISSING) and (example := self._example()):
            yield f"such as:  {example}"
        yield f"all of it:  {self.prog} --help"

    def _options(self) -> list[str]:
        return [name for action in self._actions for name in action.option_strings]

    def _shape(self, names: str) -> str:
        """What an option takes, in the words of its help."""
        action = next((each for each in self._actions if set(names.split("/")) <= set(each.option_strings)), None)
        taken = self._get_formatter()._format_args(action, (action.dest or "").upper()) if action else ""
        return f"{taken} is missing" if taken else ""

    def _example(self) -> str:
        """The first command of the examples below the help."""
        after = (self.epilog or "").partition("examples:\n")[2]
        found = _EXAMPLE.fullmatch(after.partition("\n")[0])
        return found[1].replace("%(prog)s", self.prog) if found else ""

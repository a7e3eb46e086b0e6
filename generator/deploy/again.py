"""The command to come back with: with every option that this run was called with."""

from __future__ import annotations

import shlex
from collections.abc import Sequence


def again(program: str, arguments: Sequence[str]) -> str:
    """Give the command line that does the same once more."""
    return shlex.join([*program.split(), *arguments])


def also(command: str, option: str) -> str:
    """Give a command with an option more, unless it is there already. What follows or acts is no mere plan."""
    words = [each for each in shlex.split(command) if each != "--plan"]
    return shlex.join(words if option in words else [*words, option])

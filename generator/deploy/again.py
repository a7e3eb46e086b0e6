"""The command to come back with, when it is to do something more."""

from __future__ import annotations

import shlex


def with_option(command: str, option: str) -> str:
    """A command with an option more, unless it is there already. What follows or acts is no mere plan."""
    words = [word for word in shlex.split(command) if word != "--plan"]
    return shlex.join(words if option in words else [*words, option])

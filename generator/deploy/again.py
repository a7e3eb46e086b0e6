"""The command to come back with, when it is to do something more."""

from __future__ import annotations

import shlex


def with_option(command: str, option: str) -> str:
    """A command with one option more, unless it has it already, and without ``--plan``: it is to act or to follow."""
    words = [word for word in shlex.split(command) if word != "--plan"]
    return shlex.join(words if option in words else [*words, option])

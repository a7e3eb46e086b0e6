"""What certainly keeps every task of a definition from starting, or from getting further, and is refused by nobody."""

from __future__ import annotations

from dataclasses import dataclass

from generator.needs.cause import Fault


@dataclass(frozen=True)
class NeverStarts(Fault):
    """Something of a task definition, or of its hosts, with which no task gets to run."""

    said: str
    instead: str

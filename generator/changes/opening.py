"""A way for requests from the internet to tasks that there was not before, as a plan shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Opening:
    """What opens, by the path of the resource that leads there: a listener or one of its rules."""

    path: str
    what: str

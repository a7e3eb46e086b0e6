"""Calls of the AWS CLI in what a container is told to run, with the resources of the templates that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Container, items
from generator.stack import Literal, Reference, Text, Value

_CALL = re.compile(r"(?<![\w./-])(?:/usr/(?:local/)?bin/)?aws((?:\s+--(?:region|output|profile)[ =]\S+)*)"
                   r"\s+([a-z0-9]+)\s+([a-z0-9-]+)([^;&|)\n`]*)")  # fmt: skip
_MARK = re.compile(r"\ue000(\d+)\ue001")
_MOST = 20_000


@dataclass(frozen=True)
class CliCall:
    """One ``aws <service> <operation>``: ``named`` are what of these templates its arguments refer to."""

    container: Container
    steps: tuple[str | int, ...]
    service: str
    operation: str
    arguments: str
    named: tuple[Reference, ...]

    @property
    def written(self) -> str:
        """The call as people know it."""
        return f"aws {self.service} {self.operation}"


def cli_calls(container: Container) -> Iterator[CliCall]:
    """The calls in EntryPoint and Command, each once: in the text of a shell, or word by word."""
    references: list[Reference] = []
    words: list[str] = []
    for key in ("EntryPoint", "Command"):
        words += [_text(value, references) for _, value in items(container.get(key))]
    text = " ".join(words)
    key = "Command" if any(True for _ in items(container.get("Command"))) else "EntryPoint"
    for found in _CALL.finditer(text) if len(text) < _MOST else ():
        named = tuple(references[int(mark)] for mark in _MARK.findall(found[4]))
        yield CliCall(container, (*container.steps, key), found[2], found[3], found[4], named)


def _text(value: Value, references: list[Reference]) -> str:
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, Text):
        return "".join(_text(part, references) for part in value.parts)
    if isinstance(value, Reference):
        references.append(value)
        return f"\ue000{len(references) - 1}\ue001"
    return "?"

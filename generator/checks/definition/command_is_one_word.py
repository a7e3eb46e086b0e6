"""A command that is one text with spaces, which is taken for the name of one program."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Container, items
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal


class CommandIsOneWord(Check):
    id = "ECS347"
    lesson = 34
    title = "EntryPoint is one text with spaces"
    symptom = (
        'CannotStartContainerError: ... exec: "sh -c": executable file not found in $PATH: unknown (exit code 127)'
    )
    why = (
        "The first element of EntryPoint is the program, and each other one an argument. No shell splits a text at "
        "its spaces."
    )
    fix = "Write each word as an element of its own: [sh, -c]."
    message = (
        "EntryPoint of {container} begins with {text!r}, which is taken for the name of one program: no container of "
        "{task} starts (executable file not found in $PATH)"
    )
    change = "EntryPoint: [{words}]"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.EntryPoint": "[sh, -c]",
        "TaskDefinition.ContainerDefinitions.0.Command": "[node server.js]",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.EntryPoint": "[sh -c]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where they are written out.

        Source: moby and runc, which look for the first element in $PATH as it stands; ECS API Reference,
        ContainerDefinition, entryPoint; read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                if text := first_with_spaces(container, "EntryPoint"):
                    told = {"container": container.name, "text": text[:60], "words": ", ".join(text.split())}
                    yield self.at(container.definition, *container.steps, "EntryPoint", 0, tasks=(task.name,), **told)


def first_with_spaces(container: Container, key: str) -> str:
    """The first element of a command, where it is several words that no path with spaces explains; else empty."""
    for index, value in items(container.get(key)):
        if index == 0 and isinstance(value, Literal) and len(value.text.split()) > 1 and value.text[:1] not in "/.'\"C":
            return value.text
    return ""


def is_alone(container: Container, key: str) -> bool:
    """Whether a command is one element, and nothing else says what runs it."""
    value = container.get(key)
    return isinstance(value, Listing) and len(value.items) == 1 and isinstance(container.get("EntryPoint"), Absent)

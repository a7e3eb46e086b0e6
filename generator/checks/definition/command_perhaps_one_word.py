"""A command that is one text with spaces, for an image whose entry point is not known here."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.definition.command_is_one_word import first_with_spaces, is_alone
from generator.finding import Finding
from generator.needs.context import Context


class CommandPerhapsOneWord(Check):
    id = "WCS347"
    lesson = 34
    title = "Command is one text with spaces, and the image needs a shell for it"
    symptom = 'CannotStartContainerError: ... exec: "npm start": executable file not found in $PATH: unknown'
    why = (
        "The elements of Command are the program and its arguments. One text with spaces works only if the entry point "
        "of the image is a shell that reads it; most images have none."
    )
    fix = "Write each word as an element of its own, or [sh, -c, the whole command]."
    message = (
        "Command of {container} is one text, {text!r}: unless the entry point of the image is a shell that reads it, "
        "no task of {task} starts (executable file not found in $PATH)"
    )
    change = "Command: [{words}]"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.Command": "[npm, start]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Command": "[npm start]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find single texts, where the template does not say what reads them.

        Sources: amazon-ecs-cli #25, amazon-ecs-agent #717 (the advice of its maintainers is an entry point that is a
        shell); ECS API Reference, ContainerDefinition, command; read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                text = first_with_spaces(container, "Command") if is_alone(container, "Command") else ""
                if text:
                    told = {"container": container.name, "text": text[:60], "words": ", ".join(text.split())}
                    yield self.at(container.definition, *container.steps, "Command", 0, tasks=(task.name,), **told)

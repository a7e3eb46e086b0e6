"""Lesson 2: options of the awslogs driver that ECS does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.log_patterns import of_format, refused
from generator.ecs.containers.logs import MULTILINE, OPTIONS, by_awslogs
from generator.ecs.tasks import Container, Task, keys_of
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import LeaveOut, Write
from generator.stack import Absent, Literal

_MODES = ("blocking", "non-blocking")
_NAMES = (
    "awslogs-create-group", "awslogs-datetime-format", "awslogs-group", "awslogs-multiline-pattern", "awslogs-region",
    "awslogs-stream-prefix", "max-buffer-size", "mode",
)  # fmt: skip
_SIZE = re.compile(r"\d+(\.\d+)*\s?([kmgtp]?i?b?)", re.IGNORECASE)


class LogOptionsRefused(Check):
    id = "ECS024"
    lesson = 2
    title = "Options of the awslogs driver that ECS refuses"
    symptom = (
        "CREATE_FAILED: Log driver awslogs option 'awslogs-create-group' should only be set to 'true', else omit "
        "option; or, when the task starts: failed to validate logger args"
    )
    why = (
        "Options are texts that the schema takes as they stand, and a value that the driver does not know stops tasks."
    )
    fix = "Give the option one of its values, or leave it out."
    message = {
        "create": (
            "awslogs-create-group of {container} is {value}, and ECS takes nothing but true: the task definition is "
            "refused; without the option, no group is created"
        ),
        "name": (
            "{container} has the option {value}, which the awslogs driver does not have: the task definition is "
            "refused (Log driver awslogs disallows options)"
        ),
        "mode": "mode of {container} is {value}, which the awslogs driver does not know: the task does not start",
        "pattern": (
            "{option} of {container} is {value}, which makes no regular expression ({reason}): the driver refuses it, "
            "and the task does not start"
        ),
        "size": "max-buffer-size of {container} is {value}, which is no size such as 25m: the task does not start",
        "blocking": (
            "max-buffer-size of {container} is {value}, and its mode is blocking: Docker takes the one only with "
            "non-blocking, and no container of it starts on an instance"
        ),
    }
    change = {
        "name": "Options: take {value} out, or write one of {known}",
        "create": "awslogs-create-group: leave it out",
        "mode": "mode: non-blocking, or blocking",
        "pattern": "{option}: a backslash before a bracket or parenthesis that stands for itself, as in \\[%Y-%m-%d\\]",
        "size": "max-buffer-size: a number and k, m or g",
        "blocking": "mode: non-blocking; or max-buffer-size: leave it out",
    }
    remedy = {"mode": Write("mode", "non-blocking"), "create": LeaveOut("awslogs-create-group")}
    base = "nat"
    bad = {"TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.mode": "nonblocking"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find values that are certainly none. ECS113 finds missing options.

        Sources: tflint-ruleset-aws #348 (create); ECS API Reference, LogConfiguration (mode); moby, daemon/logger,
        ValidateLogOpts, and shim-loggers-for-containerd, args.go (a mode is one of two words, in lower case); moby,
        go-units, RAMInBytes (size); moby, daemon/logger/factory.go (a size only with non-blocking; Fargate's driver
        passes it over in args.go); read 2026-11. Patterns: ``generator.ecs.containers.log_patterns``.
        """
        for task in context.tasks:
            for container in task.containers:
                if by_awslogs(container):
                    yield from self._refused(task, container)

    def _refused(self, task: Task, container: Container) -> Iterator[Finding]:
        def at(variant: str, option: str, value: object, reason: str = "") -> Finding:
            steps = (*container.steps, *OPTIONS, option)
            named = {"container": container.name, "value": value, "known": _NAMES, "option": option, "reason": reason}
            return self.at(container.definition, *steps, tasks=(task.name,), variant=variant, **named)

        for option in keys_of(container.get(*OPTIONS)):
            if option not in _NAMES:
                yield at("name", option, value=option)
        for option, variant, taken in (
            ("awslogs-create-group", "create", ("true", "True", "TRUE")),
            ("mode", "mode", _MODES),
        ):
            value = container.get(*OPTIONS, option)
            if isinstance(value, Literal) and value.text not in taken:
                yield at(variant, option, value=value)
        size = container.get(*OPTIONS, "max-buffer-size")
        if isinstance(size, Literal) and not _SIZE.fullmatch(size.text.strip()):
            yield at("size", "max-buffer-size", value=size)
        blocking = container.get(*OPTIONS, "mode") == Literal("blocking")
        if blocking and not isinstance(size, Absent) and task.fargate is Truth.NO:
            yield at("blocking", "max-buffer-size", value=size)
        for option, read in ((MULTILINE[0], of_format), (MULTILINE[1], str)):
            written = container.get(*OPTIONS, option)
            reason = refused(read(written.text)) if isinstance(written, Literal) else ""
            if reason:
                yield at("pattern", option, value=written, reason=reason)

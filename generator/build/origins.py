"""Where a mistake in what was built has to be mended: in a setting of app.yaml, or in a template module.

What stands in output/ is generated, and nobody mends it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.compose import Composition
from generator.config import logical_id
from generator.errors import Problem
from generator.lint import Finding

if TYPE_CHECKING:
    from generator.analysis import Cell

SETTING = {
    "Image": ("image",),
    "HealthCheck": ("health", "probe"),
    "Command": ("command",),
    "Cpu": ("cpu",),
    "Memory": ("memory_mib",),
    "RuntimePlatform": ("architecture",),
}
"""Property of a task definition or of its container -> the setting of a service that it is made of."""
_PAIRS = {"Environment": "environment", "Secrets": "secrets"}
_LONGEST = 400
"""Characters of a message of cfn-lint, which may list everything that it would have accepted."""


def of_proof(finding: Finding, composition: Composition) -> Problem:
    """Make the problem of what our own checks find: at the setting that it comes from, else at the template module."""
    what = f"{finding.rule} {finding.message}"
    if setting := _setting(finding.file, finding.resource, finding.path[3:], composition):
        return Problem(setting, what, hint=_hint(finding))
    return _problem_at_module(finding.file, finding.resource, what, finding.fix, composition)


def _hint(finding: Finding) -> str:
    """The way out in the words of app.yaml, where the property that is wrong has other words."""
    from generator.checks.definition.architecture_differs import ArchitectureDiffers
    from generator.checks.health.health_program_missing import HealthProgramMissing
    from generator.checks.names.name_unregistered import NameUnregistered

    hints = {
        HealthProgramMissing.id: "name a program that the image has, or `probe: none`: a load balancer asks the path "
        "all the same",
        NameUnregistered.id: "correct the name, or leave it to `calls`, which gives the address of a service in a "
        "variable",
        ArchitectureDiffers.id: "set `architecture` to what the image is made for, or name the image that is made "
        "for it",
    }
    return hints.get(finding.rule, finding.fix)


def of_unknown(cell: Cell, composition: Composition) -> Problem:
    """Make the problem of an answer that is missing, at the module that makes the task."""
    stack = cell.task.partition("/")[0]
    file = next((name for name in composition.bodies if logical_id(name.removesuffix(".yaml")) == stack), "")
    what = f"{cell.task}, {cell.need.name}: not proven: {'; '.join(cell.because)}"
    hint = "write out the value that would decide it, or take it from an Output of another stack"
    return _problem_at_module(file, cell.task.rpartition("/")[2], what, hint, composition)


def of_finding(finding: Finding, composition: Composition) -> Problem:
    """Make the problem of something that cfn-lint found in a file of the composition."""
    message = " ".join(finding.message.split())
    what = f"{finding.rule} {message if len(message) <= _LONGEST else message[:_LONGEST] + ' ...'}"
    if setting := _setting(finding.file, finding.resource, finding.path[3:], composition):
        return Problem(setting, what)
    return _problem_at_module(finding.file, finding.resource, what, "", composition)


def _problem_at_module(file: str, resource: str, what: str, hint: str, composition: Composition) -> Problem:
    made = f" in {file}" if file else ""
    where = _place_of_resource(composition.sources.get(file, ""), resource)
    return Problem((), f"{resource or 'what it makes'}{made}: {what}", hint=hint, where=where or "templates")


def _setting(
    file: str, resource: str, steps: tuple[str | int, ...], composition: Composition
) -> tuple[str | int, ...] | None:
    """The setting that a property of a service comes from, if it is one that app.yaml says."""
    name = file.removesuffix(".yaml")
    service = composition.app.services.get(name)
    body = composition.bodies.get(file, {}).get("Resources", {}).get(resource, {})
    if service is None or body.get("Type") != "AWS::ECS::TaskDefinition":
        return None
    for place, step in enumerate(steps):
        if step in SETTING:
            return ("services", name, *SETTING[str(step)])
        if step in _PAIRS:
            variable = _value(body.get("Properties"), (*steps[: place + 2], "Name"))
            setting = _PAIRS[str(step)]
            if variable in getattr(service, setting):
                return ("services", name, setting, variable)
    return None


def _value(data: Any, steps: tuple[str | int, ...]) -> Any:
    for step in steps:
        if isinstance(data, Mapping):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _place_of_resource(source: str, resource: str) -> str:
    """The module, with the line on which it names the resource, where it or a helper beside it does."""
    if not source:
        return ""
    module = Path(source)
    for file in (module, *sorted(module.parent.glob("_*.py"))):
        for number, line in _lines(file):
            if resource and re.search(rf"""["']{re.escape(resource)}["']""", line):
                return f"{(module.parent / file.name).as_posix()}:{number}"
    return source


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        yield from enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    except (OSError, ValueError):
        return

"""A file that declares sibling stacks: ``{stack name: {template: PATH, parameters: {Name: value}}}``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import InputError, Problem, did_you_mean
from generator.stack.parameters_file import decode, text_of

_KEYS = ("template", "parameters")


@dataclass(frozen=True)
class Declared:
    """One stack of the set, by its name in AWS."""

    name: str
    template: Path
    parameters: dict[str, str]


def read_stacks(path: Path, project: Path | None = None) -> list[Declared]:
    """Read the stacks that a file declares; templates are found relative to the file, wherever they stand.

    Raises InputError with every mistake in it: unknown keys, a template that is missing, or outside of ``project``
    where one is given.
    """
    content = decode(path, how="write one such as {shop-web: {template: web.yaml}}: stacks by their names in AWS")
    problems: list[Problem] = []
    if not isinstance(content, dict) or not content:
        accepted = "a mapping of stack names to {template: PATH, parameters: {...}}"
        raise InputError([Problem((), "declares no stacks", accepted=accepted, where=str(path))])
    stacks = [_stack(str(name), body, path, project, problems) for name, body in content.items()]
    if problems:
        raise InputError(problems)
    return [stack for stack in stacks if stack]


def _stack(name: str, body: Any, path: Path, project: Path | None, problems: list[Problem]) -> Declared | None:
    def problem(step: str, what: str, got: str = "", accepted: str = "", hint: str = "") -> None:
        at = (name, step) if step else (name,)
        problems.append(Problem(at, what, got, accepted, hint, str(path)))

    if not isinstance(body, dict):
        problem("", "is not a mapping", accepted="{template: PATH, parameters: {...}}")
        return None
    for key in body:
        if key not in _KEYS:
            problem(str(key), "is not a setting of a stack", hint=did_you_mean(str(key), _KEYS))
    written, values = body.get("template"), body.get("parameters")
    if not isinstance(written, str):
        problem("template", "is not the path of a template")
        return None
    try:
        template = (path.resolve().parent / written).resolve()
        missing = not template.is_file()
    except (OSError, ValueError):
        problem("template", "is not the path of a template")
        return None
    if project is not None and not template.is_relative_to(project.resolve()):
        problem("template", "is outside the project", got=written, hint="only files of the project are read")
        return None
    if missing:
        hint = f"paths count from the folder of {path.name}, {path.resolve().parent}"
        problem("template", "there is no such file", got=written, hint=hint)
        return None
    if values is not None and not isinstance(values, dict):
        problem("parameters", "is not a mapping", accepted="{Name: value}")
    parameters = {}
    for key, value in values.items() if isinstance(values, dict) else ():
        text = text_of(value)
        if text is None:
            problem(f"parameters.{key}", "is not a text, number or list of these")
        else:
            parameters[str(key)] = text
    return Declared(name, template, parameters)

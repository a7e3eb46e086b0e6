"""Run the template modules, wire their stacks by name, and put the root on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from troposphere import Template

from generator.awsdata.services import gateway_services
from generator.compose import limits, stated
from generator.compose.data import not_data
from generator.compose.root import root
from generator.compose.wiring import Stack, wire
from generator.config import App, GeneratedSecret, Module, Needs, logical_id
from generator.config.guard import guarded, mistaken, problems_given
from generator.errors import InputError, Problem

ROOT_FILE = "root.yaml"


@dataclass(frozen=True)
class Composition:
    """A set of templates that is deployed as one: file name -> template as plain data, the root among them."""

    app: App
    bodies: Mapping[str, dict[str, Any]]
    sources: Mapping[str, str] = field(default_factory=dict)
    """By file name, the template module that made it, as messages call it; the root has none."""


def compose(app: App, modules: Mapping[str, Module], enforce_limits: bool = True) -> Composition:
    """Build every nested stack of one environment, and the root.

    Raises InputError for what modules refuse, wiring that does not close, and AWS limits that would be broken.
    """
    with limits.counted_here():
        stacks = _stacks(app, modules)
        bodies = {ROOT_FILE: root(app, stacks).to_dict()} | {stack.file: stack.body for stack in stacks}
    if enforce_limits and (broken := list(limits.broken(bodies))):
        raise InputError(broken)
    return Composition(app, bodies, {stack.file: stack.source for stack in stacks})


def _stacks(app: App, modules: Mapping[str, Module]) -> list[Stack]:
    parts = [part for module in modules.values() if not module.root for part in _parts(module, app)]
    asked = _needs_of(parts, app)
    needs = Needs.united(part_needs for _, part_needs in asked)
    _refuse_shared_names(needs, app)
    _refuse_shared_secrets(asked)
    stacks: list[Stack] = []
    problems: list[Problem] = []
    for part in parts:
        try:
            body = part.body(app, needs)
        except InputError as error:
            problems += error.problems
            continue
        if body["Resources"]:
            stacks.append(part.stack(body))
    if problems:
        # What one module states and another cannot write is the mistake of the first.
        theirs = list(stated.unwritable([(part.module, part_needs) for part, part_needs in asked]))
        raise InputError(dict.fromkeys(theirs or problems))
    present = {stack.logical_id for stack in stacks}
    stacks = [replace(stack, after=tuple(sorted(present & set(stack.after)))) for stack in stacks]
    wire(stacks)
    return stacks


def _needs_of(parts: Sequence[_Part], app: App) -> list[tuple[_Part, Needs]]:
    """Ask every module what it needs of others; raises InputError for what nobody can give."""
    asked = [(part, part.needs(app)) for part in parts]
    by_module = [(part.module, needs) for part, needs in asked]
    problems = [problem for module, needs in by_module for problem in stated.wrong_kinds(module, needs)]
    if problems := problems or list(stated.unmet(by_module)):
        raise InputError(dict.fromkeys(problems))
    return asked


def notes(app: App, modules: Mapping[str, Module]) -> list[Problem]:
    """What modules have to say about an app that they do build.

    Raises InputError with the place in a module that fails.
    """
    said: list[Problem] = []
    for module in modules.values():
        if module.notes and not module.root:
            said += [note for part in _parts(module, app) for note in part.notes(app)]
    return said


def compose_alone(module: Module, app: App) -> Composition | None:
    """Build a root that is deployed on its own, such as the registry; None when the app needs none."""
    (part,) = _parts(module, app)
    with limits.counted_here():
        body = part.body(app, Needs())
    if not body["Resources"]:
        return None
    if broken := list(limits.broken({ROOT_FILE: body})):
        raise InputError(broken)
    return Composition(app, {ROOT_FILE: body}, {ROOT_FILE: module.file})


@dataclass(frozen=True)
class _Part:
    module: Module
    name: str
    settings: Any

    def needs(self, app: App) -> Needs:
        """Ask the module what it needs of others."""
        ask = self.module.needs
        if ask is None:
            return Needs()
        needs = guarded(self.module, lambda: ask(self.settings, app), "needs")
        if not isinstance(needs, Needs):
            raise mistaken(self.module, "needs", "returns something else", "Needs", needs)
        return needs

    def notes(self, app: App) -> list[Problem]:
        """Ask the module what it has to say."""
        say = self.module.notes
        return problems_given(self.module, "notes", lambda: say(self.settings, app)) if say else []

    def body(self, app: App, needs: Needs) -> dict[str, Any]:
        """Run the module's build and give its template as plain data."""
        module = self.module
        template = guarded(module, lambda: module.build(self.settings, app, needs))
        if not isinstance(template, Template):
            accepted = "a troposphere.Template, an empty one to leave the stack out"
            raise mistaken(module, "build", "returns something else", accepted, template)
        body: dict[str, Any] = guarded(module, lambda: _plain(template))
        for place, value in not_data(body):
            what = f"puts something into {place} that no template can hold"
            raise mistaken(module, "build", what, "text, numbers, lists and mappings", value)
        body.setdefault("Description", module.summary)
        body["AWSTemplateFormatVersion"] = "2010-09-09"
        return body

    def stack(self, body: dict[str, Any]) -> Stack:
        after = tuple(logical_id(section) for section in self.module.after)
        return Stack(logical_id(self.name), f"{self.name}.yaml", body, self.module.file, not self.module.each, after)


def _plain(template: Template) -> dict[str, Any]:
    """A template as plain data, resource by resource: from the whole, troposphere copies each once more."""
    resources, template.resources = template.resources, {}
    return template.to_dict() | {"Resources": {name: resource.to_dict() for name, resource in resources.items()}}


def _parts(module: Module, app: App) -> list[_Part]:
    if module.section not in app.sections:
        return []
    settings = app.sections[module.section]
    if module.each:
        return [_Part(module, name, settings[name]) for name in sorted(settings)]
    return [_Part(module, module.name, settings)]


def _refuse_shared_names(needs: Needs, app: App) -> None:
    """Refuse names under which two owners would get one and the same group, or a flow would mean another end."""
    owners: dict[str, str] = {}
    problems = []
    for group in needs.groups:
        path = ("services", group.owner)
        other = owners.setdefault(logical_id(group.name), group.owner)
        if other != group.owner:
            path = ("services", group.owner if group.owner in app.services else other)
            rest = other if path[1] == group.owner else group.owner
            what = f"would share its security group {logical_id(group.name)}Group with {rest}"
            problems.append(Problem(path, what, hint="choose another name"))
        if group.name in gateway_services():
            what = f"is the name by which security groups know the addresses of {group.name}"
            problems.append(Problem(path, what, hint="choose another name"))
    for first, second in pairwise(needs.roles):  # sorted by name
        if first.name == second.name:
            what = f"would share the role {first.name}: {first.why}; {second.why}"
            problems.append(Problem(("services",), what, hint="choose another name"))
    if problems:
        raise InputError(problems)


def _refuse_shared_secrets(asked: list[tuple[_Part, Needs]]) -> None:
    """Refuse two generated secrets of one name: one value would serve for both, unnoticed."""
    first: dict[str, GeneratedSecret] = {}
    problems = []
    for part, needs in asked:
        for secret in needs.secrets:
            other = first.setdefault(secret.name, secret)
            if other != secret:
                what = f"would share one generated value, {secret.name}, between {other.why} and {secret.why}"
                problems.append(Problem((part.module.section, part.name), what, hint="rename one of the variables"))
    if problems:
        raise InputError(problems)

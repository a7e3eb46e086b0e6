"""Fill the Parameters of each stack from the Outputs of the others, by name, as pytest fills fixtures.

A template module writes ``Ref("VpcId")``; whichever stack has an Output ``VpcId`` provides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.errors import InputError, Problem, did_you_mean

_IN_TEXT = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}")


@dataclass
class Stack:
    """One nested stack while it is being wired. ``body`` is the template as plain data."""

    logical_id: str
    file: str
    body: dict[str, Any]
    source: str
    """The template module's file, for messages."""
    provides: bool
    """Whether its Outputs fill the Parameters of others; those of per-service stacks do not."""
    after: tuple[str, ...] = ()
    """Logical ids of stacks that must be complete first, though it takes no value of theirs."""
    wires: dict[str, str] = field(default_factory=dict)
    """Parameter -> logical id of the stack whose Output fills it."""


def wire(stacks: list[Stack]) -> None:
    """Declare and fill the Parameters of every stack.

    Raises InputError when a name has no provider or two, or when stacks wait for each other.
    """
    providers: dict[str, list[Stack]] = {}
    for stack in stacks:
        if stack.provides:
            for name in stack.body.get("Outputs", {}):
                providers.setdefault(name, []).append(stack)
    problems: list[Problem] = []
    for stack in stacks:
        problems += _fill(stack, providers)
    if problems:
        raise InputError(problems)
    _refuse_cycles({stack.logical_id: stack for stack in stacks})


def references(data: Any) -> Iterator[str]:
    """Every name that ``Ref``, ``Fn::GetAtt`` and ``Fn::Sub`` mention inside plain data."""
    pending = [data]
    while pending:
        value = pending.pop()
        if type(value) is dict:
            if len(value) == 1:
                ((key, inner),) = value.items()
                if key == "Ref":
                    yield inner
                    continue
                if key == "Fn::GetAtt":
                    yield inner[0] if type(inner) is list else inner.partition(".")[0]
                    continue
                if key == "Fn::Sub":
                    text, own = (inner[0], inner[1]) if type(inner) is list else (inner, {})
                    yield from (name for name in _IN_TEXT.findall(text) if name not in own)
                    pending.append(own)
                    continue
            pending.extend(value.values())
        elif type(value) is list:
            pending.extend(value)


def _fill(stack: Stack, providers: Mapping[str, list[Stack]]) -> Iterator[Problem]:
    body = stack.body
    declared = body.get("Parameters", {})
    known = body["Resources"].keys() | body.get("Conditions", {}).keys()
    wanted = set(references([body["Resources"], body.get("Outputs", {})]))
    parameters: dict[str, Any] = {}
    for name in sorted((wanted | declared.keys()) - known):
        if name.startswith("AWS::"):
            continue
        others = [provider for provider in providers.get(name, []) if provider is not stack]
        if len(others) == 1:
            stack.wires[name] = others[0].logical_id
            parameters[name] = declared.get(name) or {
                "Type": "String",
                "Description": f"Output {name} of the stack {others[0].logical_id}",
            }
        elif not others and "Default" in declared.get(name, {}):
            parameters[name] = declared[name]
        elif not others:
            hint = did_you_mean(name, [*known, *providers])
            yield Problem(
                (),
                f"{stack.logical_id} refers to {name}, which is none of its resources and no stack's Output",
                hint=hint,
                where=stack.source,
            )
        else:
            both = " and ".join(sorted(provider.source for provider in others))
            yield Problem(
                (),
                f"{stack.logical_id} refers to {name}, which is an Output of {both}",
                hint="rename one of them",
                where=stack.source,
            )
    if parameters:
        body["Parameters"] = parameters


def depths_of(stacks: Mapping[str, Stack]) -> dict[str, int]:
    """How many stacks must come before each one; raises KeyError on a cycle."""
    depths: dict[str, int] = {}
    waiting = dict(stacks)
    while waiting:
        ready = {
            name for name, stack in waiting.items() if not ({*stack.wires.values(), *stack.after} & waiting.keys())
        }
        if not ready:
            raise KeyError(*sorted(waiting))
        for name in sorted(ready):
            before = {*waiting[name].wires.values(), *waiting[name].after}
            depths[name] = 1 + max((depths[earlier] for earlier in before), default=-1)
        for name in ready:
            del waiting[name]
    return depths


def _refuse_cycles(stacks: Mapping[str, Stack]) -> None:
    try:
        depths_of(stacks)
    except KeyError as error:
        members = [name for name in error.args if {*stacks[name].wires.values()} & set(error.args)]
        takes = [
            f"{name} takes {parameter} of {source}"
            for name in members
            for parameter, source in sorted(stacks[name].wires.items())
            if source in members
        ]
        hint = "move one of these resources, so that values flow one way"
        problem = Problem(
            (), f"stacks wait for each other: {'; '.join(takes)}", hint=hint, where=stacks[members[0]].source
        )
        raise InputError([problem]) from None

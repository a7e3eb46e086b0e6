"""State machines: the states that run ECS tasks, and what they tell ECS.

Source: Step Functions Developer Guide, "Run Amazon ECS or Fargate tasks with Step Functions" and "Integrating
services"; CloudFormation Template Reference, AWS::StepFunctions::StateMachine (DefinitionSubstitutions); read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import join
from generator.stack import (
    Absent,
    Choice,
    Listing,
    Literal,
    Mapping,
    Reference,
    Resource,
    Text,
    Unknown,
    Value,
    document,
)

MACHINE = "AWS::StepFunctions::StateMachine"
SAM_MACHINE = "AWS::Serverless::StateMachine"
"""What the macro of SAM makes a state machine of, with the same definition and a role that it calls Role.

Source: AWS SAM Developer Guide, AWS::Serverless::StateMachine (Definition, DefinitionSubstitutions, Role, Policies);
read 2026-11.
"""
MACHINES = (MACHINE, SAM_MACHINE)
_RUN_TASK = re.compile(r":states:::(?:aws-sdk:)?ecs:runTask(\.sync|\.waitForTaskToken)?$")
_NAME = re.compile(r"\$\{([^{}]*)\}")
_MOST = 60
"""How deep states may be nested before nobody follows."""


@dataclass(frozen=True)
class State:
    """A state that runs a task. ``told`` is what it hands to RunTask; what its input decides is Unknown there."""

    name: str
    steps: tuple[str, ...]
    told: Value
    waits: bool
    """Whether it waits for the end of the task (``.sync``)."""
    unanswered: bool = False
    """Whether it waits for an answer (``.waitForTaskToken``), and hands nobody the token to answer with."""


def states(machine: Resource) -> Iterator[State]:
    """The states of a machine that run ECS tasks, those within maps and branches included."""
    named = machine.get("DefinitionSubstitutions")
    given = dict(named.entries) if isinstance(named, Mapping) else {}
    for key in ("DefinitionString", "Definition"):
        written = machine.get(key)
        if not isinstance(written, Absent):
            whole = document(_filled(written, given, _MOST)) if key == "DefinitionString" else written
            yield from _within(_filled(whole, given, _MOST), "", (key,), _MOST)


def _within(value: Value, name: str, steps: tuple[str, ...], depth: int) -> Iterator[State]:
    if depth == 0:
        return
    match value:
        case Mapping(entries):
            match = _RUN_TASK.search(str(value.get("Resource")))
            if match:
                parameters, arguments = value.get("Parameters"), value.get("Arguments")
                told = parameters if isinstance(arguments, Absent) else arguments
                whole = isinstance(told, Mapping) and told.rest is None
                unanswered = match[1] == ".waitForTaskToken" and whole and not _hands_token(told, _MOST)
                yield State(name, steps, _decided(told, name, _MOST), match[1] == ".sync", unanswered)
                return
            for key, inner in entries:
                yield from _within(inner, key, steps, depth - 1)
        case Listing(items):
            for inner in items:
                yield from _within(inner, name, steps, depth - 1)
        case Choice(_, yes, no):
            yield from _within(yes, name, steps, depth - 1)
            yield from _within(no, name, steps, depth - 1)


def _hands_token(value: Value, depth: int) -> bool:
    """Whether the token, or all of the context or of an input, may be in what a state hands on."""
    match value:
        case Mapping(entries, rest) if depth:
            return rest is not None or any(_hands_token(inner, depth - 1) for _, inner in entries)
        case Listing(items) if depth:
            return any(_hands_token(item, depth - 1) for item in items)
        case Literal(text):
            return "$" in text and re.search(r"\$\$\.Task|\$\$$|states\.context", text) is not None
        case Text(parts):
            return any(_hands_token(part, 0) for part in parts)
    return not isinstance(value, Absent | Literal | Reference)


def _decided(value: Value, state: str, depth: int) -> Value:
    """The same, with an Unknown for what the input of the state decides: keys with ``.$``, texts in ``{% %}``."""
    match value:
        case Mapping(entries, rest) if depth:
            return Mapping(tuple(_entry(state, key, inner, depth - 1) for key, inner in entries), rest)
        case Listing(items) if depth:
            return Listing(tuple(_decided(item, state, depth - 1) for item in items))
        case Literal(text) if text.startswith("{%"):
            return _of_input(state, text)
    return value


def _entry(state: str, key: str, value: Value, depth: int) -> tuple[str, Value]:
    if key.endswith(".$"):
        return key.removesuffix(".$"), _of_input(state, key)
    return key, _decided(value, state, depth)


def _of_input(state: str, what: str) -> Value:
    return Unknown(f"{state} {what}", f"the input of the state {state} decides it")


def _filled(value: Value, given: dict[str, Value], depth: int) -> Value:
    """Put in what DefinitionSubstitutions gives for ``${Name}``."""
    if not given or depth == 0:
        return value
    match value:
        case Literal(text) if "${" in text:
            pieces = _NAME.split(text)
            filled = (given.get(piece, f"${{{piece}}}") if i % 2 else piece for i, piece in enumerate(pieces))
            return join(*filled)
        case Text(parts):
            return join(*(_filled(part, given, depth - 1) for part in parts))
        case Listing(items):
            return Listing(tuple(_filled(item, given, depth - 1) for item in items))
        case Mapping(entries, rest):
            return Mapping(tuple((key, _filled(inner, given, depth - 1)) for key, inner in entries), rest)
        case Choice(condition, yes, no):
            return Choice(condition, _filled(yes, given, depth - 1), _filled(no, given, depth - 1))
    return value

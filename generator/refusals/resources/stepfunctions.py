"""What Step Functions refuses of state machines: states that lead nowhere, and fields that RunTask does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.state_machines import MACHINE, MACHINES, states
from generator.ecs.texts import literal
from generator.refusals.refusal import Never, Refusals
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Value, document

_ENDS = ("Succeed", "Fail", "Choice")
_WAITS = ("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
_DEPTH = 20
_RUN_TASK = frozenset(
    ("CapacityProviderStrategy", "ClientToken", "Cluster", "Count", "EnableECSManagedTags", "EnableExecuteCommand",
     "Group", "LaunchType", "NetworkConfiguration", "Overrides", "PlacementConstraints", "PlacementStrategy",
     "PlatformVersion", "PropagateTags", "ReferenceId", "StartedBy", "Tags", "TaskDefinition", "VolumeConfigurations")
)  # fmt: skip


def state_machine(_graph: Graph, machine: Resource) -> Iterator[str]:
    """Source: Amazon States Language, "States" (Next or End, and names that are there); from memory, 2026-11."""
    for key in ("DefinitionString", "Definition"):
        written = machine.get(key)
        whole = document(written) if key == "DefinitionString" and not isinstance(written, Absent) else written
        if isinstance(whole, Mapping):
            yield from _states(machine, whole, _DEPTH)


def _states(machine: Resource, whole: Mapping, depth: int) -> Iterator[str]:
    states = whole.get("States")
    if not isinstance(states, Mapping) or states.rest is not None or depth == 0:
        return
    names = {name for name, _ in states.entries}
    if any("${" in name for name in names):
        return
    first = literal(whole.get("StartAt"))
    if first is not None and "${" not in first and first not in names:
        yield f"{machine} starts at {first[:60]}, which is none of its states"
    for name, state in states.entries:
        if not isinstance(state, Mapping) or state.rest is not None:
            continue
        following, kind = state.get("Next"), literal(state.get("Type"))
        if isinstance(following, Literal) and "${" not in following.text and following.text not in names:
            yield f"the state {name[:60]} of {machine} is followed by {following.text[:60]}, which is none"
        yield from _of_state(f"the state {name[:60]} of {machine}", state, kind)
        goes_on = kind is None or kind in _ENDS or not isinstance(following, Absent)
        if not goes_on and isinstance(state.get("End"), Absent):
            yield f"the state {name[:60]} of {machine} has neither Next nor End"
        for inner in _inner(state):
            yield from _states(machine, inner, depth - 1)


def _of_state(what: str, state: Mapping, kind: str | None) -> Iterator[str]:
    """Source: Amazon States Language, "Choice State" (a non-empty list) and "Wait State" (one of four); not looked up,
    2026-11."""
    choices = state.get("Choices")
    if kind == "Choice" and (isinstance(choices, Absent) or (isinstance(choices, Listing) and not choices.items)):
        yield f"{what} has no Choices"
    waits = [key for key in _WAITS if not isinstance(state.get(key), Absent)]
    if kind == "Wait" and len(waits) != 1:
        yield f"{what} has {' and '.join(waits) or 'no time'}, and waits for one"


def _inner(state: Mapping) -> Iterator[Mapping]:
    for key in ("Iterator", "ItemProcessor", "Branches"):
        value: Value = state.get(key)
        for each in value.items if isinstance(value, Listing) else (value,):
            if isinstance(each, Mapping):
                yield each


def answers_of_nobody(_graph: Graph, machine: Resource) -> Iterator[str]:
    """Source: Step Functions Developer Guide, "Wait for a Callback with Task Token" (the token comes from the context
    object, $$.Task.Token); read 2026-11."""
    for state in states(machine):
        if state.unanswered:
            said = f"{state.name} of {machine} waits for an answer with its token, which it hands to nobody"
            change = "Overrides: an Environment with Value.$: $$.Task.Token; or Resource with .sync"
            yield Never(said, machine, *state.steps, change=change)


def run_task_fields(_graph: Graph, machine: Resource) -> Iterator[str]:
    """Source: Step Functions Developer Guide, "Integrating services" (parameters are in PascalCase even where the API
    of the service is not), and aws-step-functions-developer-guide #80 (in nested fields, too); the words of the
    refusal, "The field ... is not supported by Step Functions", from aws-cdk #10014; ECS API Reference, RunTask; read
    2026-11."""
    for state in states(machine):
        told = state.told
        names = [name for name, _ in told.entries] if isinstance(told, Mapping) else []
        for name in dict.fromkeys((*(each for each in names if each not in _RUN_TASK), *_lower(told, _DEPTH))):
            if "${" not in name:
                yield f"the state {state.name[:60]} of {machine} gives RunTask {name[:60]}, and there is no such field"


def _lower(value: Value, depth: int) -> Iterator[str]:
    """Names of fields that do not begin with a capital letter, at any depth."""
    if isinstance(value, Mapping) and depth:
        for name, inner in value.entries:
            if name[:1].islower():
                yield name
            yield from _lower(inner, depth - 1)
    for each in value.items if isinstance(value, Listing) and depth else ():
        yield from _lower(each, depth - 1)


REFUSALS: Refusals = {
    **dict.fromkeys(MACHINES, (answers_of_nobody,)),
    MACHINE: (
        state_machine,
        run_task_fields,
        answers_of_nobody,
    ),
}

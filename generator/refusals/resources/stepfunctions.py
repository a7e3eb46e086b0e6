"""What Step Functions refuses of state machines."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.state_machines import MACHINE, MACHINES, states
from generator.ecs.texts import literal
from generator.refusals.refusal import Never, Refusals
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Value, document

_ENDS = ("Succeed", "Fail", "Choice")
_DEPTH = 20


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
        goes_on = kind is None or kind in _ENDS or not isinstance(following, Absent)
        if not goes_on and isinstance(state.get("End"), Absent):
            yield f"the state {name[:60]} of {machine} has neither Next nor End"
        for inner in _inner(state):
            yield from _states(machine, inner, depth - 1)


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


REFUSALS: Refusals = {
    **dict.fromkeys(MACHINES, (answers_of_nobody,)),
    MACHINE: (state_machine, answers_of_nobody),
}

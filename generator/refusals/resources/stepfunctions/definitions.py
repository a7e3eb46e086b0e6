"""What Step Functions refuses of definitions: what nothing leads to or fills, fields of the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.state_machines import MACHINE
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import (
    Absent,
    Call,
    Graph,
    Listing,
    Literal,
    Mapping,
    Reference,
    Resource,
    Text,
    Value,
    document,
)

_DEPTH = 20
_LEADS = ("StartAt", "Next", "Default")
_INNER = ("Iterator", "ItemProcessor", "Branches")
_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
_OF_JSONPATH = ("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath")


def definition(_graph: Graph, machine: Resource) -> Iterator[str]:
    """Say what is refused of a definition that is written in the template.

    Sources: cfn-lint #4073 (MISSING_TRANSITION_TARGET: State "..." is not reachable); Step Functions Developer Guide,
    "Transforming data with JSONata" (states of JSONata have Arguments and Output in place of five fields); read
    2026-11. That a Resource with a placeholder left in it is no ARN, and is refused, was not looked up.
    """
    for key in ("DefinitionString", "Definition"):
        written = machine.get(key)
        whole = document(written) if key == "DefinitionString" and not isinstance(written, Absent) else written
        if isinstance(whole, Mapping):
            jsonata = literal(whole.get("QueryLanguage")) == "JSONata"
            yield from _of_level(machine, whole, jsonata, _given(machine), _DEPTH)


def _given(machine: Resource) -> frozenset[str] | None:
    """The placeholders that are filled; None where others may be."""
    named = machine.get("DefinitionSubstitutions")
    if machine.at.document.transforms() or not isinstance(named, Absent | Mapping):
        return None
    if isinstance(named, Absent):
        return frozenset()
    return None if named.rest is not None else frozenset(name for name, _ in named.entries)


def _of_level(
    machine: Resource, whole: Mapping, jsonata: bool, given: frozenset[str] | None, depth: int
) -> Iterator[str]:
    states = whole.get("States")
    if not isinstance(states, Mapping) or states.rest is not None or depth == 0:
        return
    led = _led_to(whole, _DEPTH)
    for name, state in states.entries:
        what = f"the state {name[:60]} of {machine}"
        if led is not None and name not in led and "${" not in name:
            yield f"{what} is one that nothing leads to"
        if not isinstance(state, Mapping) or state.rest is not None:
            continue
        own = literal(state.get("QueryLanguage"))
        fields = [each for each in _OF_JSONPATH if not isinstance(state.get(each), Absent)]
        if fields and (own == "JSONata" or (jsonata and isinstance(state.get("QueryLanguage"), Absent))):
            yield f"{what} has {', '.join(fields)}, which are of JSONPath, and it is of JSONata"
        of_task = literal(state.get("Resource")) if literal(state.get("Type")) == "Task" else None
        for unfilled in _PLACEHOLDER.findall(of_task or ""):
            if given is not None and unfilled not in given:
                yield f"the Resource of {what} has ${{{unfilled[:40]}}}, which no DefinitionSubstitutions fill"
        for inner in _inner(state):
            yield from _of_level(machine, inner, jsonata, given, depth - 1)


def _inner(state: Mapping) -> Iterator[Mapping]:
    for key in _INNER:
        value: Value = state.get(key)
        for each in value.items if isinstance(value, Listing) else (value,):
            if isinstance(each, Mapping):
                yield each


def _led_to(value: Value, depth: int) -> frozenset[str] | None:
    """Every name that something in a definition leads to; None where one is not known."""
    if isinstance(value, Literal | Reference | Text | Call | Absent):
        return frozenset()
    if depth == 0 or not isinstance(value, Mapping | Listing) or (isinstance(value, Mapping) and value.rest):
        return None
    names: frozenset[str] = frozenset()
    for key, inner in value.entries if isinstance(value, Mapping) else (("", each) for each in value.items):
        if key in _LEADS:
            if not isinstance(inner, Literal) or "${" in inner.text:
                return None
            names |= {inner.text}
            continue
        deeper = _led_to(inner, depth - 1)
        if deeper is None:
            return None
        names |= deeper
    return names


REFUSALS: Refusals = {MACHINE: (definition,)}

"""What a parameter is in a stack: given from outside, passed by the parent, its Default, or unknown."""

from __future__ import annotations

from typing import Any

from generator.stack.assemble import call, choice, listing, scalar, split
from generator.stack.evaluator import Evaluator
from generator.stack.instances import Instance
from generator.stack.values import Absent, Call, Choice, Listing, Literal, Reference, Step, Text, Unknown, Value
from generator.stack.walk import with_step

STORE = "AWS::SSM::Parameter::Value<"


def bind(evaluator: Evaluator, at: Instance, name: str) -> Value:
    """The value that a declared parameter has in a stack."""
    declared = at.document.section("Parameters")[name]
    declaration: dict[Any, Any] = declared if isinstance(declared, dict) else {}
    kind = kind_of(declaration)
    if at.parent is not None:
        passed = evaluator.navigate(at.parent, at.parent.properties(at.logical_id), ("Parameters", name))
        if isinstance(passed, Absent) and (node := evaluator.corrections.parameters.get((at.address, name))):
            passed = evaluator.value(at.parent, node)
        return _passed_or_default(passed, evaluator, at, name, declaration)
    if name in at.given:
        return with_step(typed(scalar(at.given[name]), kind), _step(at, name, "given"))
    return _default(evaluator, at, name, declaration)


def kind_of(declaration: object) -> str:
    """The type that a parameter is declared with; String when it is not."""
    kind = declaration.get("Type") if isinstance(declaration, dict) else None
    return str.__str__(kind) if isinstance(kind, str) else "String"


def is_list(kind: str) -> bool:
    """Tell whether a parameter of this type holds a list."""
    inner = kind.removeprefix(STORE)
    return inner.startswith("List<") or inner.rstrip(">") == "CommaDelimitedList"


def typed(value: Value, kind: str) -> Value:
    """What a parameter of a type makes of the value passed to it."""
    if isinstance(value, Choice):
        return choice(value.condition, typed(value.yes, kind), typed(value.no, kind))
    if kind.startswith(STORE) and not isinstance(value, Unknown):
        return call("ssm-list" if is_list(kind) else "ssm", value)
    if not is_list(kind):
        return value
    if isinstance(value, (Literal, Text)) or (isinstance(value, Call) and value.function == "Join"):
        return _stripped(split(",", value))
    return listing([value], value.via) if isinstance(value, Reference) else value


def _stripped(value: Value) -> Value:
    if not isinstance(value, Listing):
        return value
    return listing((Literal(i.text.strip(), i.via) if isinstance(i, Literal) else i for i in value.items), value.via)


def _passed_or_default(
    passed: Value, evaluator: Evaluator, at: Instance, name: str, declaration: dict[Any, Any]
) -> Value:
    match passed:
        case Absent():
            return _default(evaluator, at, name, declaration)
        case Choice(condition, yes, no):
            branches = (_passed_or_default(branch, evaluator, at, name, declaration) for branch in (yes, no))
            return choice(condition, *branches)
    return typed(passed, kind_of(declaration))


def allowed_values(declaration: object) -> tuple[str, ...]:
    """The values that are allowed for a parameter; empty where any is."""
    values = declaration.get("AllowedValues") if isinstance(declaration, dict) else None
    return tuple(str(scalar(entry)) for entry in values) if isinstance(values, list) else ()


def _default(evaluator: Evaluator, at: Instance, name: str, declaration: dict[Any, Any]) -> Value:
    kind = kind_of(declaration)
    default = declaration.get("Default")
    allowed = allowed_values(declaration)
    reason = f"the parameter {name} of {at.document.name} has no value"
    if isinstance(default, dict) or (isinstance(default, list) and not is_list(kind)):
        # CloudFormation refuses it, and cfn-lint says so (E2001). What is meant is some value, as without a Default.
        reason += ": its Default is no text"
    elif default is not None and (at.address, name) not in evaluator.instead:
        value = listing(map(scalar, default)) if isinstance(default, list) else typed(scalar(default), kind)
        if len(allowed) == 1:
            return with_step(value, _step(at, name, ""))  # Nobody can pass another.
        at.defaults[name] = None
        return with_step(value, _step(at, name, "default"))
    identity = f"parameter {at.prefix}{name}"
    assumed = evaluator.assumptions.get(identity, evaluator.instead.get((at.address, name)))
    if assumed is not None:
        return with_step(typed(scalar(assumed), kind), _step(at, name, "assumed"))
    return Unknown(identity, reason, "parameter", allowed)


def _step(at: Instance, name: str, origin: str) -> Step:
    return Step(at.document.name, name, *at.document.place_of("Parameters", name), origin)

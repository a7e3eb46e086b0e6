"""What a name leads to: a pseudo parameter, a parameter, a resource, an output of a nested stack, an export."""

from __future__ import annotations

from generator.awsdata.resources import resource_type
from generator.stack import macros
from generator.stack.assemble import malformed
from generator.stack.evaluator import Evaluator
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque
from generator.stack.shown import shown
from generator.stack.values import Absent, Literal, Pseudo, Reference, Step, Unknown, Value
from generator.stack.walk import with_step

Place = tuple[int, int]
_PER_STACK = {"AWS::StackName", "AWS::StackId", "AWS::NotificationARNs"}
_EVERYWHERE = {"AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix"}


def named(evaluator: Evaluator, at: Instance, name: str, place: Place) -> Value:
    """What ``Ref`` means for a name."""
    step = Step(at.document.name, name, *place)
    if name.startswith("AWS::"):
        return with_step(_pseudo(evaluator, at, name), step)
    if name in at.document.section("Parameters"):
        return _with_step_of_parameter(evaluator.parameter(at, name), step)
    if at.resource(name) is not None:
        return Reference(at.prefix + name, "Ref", (step,))
    return _unknown_name(at, name)


def _with_step_of_parameter(value: Value, step: Step) -> Value:
    """Put the parameter on the value's way, unless its own Default or given value has done so."""
    first = value.via[0] if value.via else None
    if first is not None and first.origin and (first.file, first.what) == (step.file, step.what):
        return value
    return with_step(value, step)


def _pseudo(evaluator: Evaluator, at: Instance, name: str) -> Value:
    if name == "AWS::NoValue":
        return Absent()
    text = at.top.given.get(name)
    if text is not None:
        return Literal(text)
    if name == "AWS::StackName" and at.name:
        return Literal(at.name)
    if name == "AWS::StackId" and at.parent is not None:
        return Reference(at.address)
    if name not in _PER_STACK | _EVERYWHERE:
        return malformed(f"there is no pseudo parameter {name[:80]}")
    pseudo = Pseudo(name, at.address if name in _PER_STACK else "")
    assumed = evaluator.assumptions.get(pseudo.identity)
    return pseudo if assumed is None else Literal(assumed, (Step(at.document.name, name, origin="assumed"),))


def attribute(evaluator: Evaluator, at: Instance, name: str, attribute_name: str, place: Place) -> Value:
    """What ``Fn::GetAtt`` means for a resource and an attribute."""
    step = Step(at.document.name, f"{name}.{attribute_name}", *place)
    body = at.resource(name)
    if body is None:
        return _unknown_name(at, name)
    kind: str = body["Type"]
    if kind in TEMPLATE_OF and attribute_name.startswith("Outputs."):
        return with_step(_output(evaluator, at, name, attribute_name.removeprefix("Outputs.")), step)
    known = resource_type(kind)
    if attribute_name in known.same_as_ref:
        return Reference(at.prefix + name, "Ref", (step,))
    if attribute_name in known.echoes:
        echoed = evaluator.navigate(at, at.properties(name), (known.echoes[attribute_name],))
        if not isinstance(echoed, Absent | Unknown):
            return with_step(echoed, step)
    return Reference(at.prefix + name, attribute_name, (step,))


def _output(evaluator: Evaluator, at: Instance, stack: str, name: str) -> Value:
    child = evaluator.child(at, stack)
    if isinstance(child, Opaque):
        return Unknown(f"{child.path}.Outputs.{name}", f"{child.path} cannot be read: {child.reason}", "opaque")
    return evaluator.output(child, name)


def imported(evaluator: Evaluator, at: Instance, name: Value, place: Place) -> Value:
    """What ``Fn::ImportValue`` means for a name."""
    if isinstance(name, Unknown):
        return Unknown(f"import of {name.identity}", name.reason, "import")
    step = Step(at.document.name, f"import {shown(name)}"[:300], *place)
    export = evaluator.export(name)
    if export is None:
        reason = f"no stack that was read exports {shown(name)}"[:300]
        return Unknown(f"import of {name}"[:1000], reason, "import", via=(step,))
    return with_step(evaluator.output(*export), step)


def _unknown_name(at: Instance, name: str) -> Unknown:
    kind = "macro" if macros.may_add(at.document) else "malformed"
    return Unknown(f"{at.prefix}{name}", f"{at.document.name} has nothing called {name[:80]}", kind)

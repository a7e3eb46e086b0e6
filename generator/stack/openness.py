"""What could add to a resource without being seen: the closed-world question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.stack.exports import exported, instances
from generator.stack.instances import Instance, Opaque
from generator.stack.resolve import Resolver
from generator.stack.resource import Resource
from generator.stack.values import Reference, Value
from generator.stack.walk import parts

_LEFT_ALONE = ("AWS::EC2::", "AWS::ECS::", "AWS::ElasticLoadBalancingV2::", "AWS::IAM::Role", "AWS::Logs::")
"""Types that what SAM makes of a function, an interface or a state machine only refers to: it adds no routes, rules or
targets, and the policies that it makes are those of roles that it makes. Connectors attach policies to other roles.

Source: AWS SAM Developer Guide, "CloudFormation resources generated when AWS::Serverless::StateMachine is specified" (a
role of its own where none is named, an API, rules); read 2026-11. The pages of the other types, and "AWS SAM connector
reference"; not looked up.
"""


@dataclass
class Openness:
    """For each way into the unseen, the resources that it leads from: path -> reasons."""

    reasons: dict[str, list[str]] = field(default_factory=dict)
    everything: list[str] = field(default_factory=list)

    def add(self, paths: Iterable[str], reason: str) -> None:
        """Note that what is not seen could refer to these resources."""
        for path in paths:
            known = self.reasons.setdefault(path, [])
            if reason not in known:
                known.append(reason)


def reasons(openness: Openness, resource: Resource) -> tuple[str, ...]:
    """Say what could add to a resource without being seen."""
    return (*openness.everything, *openness.reasons.get(resource.path, ()))


def survey(resolver: Resolver, resources: Sequence[Resource], opaque: Sequence[Opaque], alone: bool) -> Openness:
    """Find every way out of what was read: opaque places and what they are given, and outputs of a file alone."""
    result = Openness()
    stacks = {at.address: at for at in instances(resolver)}
    types = {resource.path: resource.type for resource in resources}
    for place in opaque:
        at = stacks.get(place.stack)
        if at is None or (place.whole and not at.document.template):
            result.everything.append(str(place))
            continue
        name = place.path.removeprefix(at.prefix)
        seen = _visible(resolver, at) if place.whole else _mentioned(resolver.value(at, at.properties(name)))
        if place.kind == "apart" and "Connectors" not in at.document.section("Resources").get(name, {}):
            seen = {path for path in seen if not types.get(path, "").startswith(_LEFT_ALONE)}
        result.add(seen, str(place))
    for resource in resources:
        if resource.type.startswith("Custom::") or resource.type == "AWS::CloudFormation::CustomResource":
            reason = f"{resource.file}: {resource.path} is a custom resource that is given it"
            result.add(_mentioned(resource.get()), reason)
    for at in stacks.values():
        outgoing = at.document.section("Outputs") if alone else exported(at) if opaque else {}
        for name in outgoing:
            reason = f"{at.document.name} puts it out as {name}, and who takes it is not seen"
            result.add(_mentioned(resolver.output(at, str(name))), reason)
    return result


def _mentioned(value: Value) -> set[str]:
    return {part.resource for part in parts(value) if isinstance(part, Reference)}


def _visible(resolver: Resolver, at: Instance) -> set[str]:
    """What a macro in a stack could refer to: its resources, parameters, and outputs of its children."""
    paths = {at.prefix + str(name) for name in at.document.section("Resources")}
    for name in at.document.section("Parameters"):
        paths |= _mentioned(resolver.parameter(at, str(name)))
    for child in at.children.values():
        if isinstance(child, Instance):
            for name in child.document.section("Outputs"):
                paths |= _mentioned(resolver.output(child, str(name)))
    return paths

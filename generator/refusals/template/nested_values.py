"""Values that a stack hands to a nested one, which the parameters there do not take, and outputs that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from generator.awsdata.resources import resource_type
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Surely
from generator.stack import Graph, Listing, Literal, Mapping, Reference, Resource, Unknown, Value, macros
from generator.stack.documents import Document
from generator.stack.instances import Instance

STACK = "AWS::CloudFormation::Stack"
_MADE = {
    "AWS::EC2::VPC": "vpc-0123456789abcdef0", "AWS::EC2::Subnet": "subnet-0123456789abcdef0",
    "AWS::EC2::SecurityGroup": "sg-0123456789abcdef0", "AWS::EC2::RouteTable": "rtb-0123456789abcdef0",
    "AWS::EC2::InternetGateway": "igw-0123456789abcdef0",
}  # fmt: skip
"""How the ids look that EC2 gives. Source: EC2 API Reference, the id of each resource; from memory, 2026-11."""
_REF_IS_ARN = (
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::SNS::Topic", "AWS::SecretsManager::Secret",
    "AWS::ECS::TaskDefinition",
)  # fmt: skip
_ARN = "arn:aws:service:us-east-1:111122223333:name"
"""What any ARN looks like, which is the only thing that a pattern is asked of it."""
_TOPIC = re.compile(r"arn:[a-z-]+:sns:([a-z0-9-]+):")


def nested_values(graph: Graph) -> Iterator[str]:
    """Say which value of a nested stack breaks the bounds of its own parameter.

    Sources: CloudFormation Template Reference, AWS::CloudFormation::Stack (NotificationARNs of the same region);
    User Guide, "Parameters" and "Outputs" (an output whose condition is false is not made); from memory, 2026-11.
    """
    region, taken = literal(graph.pseudo("AWS::Region")), cache(_taken)
    for stack in graph.resources:
        child = stack.at.children.get(stack.logical_id)
        if stack.exists is Truth.NO or stack.type != STACK:
            continue
        topics = stack.get("NotificationARNs")
        for topic in _texts(topics):
            found = _TOPIC.match(topic)
            if found and region and found[1] != region:
                yield f"NotificationARNs of {stack} has a topic in {found[1]}, and one of {region} is taken"
        minutes, slow = number(stack.get("TimeoutInMinutes")), _slowest(graph, stack)
        if minutes is not None and slow is not None and minutes * 60 < _seconds(slow):
            yield f"{stack} is given up after {minutes} minutes, and {slow} takes longer"
        url = literal(stack.get("TemplateURL")) or ""
        if url.startswith("http://"):
            yield f"TemplateURL of {stack} is of http, and https is taken"
        if not isinstance(child, Instance):
            continue
        given = stack.get("Parameters")
        for name, value in given.entries if isinstance(given, Mapping) else ():
            declared = child.document.section("Parameters").get(name)
            if isinstance(value, Listing) or (isinstance(value, Unknown) and _is_list(stack, name)):
                yield f"{stack} gives {name} a list, and parameters of stacks take texts: Fn::Join makes one"
            if isinstance(declared, dict) and (fault := _unfit(graph, value, declared)):
                said = f"{stack} gives {name}, {fault}"
                change = f"{name}: a value that the parameter of {child.document.name} takes"
                yield Surely(said, stack, "Parameters", name, change=change) if isinstance(value, Literal) else said
        yield from _never_there(graph, stack, child, taken(stack.at.document).get(stack.logical_id, set()))


def _slowest(graph: Graph, stack: Resource) -> Resource | None:
    """What in a nested stack usually takes longest to create."""
    inside = [each for each in graph.resources if each.stack == stack.path and each.exists is Truth.YES]
    return max(inside, key=_seconds, default=None)


def _seconds(resource: Resource) -> int:
    return resource_type(resource.type).seconds or 0


def _is_list(stack: Resource, name: str) -> bool:
    """Whether a nested stack's parameter is given one of the stack itself that is a list.

    Source: CloudFormation Template Reference, AWS::CloudFormation::Stack, Parameters ("if you use the Ref function to
    pass a parameter of type CommaDelimitedList, use Fn::Join"); from memory, 2026-11.
    """
    properties = stack.body.get("Properties")
    written = properties.get("Parameters") if isinstance(properties, dict) else None
    node = written.get(name) if isinstance(written, dict) else None
    ref = node.get("Ref") if isinstance(node, dict) and len(node) == 1 else None
    own = stack.at.document.section("Parameters").get(ref) if isinstance(ref, str) else None
    return isinstance(own, dict) and str(own.get("Type", "")).startswith(("List<", "CommaDelimitedList"))


def _unfit(graph: Graph, value: Value, declared: dict[str, Any]) -> str:
    text, kind = _looks(graph, value), str(declared.get("Type", ""))
    if text is None:
        return ""
    if kind == "Number" and not re.fullmatch(r"\s*[+-]?\d+(\.\d+)?\s*", text):
        return f"a Number there, {text[:40]!r}"
    allowed = declared.get("AllowedValues")
    taken = [str(each).lower() if isinstance(each, bool) else str(each) for each in _listed(allowed)]
    if taken and kind in ("String", "Number") and text not in taken:
        return "what its AllowedValues there do not have"
    pattern, longest = declared.get("AllowedPattern"), str(declared.get("MaxLength", ""))
    try:
        if kind == "String" and isinstance(pattern, str) and text != _ARN and not re.fullmatch(pattern, text):
            return "what its AllowedPattern there does not take"
    except re.error:  # It is written for another engine.
        return ""
    return f"more letters than its MaxLength there, {longest}" if longest.isdigit() and len(text) > int(longest) else ""


def _looks(graph: Graph, value: Value) -> str | None:
    """What a value is, or how one looks of which only the type of its resource is known."""
    if isinstance(value, Literal):
        return value.text
    if isinstance(value, Reference) and value.attribute in ("Ref", "Id", "VpcId", "SubnetId", "GroupId"):
        target = graph.resource(value.resource)
        made = _MADE.get(target.type) if target else None
        by_arn = target is not None and value.attribute == "Ref" and target.type in _REF_IS_ARN
        return _ARN if by_arn else made
    return _ARN if isinstance(value, Reference) and value.attribute.endswith("Arn") else None


def _listed(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []


def _texts(value: Value) -> Iterator[str]:
    for inner in getattr(value, "items", ()):
        if isinstance(inner, Literal):
            yield inner.text


def _never_there(graph: Graph, stack: Resource, child: Instance, taken: Iterable[str]) -> Iterator[str]:
    """Outputs of a nested stack that are taken, and whose condition is never true."""
    for name in sorted(taken):
        written = child.document.section("Outputs").get(name)
        if written is None and not (macros.may_add(child.document) or macros.rewritten(child.document)):
            yield f"Outputs.{name} of {stack} is taken, and {child.document.name} has no such output"
        asked = written.get("Condition") if isinstance(written, dict) else None
        if asked is not None and graph.resolver.condition(child, asked) is Truth.NO:
            yield f"Outputs.{name} of {stack} is taken, and its condition is never true"


def _taken(document: Document) -> dict[str, set[str]]:
    """The outputs of nested stacks that resources of a template take, by the logical id of the stack."""
    taken: dict[str, set[str]] = {}
    pending: list[Any] = [document.section("Resources")]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            got = node.get("Fn::GetAtt")
            words = got.split(".") if isinstance(got, str) else got if isinstance(got, list) else []
            named = ".".join(map(str, words[1:]))
            if named.startswith("Outputs."):
                taken.setdefault(str(words[0]), set()).add(named.removeprefix("Outputs."))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return taken

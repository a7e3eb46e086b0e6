"""What CloudFormation refuses outside of properties: outputs, conditions, names of resources, what it waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Listing, Reference, Resource, by_default
from generator.stack.instances import Instance

_VERSION = "2010-09-09"
_LONGEST_TYPE = 60
"""Characters of the type of a custom resource. Source: CloudFormation User Guide, custom resources; not looked up,
2026-11."""
_ID = re.compile(r"[A-Za-z0-9]{1,255}", re.ASCII)
_SNAPSHOTS = (
    "AWS::EC2::Volume", "AWS::ElastiCache::", "AWS::Neptune::", "AWS::RDS::", "AWS::Redshift::", "AWS::DocDB::",
    "AWS::MemoryDB::",
)  # fmt: skip
_SIGNALLED = (
    "AWS::AutoScaling::", "AWS::EC2::Instance", "AWS::CloudFormation::WaitCondition", "AWS::AppStream::",
    "AWS::Serverless::",
)  # fmt: skip
_TOKEN = re.compile(r"arn:[a-z-]+:(?!lambda:|sns:)")
_HANDLE = "AWS::CloudFormation::WaitConditionHandle"
_IN_CONDITIONS = ("Fn::GetAtt", "Fn::ImportValue", "Fn::GetAZs", "!GetAtt")


def section_faults(graph: Graph) -> Iterator[str]:
    """Say what is refused.

    Sources: Template Reference, DeletionPolicy and CreationPolicy (which types take them); read 2026-11. CloudFormation
    User Guide, "Outputs", "Conditions" and "Rules"; Template Reference, AWS::CloudFormation::WaitCondition; not looked
    up.
    """
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    for resource in resources:
        if not _ID.fullmatch(resource.logical_id):
            yield f"{resource.logical_id[:60]} of {resource.file} is no logical id: letters and digits are taken"
        kind = resource.type
        for key in ("DeletionPolicy", "UpdateReplacePolicy"):
            if resource.body.get(key) == "Snapshot" and kind.startswith("AWS::") and not kind.startswith(_SNAPSHOTS):
                yield f"{key} of {resource} is Snapshot, which {kind} does not take"
        if "CreationPolicy" in resource.body and kind.startswith("AWS::") and not kind.startswith(_SIGNALLED):
            yield f"{resource} has a CreationPolicy, which {kind} does not take"
        for key in ("DeletionPolicy", "UpdateReplacePolicy"):
            if isinstance(resource.body.get(key), dict) and not resource.at.document.transforms():
                yield f"{key} of {resource} is a function, which takes the transform AWS::LanguageExtensions"
        if kind.startswith("Custom::") and len(kind) > _LONGEST_TYPE:
            yield f"the type of {resource} has {len(kind)} characters, and {_LONGEST_TYPE} are taken"
        token = literal(resource.get("ServiceToken")) or ""
        if kind.startswith(("Custom::", "AWS::CloudFormation::CustomResource")) and _TOKEN.match(token):
            yield f"ServiceToken of {resource} is {token[:60]}, and a function of Lambda or a topic of SNS is taken"
    yield from _waiting(resources)
    for at in dict.fromkeys(each.at for each in resources):
        document = at.document
        version = document.template.get("AWSTemplateFormatVersion", _VERSION)
        if str(version) != _VERSION:
            yield f"AWSTemplateFormatVersion of {document.name} is {str(version)[:40]}, and {_VERSION} is taken"
        conditions = document.section("Conditions")
        yield from _conditions(conditions, document.name)
        for name, rule in document.section("Rules").items():
            if any(function in _functions(rule) for function in _IN_CONDITIONS):
                yield f"the rule {name} of {document.name} has a function that rules do not take"
            asserted = rule.get("Assertions") if isinstance(rule, dict) and "RuleCondition" not in rule else None
            for each in asserted if isinstance(asserted, list) else ():
                if not isinstance(each, dict) or not _fails(graph, at, each.get("Assert")):
                    continue
                if not _asks(graph, at, each):
                    yield f"the rule {name} of {document.name} does not hold"
        for name, written in document.section("Outputs").items():
            if isinstance(written, dict) and isinstance(graph.resolver.value(at, written.get("Value")), Listing):
                yield f"Outputs.{name} of {document.name} is a list, and a text is taken"


def _fails(graph: Graph, at: Instance, assertion: Any) -> bool:
    """Whether an assertion certainly does not hold: a condition, or Fn::Contains, which rules alone have."""
    match assertion:
        case {"Fn::Contains": [[*listed], wanted]}:
            value, *taken = (literal(graph.resolver.value(at, each)) for each in (wanted, *listed))
            return value is not None and None not in taken and value not in taken
    return graph.resolver.holds(at, assertion) is Truth.NO


def _asks(graph: Graph, at: Instance, assertion: dict[str, Any]) -> bool:
    """Whether a rule refuses a Default of the root, and so asks whoever deploys for another value."""
    named = [name for name in _referred(assertion.get("Assert")) if name in at.document.section("Parameters")]
    return at.parent is None and any(by_default(graph.resolver.value(at, {"Ref": name})) for name in named)


def _referred(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("Ref"), str):
            yield node["Ref"]
        for inner in node.values():
            yield from _referred(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _referred(inner)


def _waiting(resources: list[Resource]) -> Iterator[str]:
    """Wait conditions that nothing can signal: no resource is given their handle, and none is named to signal."""
    for waiter in resources:
        if waiter.type != "AWS::CloudFormation::WaitCondition":
            continue
        handles = {part.resource for part in waiter.all_values if isinstance(part, Reference)}
        given = (
            part.resource
            for other in resources
            if other is not waiter and other.type != _HANDLE
            for part in other.all_values
            if isinstance(part, Reference)
        )
        count = str(waiter.get("Count"))
        if count != "0" and not handles.intersection(given) and not _is_output(waiter, handles):
            yield f"{waiter} waits for a signal, and nothing here is given what it takes to send one"


def _is_output(waiter: Resource, handles: set[str]) -> bool:
    names = [path.rpartition("/")[2] for path in handles]
    return any(name in str(waiter.at.document.section("Outputs")) for name in names) or any(
        name in str(other) for name in names for other in [waiter.at.document.section("Metadata")]
    )


def _conditions(conditions: dict[str, Any], document: str) -> Iterator[str]:
    uses = {name: set(_named(written)) & set(conditions) for name, written in conditions.items()}
    for name, written in conditions.items():
        if any(function in _functions(written) for function in _IN_CONDITIONS):
            yield f"the condition {name} of {document} has a function that conditions do not take"
        seen, pending = set[str](), set(uses[name])
        while pending:
            seen |= pending
            pending = {deeper for each in pending for deeper in uses[each]} - seen
        if name in seen:
            yield f"the condition {name} of {document} leads back to itself"


def _named(node: Any) -> Iterator[str]:
    """The conditions that one is made of."""
    if isinstance(node, dict):
        if isinstance(node.get("Condition"), str):
            yield node["Condition"]
        for inner in node.values():
            yield from _named(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named(inner)


def _functions(node: Any) -> set[str]:
    if isinstance(node, dict):
        return {str(key) for key in node} | {name for inner in node.values() for name in _functions(inner)}
    return {name for inner in node for name in _functions(inner)} if isinstance(node, list) else set()

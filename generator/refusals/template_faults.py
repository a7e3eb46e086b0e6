"""What CloudFormation refuses in a template, so that nothing of the stack is created: broken references and the like.

cfn-lint's own rules say each with its line (E1010, E1012, E2015, E3001, E3002, E3004, E3005 among them); here they are
reasons why no task of the stack is proven to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from generator.ecs.creation_order import CreationOrder
from generator.ecs.roles import Roles
from generator.logic import Truth
from generator.refusals.balancing.balancing_refused import addresses_twice
from generator.refusals.functions.functions_refused import functions_refused
from generator.refusals.names.records_refused import records_twice
from generator.refusals.network.networks_refused import entries_twice, networks_refused
from generator.refusals.network.ranges_refused import ranges_refused
from generator.refusals.network.rule_bounds import rule_bounds
from generator.refusals.one_of_two import set_apart
from generator.refusals.policies.malformed_policies import malformed_policies
from generator.refusals.policies.policy_texts import policy_texts
from generator.refusals.schema.refused_values import refused_values
from generator.refusals.schema.registry_schemas import schema
from generator.refusals.schema.schema_misfits import misfits
from generator.refusals.schema.wrong_attributes import wrong_attributes
from generator.refusals.service_options import service_options
from generator.refusals.template.dynamic_references import dynamic_references
from generator.refusals.template.near_names import near_names
from generator.refusals.template.parameter_faults import parameter_faults
from generator.refusals.template.sections import section_faults
from generator.stack import Graph, Literal, Reference, Resource, Unknown, Value, macros, parts

_MADE_ELSEWHERE = ("AWS::Serverless::", "AWS::CDK::", "AWS::CloudFormation::")
"""Types that have no registry schema, or whose attributes are what their makers give them."""
_MALFORMED = re.compile(
    r"^(?:Fn::\w+|Ref|a condition function) (?:finds nothing|has no item|takes|stands|cannot divide)\b"
    r"|^there is no pseudo parameter"
)
"""How it is said that a function is given what it does not take."""
_POLICIES = {
    "DeletionPolicy": ("Delete", "Retain", "RetainExceptOnCreate", "Snapshot"),
    "UpdateReplacePolicy": ("Delete", "Retain", "Snapshot"),
}


def template_faults(graph: Graph) -> Iterator[str]:
    """Say what is refused, the first of each kind of a resource first."""
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    may_add = cache(macros.may_add)
    order, roles = CreationOrder(graph), Roles(graph)
    for resource in resources:
        rewritten = may_add(resource.at.document)
        yield from _type(resource)
        yield from _references(graph, resource)
        if not rewritten:
            yield from _waits(resource)
        yield from wrong_attributes(graph, resource)
        yield from rule_bounds(resource)
        yield from refused_values(resource)
        yield from set_apart(resource)
        yield from malformed_policies(graph, resource)
        yield from policy_texts(resource)
        yield from networks_refused(graph, resource)
        yield from functions_refused(roles, resource)
        yield from dynamic_references(graph, order, resource)
        yield from near_names(graph, order, resource)
        yield from service_options(graph, resource)
        for misfit in misfits(resource):
            yield f"{resource}: {misfit}, says the schema of {resource.type}"
        for name, words in _POLICIES.items():
            written = resource.body.get(name)
            if isinstance(written, str) and written not in words:
                yield f"{name} of {resource} is {written}, and {', '.join(words)} are taken"
    yield from entries_twice(graph)
    yield from ranges_refused(graph)
    yield from records_twice(graph)
    yield from addresses_twice(graph)
    yield from section_faults(graph)
    yield from _circles(resources)
    yield from parameter_faults(graph)
    yield from _outputs(graph)


def _type(resource: Resource) -> Iterator[str]:
    kind = resource.type
    made_elsewhere = not kind.startswith("AWS::") or kind.startswith(_MADE_ELSEWHERE) or kind.endswith("::MODULE")
    if not made_elsewhere and not schema(kind):
        yield f"{resource} is of the type {kind}, which is not on record"


def _references(graph: Graph, resource: Resource) -> Iterator[str]:
    if any(isinstance(part, Reference) and part.resource == resource.path for part in resource.all_values):
        yield f"{resource} refers to itself: CloudFormation says circular dependency"
    yield from _broken(graph, str(resource), resource.all_values)


def _outputs(graph: Graph) -> Iterator[str]:
    """What outputs refer to, and the exports of one name in one region."""
    exported: dict[tuple[str, Value], str] = {}
    for at in dict.fromkeys(each.at for each in graph.resources if each.exists is not Truth.NO):
        for name, written in at.document.section("Outputs").items():
            if not isinstance(written, dict):
                continue
            if "Condition" in written and graph.resolver.condition(at, written["Condition"]) is not Truth.YES:
                continue
            where = f"Outputs.{name} of {at.document.name}"
            value = graph.resolver.value(at, written.get("Value"))
            yield from _broken(graph, where, parts(value))
            for part in parts(value):
                target = graph.resource(part.resource) if isinstance(part, Reference) else None
                if target is not None and target.exists is Truth.NO:
                    yield f"{where} takes a value of {target}, whose condition is never true"
            export = written.get("Export")
            if isinstance(export, dict):
                value = graph.resolver.value(at, export.get("Name"))
                first = exported.setdefault((at.top.address, value), where)
                if first != where and isinstance(value, Literal):
                    yield f"{where} is exported as {value}, as {first} is"


def _broken(graph: Graph, where: str, values: Iterable[Value]) -> Iterator[str]:
    for part in values:
        if isinstance(part, Reference) and part.attribute != "Ref":
            target = graph.resource(part.resource)
            if target is not None and not _has(target.type, part.attribute):
                yield f"{where} takes {part.attribute} of {target}, and {target.type} has no such attribute"
        elif isinstance(part, Unknown) and part.kind == "malformed" and _MALFORMED.search(part.reason):
            yield f"{where}: {part.reason}"
        elif isinstance(part, Unknown) and part.kind == "malformed" and " has nothing called " in part.reason:
            yield f"{where} refers to what is not there: {part.reason}"


def _has(kind: str, attribute: str) -> bool:
    known = schema(kind)
    if not known or kind.startswith(_MADE_ELSEWHERE) or "Outputs" in attribute:
        return True
    way = f"/properties/{attribute.replace('.', '/')}"
    readable = [*known.get("readOnlyProperties", ()), *(f"/properties/{name}" for name in known.get("properties", {}))]
    return any(way == each or way.startswith(each + "/") or each.startswith(way + "/") for each in readable)


def _waits(resource: Resource) -> Iterator[str]:
    beside = resource.at.document.section("Resources")
    for name in resource.depends_on:
        if name not in beside:
            yield f"DependsOn of {resource} names {name[:80]}, which is not in {resource.file}"


def _circles(resources: list[Resource]) -> Iterator[str]:
    """Resources of one template that wait for each other, or one that refers to itself."""
    after = {each.path: [each.at.prefix + name for name in each.waits_for] for each in resources}
    waiting = {path: {name for name in names if name in after} for path, names in after.items()}
    pending = [path for path, names in waiting.items() if not names]
    waiters: dict[str, list[str]] = {}
    for path, names in waiting.items():
        for name in names:
            waiters.setdefault(name, []).append(path)
    while pending:
        done = pending.pop()
        waiting.pop(done, None)
        for path in waiters.get(done, ()):
            waiting[path].discard(done)
            if not waiting[path]:
                pending.append(path)
    if waiting:
        yield f"{', '.join(sorted(waiting)[:6])} wait for each other: CloudFormation says circular dependency"
    for each in resources:
        if each.logical_id in each.depends_on:
            yield f"{each} depends on itself"

"""What CloudFormation refuses between stacks and in the declarations of one: parameters, mappings, exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Literal, Mapping, Reference, parts
from generator.stack.instances import Instance

_KEY = re.compile(r"[A-Za-z0-9.-]+", re.ASCII)
_EXPORT = re.compile(r"[A-Za-z0-9:-]*", re.ASCII)
_TYPES = ("String", "Number", "CommaDelimitedList", "List<Number>", "List<String>")
_ZONE = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d)[a-z]")


def crossing_faults(graph: Graph) -> Iterator[str]:
    """Say what is refused.

    Sources: CloudFormation User Guide, "Parameters" (types; those of AWS are checked against the account), "Mappings"
    (alphanumeric keys, "." and "-"), "Fn::ImportValue" (only of stacks that are there), "Nested stacks" ("Parameters:
    [..] do not exist in the template"); not looked up, 2026-11.
    """
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    region = literal(graph.pseudo("AWS::Region"))
    for stack in resources:
        child = stack.at.children.get(stack.logical_id)
        given = stack.get("Parameters")
        for name, _ in given.entries if isinstance(given, Mapping) and isinstance(child, Instance) else ():
            if isinstance(child, Instance) and name not in child.document.section("Parameters"):
                yield f"{stack} is given the parameter {name[:60]}, which {child.document.name} does not have"
    for at in dict.fromkeys(each.at for each in resources):
        name = at.document.name
        for parameter, declared in at.document.section("Parameters").items():
            if isinstance(declared, dict):
                yield from _of_type(f"the parameter {parameter} of {name}", declared, region, at)
        for mapping, written in at.document.section("Mappings").items():
            for key in _keys(written) if not str(mapping).startswith("Fn::") else ():
                if not _KEY.fullmatch(key):
                    yield f"the mapping {mapping} of {name} has the key {key[:60]!r}: letters and digits are taken"
        for output, each in at.document.section("Outputs").items():
            written = each.get("Export") if isinstance(each, dict) else None
            for part in parts(graph.resolver.value(at, written.get("Name"))) if isinstance(written, dict) else ():
                an_arn = isinstance(part, Reference) and part.attribute.lower().endswith("arn")
                if an_arn or (isinstance(part, Literal) and not _EXPORT.fullmatch(part.text)):
                    yield f"the Export of Outputs.{output} of {name} is called {part}, which is no name of an export"
        exported = {
            literal(graph.resolver.value(at, each["Export"].get("Name")))
            for each in at.document.section("Outputs").values()
            if isinstance(each, dict) and isinstance(each.get("Export"), dict)
        } - {None}
        for imported in _imports(at.document.section("Resources")):
            if isinstance(imported, str) and imported in exported:
                yield f"{name} imports {imported[:60]}, which it exports itself: it is not there before the stack is"


def _of_type(what: str, declared: dict[str, Any], region: str | None, at: Instance) -> Iterator[str]:
    kind, default = str(declared.get("Type", "")), declared.get("Default")
    if kind not in _TYPES and not kind.startswith(("AWS::", "List<AWS::")):
        yield f"{what} is of the type {kind[:60] or 'nothing'}, which is none of parameters"
    if at.parent is not None:
        return
    if default == "" and kind == "AWS::EC2::KeyPair::KeyName":
        yield f"the Default of {what.removeprefix('the parameter ')} is empty, and no key pair has that name"
    zone = _ZONE.fullmatch(default) if isinstance(default, str) and kind == "AWS::EC2::AvailabilityZone::Name" else None
    if zone and region and zone[1] != region:
        yield f"the Default of {what.removeprefix('the parameter ')} is {default}, which is no zone of {region}"


def _keys(written: Any) -> Iterator[str]:
    """The keys of both levels of a mapping."""
    if isinstance(written, dict):
        for key, inner in written.items():
            yield str(key)
            if isinstance(inner, dict):
                yield from map(str, inner)


def _imports(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "Fn::ImportValue":
                yield inner
            yield from _imports(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _imports(inner)

"""Functions of templates that CloudFormation does not take as they are written, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, macros

_SERVERLESS = "AWS::Serverless-2016-10-31"
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_DEPTH = 60
_NO_BASE64 = re.compile(r"Cidr|CidrIp$|Arns?$|Ids?$|Name$|^Image$|^Port$")


def functions_misused(graph: Graph) -> Iterator[str]:
    """Say what is refused.

    Sources: CloudFormation Template Reference, Fn::Cidr (a count of 1 to 256), Fn::ImportValue (no function that
    depends on a resource), Fn::Base64 (a text), Fn::GetAZs; SAM, "Transform"; not looked up, 2026-11. A name with a
    space in Fn::Sub is let be: the templates that Copilot makes have them.
    """
    region = literal(graph.pseudo("AWS::Region"))
    resources = [each for each in graph.resources if each.exists is not Truth.NO]
    for at in dict.fromkeys(each.at for each in resources):
        document = at.document
        if macros.rewritten(document):
            continue
        made = set(document.section("Resources"))
        told = (document.section("Resources"), document.section("Outputs"))
        for exported in _exports(document.section("Outputs")):
            if _refers(exported, made, _DEPTH):
                yield f"{document.name} has an Export whose Name is made of a resource, and names are known before"
        for fault in dict.fromkeys(fault for node in told for fault in _of_places(node, "", _DEPTH)):
            yield f"{document.name} {fault}"
        for fault in dict.fromkeys(fault for node in told for fault in _faults(node, made, _DEPTH)):
            yield f"{document.name} {fault}"
    for resource in resources:
        if resource.type.startswith("AWS::Serverless::") and _SERVERLESS not in resource.at.document.transforms():
            yield f"{resource} is of {resource.type}, and its template has no Transform {_SERVERLESS}"
        placed = resource.body.get("Properties")
        zone = placed.get("AvailabilityZone") if isinstance(placed, dict) else None
        for named in _zones_of(zone):
            if region and _REGION.fullmatch(named) and named != region:
                yield f"AvailabilityZone of {resource} is one of {named}, and its stack is in {region}"


def _faults(node: Any, made: set[str], depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(node, list):
        for inner in node:
            yield from _faults(inner, made, depth - 1)
    if not isinstance(node, dict):
        return
    if len(node) == 1:
        ((function, given),) = node.items()
        yield from _of_function(str(function), given, made)
    for inner in node.values():
        yield from _faults(inner, made, depth - 1)


def _exports(written: dict[str, Any]) -> Iterator[Any]:
    for output in written.values():
        export = output.get("Export") if isinstance(output, dict) else None
        if isinstance(export, dict):
            yield export.get("Name")


def _refers(node: Any, made: set[str], depth: int) -> bool:
    """Whether a name is made of what is created: by Ref, by Fn::GetAtt or inside Fn::Sub."""
    if depth == 0:
        return False
    if isinstance(node, list):
        return any(_refers(inner, made, depth - 1) for inner in node)
    if not isinstance(node, dict):
        return False
    text = node.get("Fn::Sub")
    text = text[0] if isinstance(text, list) and text else text
    named = re.findall(r"\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}", text) if isinstance(text, str) else []
    given = text is not None and isinstance(node.get("Fn::Sub"), list)
    if node.get("Ref") in made or "Fn::GetAtt" in node or (not given and made.intersection(named)):
        return True
    return any(_refers(inner, made, depth - 1) for inner in node.values())


def _of_places(node: Any, key: str, depth: int) -> Iterator[str]:
    """Functions that their place does not take."""
    if depth == 0:
        return
    if isinstance(node, list):
        for inner in node:
            yield from _of_places(inner, key, depth - 1)
    if not isinstance(node, dict):
        return
    if "Fn::Base64" in node and len(node) == 1 and _NO_BASE64.search(key):
        yield f"has Fn::Base64 in {key}, which takes the text as it is"
    for name, inner in node.items():
        yield from _of_places(inner, key if str(name).startswith("Fn::") else str(name), depth - 1)


def _of_function(function: str, given: Any, made: set[str]) -> Iterator[str]:
    listed = given if isinstance(given, list) else []
    if function == "Fn::Cidr" and len(listed) > 1 and isinstance(listed[1], int) and not 1 <= listed[1] <= 256:
        yield f"has Fn::Cidr of {listed[1]} blocks, and 1 to 256 are taken"
    elif function == "Fn::Base64" and isinstance(given, list):
        yield "has Fn::Base64 of a list, and a text is taken"
    elif (
        isinstance(given, dict)
        and function == "Fn::ImportValue"
        and ("Fn::GetAtt" in given or given.get("Ref") in made)
    ):
        yield "has Fn::ImportValue of something that is made here, and names are known before"


def _zones_of(zone: Any) -> Iterator[str]:
    """The Region whose zones one is selected from."""
    listed = zone.get("Fn::Select") if isinstance(zone, dict) else None
    chosen = listed[1] if isinstance(listed, list) and len(listed) == 2 else None
    named = chosen.get("Fn::GetAZs") if isinstance(chosen, dict) else None
    if isinstance(named, str) and named:
        yield named

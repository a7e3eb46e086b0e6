"""Sections and resources of the wrong shape, which nothing can be read from: a list where a mapping is wanted.

CloudFormation refuses such a template, and cfn-lint says so (E1001, E2001, E3001, E6003, E7001, E8001). Here they are
places that were not seen: a proof without them would have looked past what they were meant to hold.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from generator.stack.documents import Document, key_in, mark
from generator.stack.instances import Instance, Opaque, is_resource
from generator.stack.macros import generates

_EXAMPLES: Mapping[str, str] = {
    "Resources": "Service: {Type: AWS::ECS::Service, Properties: {...}}",
    "Parameters": "VpcId: {Type: AWS::EC2::VPC::Id}",
    "Conditions": "IsProd: !Equals [!Ref Stage, prod]",
    "Mappings": "Sizes: {prod: {Cpu: 512}}",
    "Outputs": "VpcId: {Value: !Ref Vpc}",
}
"""The sections that values are read from, and an entry of each."""


def misshapen(document: Document, section: str) -> bool:
    """Whether a section is there, but nothing can be read from it."""
    return section in document.template and not isinstance(document.template[section], dict)


def places(at: Instance) -> Iterator[Opaque]:
    """The places of a stack that have the wrong shape."""
    document = at.document
    if document.problem:
        return
    if "Resources" not in document.template and "Fn::Transform" not in document.template:
        reason = "the template has no section Resources, which every template must have"
        yield _place(at, at.address, None, reason)
    for section, example in _EXAMPLES.items():
        if misshapen(document, section):
            reason = _reason(section, document.template[section], f"a mapping such as {example}")
            yield _place(at, at.address, key_in(document.template, section), reason)
    for name, body in document.section("Resources").items():
        if is_resource(body) or generates(name) or (isinstance(body, dict) and "Fn::Transform" in body):
            continue
        if not isinstance(body, dict):
            reason = _reason("the resource", body, "a mapping with a Type")
        elif "Type" in body:
            reason = _reason("the Type of the resource", body["Type"], "a text such as AWS::ECS::Service")
        else:
            reason = "the resource has no Type, such as AWS::ECS::Service"
        yield _place(at, at.prefix + str(name), name, reason)


def _reason(what: str, node: object, expected: str) -> str:
    if node is None:
        return f"{what} is empty, where {expected} is expected; the lines below it may lack their indentation"
    return f"{what} is {_noun(node)}, where {expected} is expected"


def _noun(node: object) -> str:
    if isinstance(node, bool):  # Before numbers: to Python it is one of them.
        return "a boolean"
    nouns = {"a mapping": dict, "a list": list, "a text": str, "a number": int | float, "a date": datetime.date}
    return next((noun for noun, kind in nouns.items() if isinstance(node, kind)), f"a {type(node).__name__}")


def _place(at: Instance, path: str, node: object, reason: str) -> Opaque:
    return Opaque(path, at.address, at.document.name, *mark(node), reason, whole=True, kind="shape")

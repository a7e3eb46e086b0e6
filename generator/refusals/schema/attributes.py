"""Types that are not on record, and attributes that the schema of a type does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.refusals.schema.registry_schemas import schema
from generator.stack import Resource

_MADE_ELSEWHERE = ("AWS::Serverless::", "AWS::CDK::", "AWS::CloudFormation::")
"""Types that have no registry schema, or whose attributes are what their makers give them."""


def unknown_types(resource: Resource) -> Iterator[str]:
    """Say whether the type of a resource is none of AWS's."""
    kind = resource.type
    made_elsewhere = not kind.startswith("AWS::") or kind.startswith(_MADE_ELSEWHERE) or kind.endswith("::MODULE")
    if not made_elsewhere and not schema(kind):
        yield f"{resource} is of the type {kind}, which is not on record"


def has_attribute(kind: str, attribute: str) -> bool:
    """Whether Fn::GetAtt finds an attribute at a resource of a type; yes where that is not on record."""
    known = schema(kind)
    if not known or kind.startswith(_MADE_ELSEWHERE) or "Outputs" in attribute:
        return True
    way = f"/properties/{attribute.replace('.', '/')}"
    readable = [*known.get("readOnlyProperties", ()), *(f"/properties/{name}" for name in known.get("properties", {}))]
    return any(
        way == each or each.startswith(way + "/") or (way.startswith(each + "/") and not _is_plain(known, each))
        for each in readable
    )


def _is_plain(known: Mapping[str, Any], way: str) -> bool:
    """Whether what stands at a place of a schema is a text, a number or a boolean, which nothing is below."""
    found: Any = known
    for step in way.strip("/").split("/"):
        found = found.get(step) if step == "properties" else found.get("properties", found).get(step)
        while isinstance(found, dict) and str(found.get("$ref", "")).startswith("#/definitions/"):
            found = known.get("definitions", {}).get(found["$ref"].rpartition("/")[2])
        if not isinstance(found, dict):
            return False
    return found.get("type") in ("string", "integer", "number", "boolean")

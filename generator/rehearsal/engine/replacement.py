"""Which changes need a new resource, from the resource types' own schemas."""

from __future__ import annotations

from typing import Any

from generator.refusals.schema.registry_schemas import schema as schema_of


def recreation(kind: str, name: str) -> str:
    """Say whether a change of this property replaces the resource: Never, Conditionally or Always.

    The simulator knows it for some types. cfn-lint comes with the registry schema of each, whose
    ``createOnlyProperties`` are those that CloudFormation cannot change in place.
    """
    schema = schema_of(kind)
    for certainty, key in (("Always", "createOnlyProperties"), ("Conditionally", "conditionalCreateOnlyProperties")):
        if any(path.split("/")[2] == name for path in schema.get(key, ())):
            return certainty
    return "Never"


def needed(kind: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether these changes replace the resource."""
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return any(recreation(kind, name) == "Always" for name in names)

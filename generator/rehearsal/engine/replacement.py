"""Which changes need a new resource, from the resource types' own schemas."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def recreation(kind: str, name: str) -> str:
    """Say whether a change of this property replaces the resource: Never, Conditionally or Always.

    The simulator knows it for some types. cfn-lint comes with the registry schema of each, whose
    ``createOnlyProperties`` are those that CloudFormation cannot change in place.
    """
    schema = _schema(kind)
    for certainty, key in (("Always", "createOnlyProperties"), ("Conditionally", "conditionalCreateOnlyProperties")):
        if any(path.split("/")[2] == name for path in schema.get(key, ())):
            return certainty
    return "Never"


def needed(kind: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether these changes replace the resource."""
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return any(recreation(kind, name) == "Always" for name in names)


@cache
def _schema(kind: str) -> dict[str, Any]:
    schemas = files("cfnlint") / "data" / "schemas"
    digest = _digests().get(kind)
    if digest is None:
        return {}
    schema: dict[str, Any] = json.loads((schemas / "resources" / f"{digest}.json").read_text())
    return schema


@cache
def _digests() -> dict[str, str]:
    provider = files("cfnlint") / "data" / "schemas" / "providers" / "us-east-1.json"
    digests: dict[str, str] = json.loads(provider.read_text())
    return digests

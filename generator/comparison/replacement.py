"""Which properties cannot be changed in place, from the resource types' own schemas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

Recreation = Literal["never", "perhaps", "always"]
_UPDATED_IN_PLACE = ("AWS::CloudFormation::Stack", "AWS::CloudFormation::CustomResource")


def recreation(kind: str, path: str) -> Recreation:
    """Say whether a change at a path of properties, such as ``DnsOptions.DnsRecordIpType``, replaces the resource.

    ``createOnlyProperties`` are those that CloudFormation cannot change in place, and
    ``conditionalCreateOnlyProperties`` those that it cannot always ("Resource type schema", CloudFormation CLI User
    Guide, read 2026-11); cfn-lint comes with the schema of each type.
    """
    always, perhaps = _pointers(kind)
    steps = path.split(".")
    if any(steps[: len(pointer)] == list(pointer) for pointer in always):
        return "always"
    # Of a property that changes as a whole, one part may be of those.
    deeper = any(list(pointer[: len(steps)]) == steps for pointer in always)
    return "perhaps" if deeper or any(steps[: len(pointer)] == list(pointer) for pointer in perhaps) else "never"


@cache
def _pointers(kind: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    # Read already when templates were decoded.
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    if kind in _UPDATED_IN_PLACE:
        return (), ()
    try:
        schema: Mapping[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    except ResourceNotFoundError:
        return (), ()
    keys = ("createOnlyProperties", "conditionalCreateOnlyProperties")
    always, perhaps = (tuple(_steps(pointer) for pointer in schema.get(key) or ()) for key in keys)
    return always, perhaps


def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(step for step in pointer.split("/")[2:] if step != "*")

"""The command by which a person removes one resource that CloudFormation let go of.

None of them destroys what cannot be had back: databases leave a snapshot, keys and secrets wait, and what is not empty
refuses.
"""

from __future__ import annotations

from shlex import quote

from generator.awsdata.resources import resource_type

# Cloud Control takes the primary identifier of a type, which mostly is the physical id (Cloud Control API User Guide,
# "Identifying resources", read 2026-11).
_ANY = "cloudcontrol delete-resource --type-name {type} --identifier {id}"


def removal(type_: str, id_: str, region: str) -> str | None:
    """The command that removes a resource of a type by its physical id; None for what no command can remove."""
    if not id_ or type_.startswith("Custom::") or type_ == "AWS::CloudFormation::CustomResource":
        return None
    # The ARN of a service ends in the names of its cluster and of itself.
    above = id_.split("/")[-2] if id_.count("/") > 1 else "default"
    command = (resource_type(type_).remove or _ANY).format(type=type_, id=quote(id_), above=quote(above))
    return f"aws {command} --region {region}"

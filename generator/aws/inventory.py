"""Everything that a deployment consists of: each resource with its id and ARN, by stack."""

from __future__ import annotations

from generator.aws.cloud import Caller, Cloud
from generator.aws.stacks import Physical, Stack, resources
from generator.awsdata.resources import resource_type
from generator.changes.inventory import InventoryItem


def inventory(cloud: Cloud, caller: Caller, stack: Stack) -> list[InventoryItem]:
    """Everything that a stack and its nested stacks hold."""
    return [
        InventoryItem(resource.path, resource.type, resource.id, _arn(cloud, caller, resource), resource.status)
        for resource in resources(cloud, stack.id)
    ]


def _arn(cloud: Cloud, caller: Caller, resource: Physical) -> str:
    if resource.id.startswith("arn:"):
        return resource.id
    known = resource_type(resource.type).arn if resource.id else None
    if known is None:
        return ""
    return f"arn:{cloud.partition}:{known.form.format(region=cloud.region, account=caller.account, id=resource.id)}"

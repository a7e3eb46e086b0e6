"""Everything that a deployment consists of: each resource with its id and ARN, by stack."""

from __future__ import annotations

from generator.aws.cloud import Caller, Cloud
from generator.aws.stacks import Physical, Stack, resources
from generator.awsdata.resources import resource_type
from generator.report.inventory import Row


def inventory(cloud: Cloud, caller: Caller, stack: Stack) -> list[Row]:
    """Give everything that a stack and its nested stacks hold."""
    return [
        Row(each.path, each.type, each.id, _arn(cloud, caller, each), each.status)
        for each in resources(cloud, stack.id)
    ]


def _arn(cloud: Cloud, caller: Caller, each: Physical) -> str:
    if each.id.startswith("arn:"):
        return each.id
    known = resource_type(each.type).arn if each.id else None
    if known is None:
        return ""
    return f"arn:{cloud.partition}:{known.form.format(region=cloud.region, account=caller.account, id=each.id)}"

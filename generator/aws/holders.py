"""Who holds a security group, a subnet or a VPC, so that it cannot be deleted: mostly a network interface of somebody.

What an interface is for stands in its Description, which the service writes that made it (EC2 User Guide,
"Requester-managed network interfaces", and what DescribeNetworkInterfaces answers; read 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import AwsError, ask, code
from generator.aws.cloud import Cloud
from generator.changes.causes import Event
from generator.changes.leftovers import Left

# Type -> the filter of DescribeNetworkInterfaces that takes its physical id, and the pattern of the id inside of it.
_FILTERS = {
    "AWS::EC2::SecurityGroup": ("group-id", r"sg-\w+"),
    "AWS::EC2::Subnet": ("subnet-id", r"subnet-\w+"),
    "AWS::EC2::VPC": ("vpc-id", r"vpc-\w+"),
    "AWS::EC2::VPCGatewayAttachment": ("vpc-id", r"vpc-\w+"),
}
# The beginning of a Description -> whose interface it is; what stands behind it is told as well.
_OWNERS = (
    (r"arn:[\w-]+:ecs:.*", "an ECS task that still runs or is stopping"),
    (r"ELB (?:app|net|gwy)/([^/]+)/.*", "the load balancer {}"),
    (r"ELB (.+)", "the load balancer {}"),
    (r"AWS Lambda VPC ENI-(.+?)(?:-[0-9a-f]{8}-[0-9a-f-]+)?", "the Lambda function {}, minutes after it was deleted"),
    (r"RDSNetworkInterface", "a database of RDS"),
    (r"EFS mount target for (fs-\w+).*", "a mount target of the file system {}"),
    (r"VPC Endpoint Interface (vpce-\w+)", "the endpoint {}"),
    (r"Interface for NAT Gateway (nat-\w+)", "the NAT gateway {}"),
    (r"ElastiCache (.+)", "the cache {}"),
)
_SHOWN = 5
"""How many interfaces are told of one thing."""


def with_holders(cloud: Cloud, left: Iterable[Left], events: Iterable[Event]) -> list[Left]:
    """Say of each thing that is left who holds it; a nested stack is held by what holds something in it."""
    failed = [event for event in events if event.status == "DELETE_FAILED" and event.type in _FILTERS]
    found = {(event.type, event.physical_id): event for event in failed}

    def holders(one: Left) -> tuple[str, ...]:
        if one.kept:
            return ()
        if one.type in _FILTERS:
            return tuple(_holders(cloud, one.type, one.id))
        inside = [event for event in found.values() if event.path[: len(one.path)] == one.path != event.path]
        return tuple(dict.fromkeys(
            f"{event.name}: {words}"
            for event in inside
            for words in _holders(cloud, event.type, event.physical_id)
        ))  # fmt: skip

    return [replace(one, held_by=holders(one)) for one in left]


def _holders(cloud: Cloud, type_: str, id_: str) -> Iterator[str]:
    name, pattern = _FILTERS[type_]
    id_ = (re.findall(pattern, id_) or [""])[-1]
    if not id_:
        return
    try:
        interfaces = _ask(cloud, "describe_network_interfaces", "NetworkInterfaces", name, id_)
        yield from (f"{id_} is held by {_words(interface, cloud.region)}" for interface in interfaces[:_SHOWN])
        if len(interfaces) > _SHOWN:
            yield f"{id_} is held by {len(interfaces) - _SHOWN} more"
        if type_ == "AWS::EC2::SecurityGroup":
            groups = _ask(cloud, "describe_security_groups", "SecurityGroups", "ip-permission.group-id", id_)
            others = [group for group in groups if group["GroupId"] != id_ and _names(group, id_)]
            for group in others[:_SHOWN]:
                yield f"{id_} is named by a rule of the group {group['GroupId']} ({group.get('GroupName', '')})"
    except ClientError as error:
        allow = "allow ec2:DescribeNetworkInterfaces and ec2:DescribeSecurityGroups to see it"
        yield f"who holds {id_} could not be looked at ({code(error)}): {allow}"
    except AwsError:
        return


def _names(group: Mapping[str, Any], id_: str) -> bool:
    """Whether a rule of a group lets another group in, by its id."""
    rules = group.get("IpPermissions", ())
    return any(pair.get("GroupId") == id_ for rule in rules for pair in rule.get("UserIdGroupPairs", ()))


def _ask(cloud: Cloud, operation: str, key: str, name: str, id_: str) -> Sequence[Mapping[str, Any]]:
    call = getattr(cloud.client("ec2"), operation)
    answer: Sequence[Mapping[str, Any]] = ask(call, Filters=[{"Name": name, "Values": [id_]}])[key]
    return answer


def _words(interface: Mapping[str, Any], region: str) -> str:
    """One interface in words: its id, whose it is, and what it is attached to."""
    description = str(interface.get("Description", ""))
    instance = (interface.get("Attachment") or {}).get("InstanceId", "")
    requester = str(interface.get("RequesterId", ""))
    whose = next(
        (words.format(*match.groups()) for pattern, words in _OWNERS if (match := re.fullmatch(pattern, description))),
        f'"{description}"' if description else "",
    )
    words = str(interface["NetworkInterfaceId"])
    if instance:
        words += f" of the instance {instance}"
    elif whose:
        words += f" of {whose}"
    if _is_service(requester) and not instance:
        words += f", made by {requester}"
    if interface.get("Status") == "available":
        delete = f"aws ec2 delete-network-interface --network-interface-id {interface['NetworkInterfaceId']}"
        words += f", which nothing uses any more: {delete} --region {region}"
    return words


def _is_service(requester: str) -> bool:
    """Whether a requester has a name, such as amazon-elb: others are numbers of accounts and ids of principals."""
    return requester.startswith("amazon-")

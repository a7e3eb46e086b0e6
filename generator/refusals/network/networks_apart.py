"""What networks and their machines refuse of properties that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Listing, Mapping, Resource


def _of_flow_log(resource: Resource) -> Iterator[str]:
    kind = literal(resource.get("LogDestinationType"))
    to_logs = kind == "cloud-watch-logs" or isinstance(resource.get("LogDestinationType"), Absent)
    if to_logs and isinstance(resource.get("DeliverLogsPermissionArn"), Absent):
        yield f"{resource} writes to CloudWatch Logs, and has no DeliverLogsPermissionArn"


def _of_peering(resource: Resource) -> Iterator[str]:
    if resource.get("VpcId") == resource.get("PeerVpcId") and isinstance(resource.get("PeerRegion"), Absent):
        yield f"{resource} is between a VPC and itself"


def _of_group(resource: Resource) -> Iterator[str]:
    low, wanted, high = (number(resource.get(key)) for key in ("MinSize", "DesiredCapacity", "MaxSize"))
    if (low is not None and high is not None and low > high) or (
        wanted is not None and ((low is not None and wanted < low) or (high is not None and wanted > high))
    ):
        yield f"DesiredCapacity of {resource} is {wanted}, which is not from MinSize {low} to MaxSize {high}"


def _of_template(resource: Resource) -> Iterator[str]:
    data = resource.get("LaunchTemplateData")
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent | Listing):
        return
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent):
        for name in ("SecurityGroupIds", "SecurityGroups"):
            if not isinstance(data.get(name), Absent):
                yield f"{resource} has {name} and NetworkInterfaces, and groups stand in one of them"


def _of_record(resource: Resource) -> Iterator[str]:
    name, zone = (literal(resource.get(key)) for key in ("Name", "HostedZoneName"))
    if literal(resource.get("Type")) == "CNAME" and name and zone and name.rstrip(".") == zone.rstrip("."):
        yield f"{resource} is a CNAME for the name of its zone, which takes none"


def _of_role(resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("Roles"), Listing) and len(resource.get("Roles").items) != 1:  # type: ignore[union-attr]
        yield f"{resource} has {len(list(items(resource.get('Roles'))))} Roles, and takes one"


OF_NETWORKS = {
    "AWS::EC2::FlowLog": _of_flow_log,
    "AWS::EC2::VPCPeeringConnection": _of_peering,
    "AWS::EC2::LaunchTemplate": _of_template,
    "AWS::AutoScaling::AutoScalingGroup": _of_group,
    "AWS::Route53::RecordSet": _of_record,
    "AWS::IAM::InstanceProfile": _of_role,
}

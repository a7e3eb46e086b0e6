"""What EC2 refuses of launch templates."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals, Surely
from generator.stack import Absent, Graph, Listing, Mapping, Reference, Resource, Text, by_default

_IOPS = {"gp3": (3000, 80000), "io1": (100, 64000), "io2": (100, 256000)}


def groups_and_interfaces(_graph: Graph, resource: Resource) -> Iterator[str]:
    data = resource.get("LaunchTemplateData")
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent | Listing):
        return
    if isinstance(data, Mapping) and not isinstance(data.get("NetworkInterfaces"), Absent):
        for name in ("SecurityGroupIds", "SecurityGroups"):
            if not isinstance(data.get(name), Absent):
                said = f"{resource} has {name} and NetworkInterfaces, and groups stand in one of them"
                change = f"{name}: leave it out, and give the groups to NetworkInterfaces as Groups"
                yield Surely(said, resource, "LaunchTemplateData", name, change=change)


def profile_and_data(graph: Graph, template: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, RequestLaunchTemplateData (UserData "must be base64-encoded"; IamInstanceProfile, an
    instance profile); read 2026-11."""
    at = ("LaunchTemplateData",)
    named = template.get(*at, "IamInstanceProfile", "Arn")
    role = graph.target(named) if isinstance(named, Reference) else None
    if role is not None and role.type == "AWS::IAM::Role":
        said = f"IamInstanceProfile of {template} is given {role}, which is a role and no instance profile"
        change = f"Arn: of an AWS::IAM::InstanceProfile with Roles: [!Ref {role}]"
        yield Surely(said, template, *at, "IamInstanceProfile", "Arn", change=change)
    by_name = isinstance(named, Reference) and named.attribute == "Ref"
    if role is not None and role.type == "AWS::IAM::InstanceProfile" and by_name:
        said = f"IamInstanceProfile.Arn of {template} is given Ref of {role}, which is its name"
        change = f"Arn: !GetAtt {role}.Arn; or Name: !Ref {role}"
        yield Surely(said, template, *at, "IamInstanceProfile", "Arn", change=change)
    data = template.get(*at, "UserData")
    first = data.parts[0] if isinstance(data, Text) else data
    if (literal(first) or "").lstrip().startswith(("#!", "#cloud-config", "<powershell")):
        said = f"UserData of {template} is not in Base64"
        surely = Surely(said, template, *at, "UserData", change="UserData: Fn::Base64 around it")
        yield said if by_default(data) else surely


def template_settings(_graph: Graph, template: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, LaunchTemplateEbsBlockDeviceRequest (iops), LaunchTemplateInstanceMetadataOptions (hop
    limit 1 to 64), LaunchTemplateTagSpecification (of what is launched, not of the template),
    LaunchTemplateInstanceNetworkInterfaceSpecification (a device index must be told); read 2026-11."""
    at = ("LaunchTemplateData",)
    hops = number(template.get(*at, "MetadataOptions", "HttpPutResponseHopLimit"))
    if hops is not None and not 1 <= hops <= 64:
        yield f"HttpPutResponseHopLimit of {template} is {hops}, and 1 to 64 are taken"
    for index, _ in items(template.get(*at, "BlockDeviceMappings")):
        disk = (*at, "BlockDeviceMappings", index, "Ebs")
        kind, speed = literal(template.get(*disk, "VolumeType")), number(template.get(*disk, "Iops"))
        least, most = _IOPS.get(kind or "", (0, 10**9))
        if speed is not None and not least <= speed <= most:
            yield f"Iops of {template} are {speed}, and {kind} takes {least} to {most}"
    for index, _ in items(template.get(*at, "TagSpecifications")):
        if literal(template.get(*at, "TagSpecifications", index, "ResourceType")) == "launch-template":
            yield f"LaunchTemplateData.TagSpecifications of {template} has launch-template, and it is what is launched"
    for index, _ in items(template.get(*at, "NetworkInterfaces")):
        if isinstance(template.get(*at, "NetworkInterfaces", index, "DeviceIndex"), Absent):
            yield f"NetworkInterfaces.{index} of {template} has no DeviceIndex"
    yield from _interfaces(template)


def _interfaces(template: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, InstanceNetworkInterfaceSpecification (AssociatePublicIpAddress: one interface, at the
    index 0); not looked up, 2026-11."""
    at = ("LaunchTemplateData", "NetworkInterfaces")
    places = [index for index, _ in items(template.get(*at))]
    told = [number(template.get(*at, index, "DeviceIndex")) for index in places]
    if told and None not in told and 0 not in told:
        yield f"NetworkInterfaces of {template} has none of the DeviceIndex 0"
    public = any(literal(template.get(*at, index, "AssociatePublicIpAddress")) in ("true", "True") for index in places)
    if public and len(places) > 1:
        yield f"NetworkInterfaces of {template} has {len(places)}, and a public address takes one"


REFUSALS: Refusals = {
    "AWS::EC2::LaunchTemplate": (
        groups_and_interfaces,
        template_settings,
        profile_and_data,
    ),
}

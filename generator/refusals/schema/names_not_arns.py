"""Properties that take a name, and are given an ARN: CloudFormation passes it on as it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import DEFINITION
from generator.refusals.refusal import Surely
from generator.refusals.values_at import values_at
from generator.stack import Reference, Resource

_NAMES = {
    DEFINITION: (
        "ContainerDefinitions.*.LogConfiguration.Options.awslogs-group",
        "Volumes.*.EFSVolumeConfiguration.FilesystemId",
        "Volumes.*.EFSVolumeConfiguration.AuthorizationConfig.AccessPointId",
    ),
    "AWS::IAM::InstanceProfile": ("Roles",),
    "AWS::IAM::Policy": ("Roles",),
    "AWS::ServiceDiscovery::Service": ("NamespaceId", "DnsConfig.NamespaceId"),
    "AWS::IAM::ManagedPolicy": ("Roles",),
    "AWS::EFS::MountTarget": ("FileSystemId",),
    "AWS::EFS::AccessPoint": ("FileSystemId",),
    "AWS::EC2::LaunchTemplate": ("LaunchTemplateData.IamInstanceProfile.Name",),
}


def names_not_arns(resource: Resource) -> Iterator[str]:
    """Say which name of a resource is given the ARN of a resource of the graph.

    Sources: ECS API Reference, RegisterTaskDefinition; IAM API Reference, PutRolePolicy and AddRoleToInstanceProfile;
    EC2 API Reference, LaunchTemplateIamInstanceProfileSpecificationRequest; read 2026-11.
    """
    for way in _NAMES.get(resource.type, ()):
        for value in values_at(resource.get(), way.split(".")):
            if isinstance(value, Reference) and value.attribute == "Arn":
                name = way.rpartition(".")[2]
                said = f"{name} of {resource} takes a name or an id, and is given an ARN"
                certain = name in ("Roles", "FilesystemId", "AccessPointId", "Name")
                yield Surely(said, resource, change=f"{name}: !Ref of it") if certain else said

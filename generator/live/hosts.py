"""EC2 instances whose agent is connected to a cluster, with their profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Entry, Facts
from generator.live.made import Made, named, some, tag
from generator.live.roles import ROLE

INSTANCE, PROFILE = "AWS::EC2::Instance", "AWS::IAM::InstanceProfile"
_IMAGES = "/aws/service/ecs/optimized-ami/amazon-linux-2023/"
_WINDOWS = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id"


def hosts(facts: Facts) -> Iterator[Made]:
    """Each instance that ECS may give tasks, as a template would have it: it joined, so user data says that it joins.

    Its image stands as that of ECS for its kind of processor and system, for it has the agent, whichever image it is.
    """
    instances = {each["InstanceId"]: each for each in facts.of("ec2:DescribeInstances")}
    for told in facts.of("ecs:DescribeContainerInstances"):
        instance = instances.get(told.get("ec2InstanceId", ""))
        if instance is not None and usable(told):
            yield _instance(told, instance)
    for profile in facts.of("iam:GetInstanceProfile"):
        name = profile["InstanceProfileName"]
        roles = [named(ROLE, role["RoleName"]) for role in profile.get("Roles") or ()]
        properties = {"InstanceProfileName": name, "Roles": roles}
        yield Made(PROFILE, name, properties, {profile["Arn"]: "Arn", name: "Ref"}, name)


def usable(told: Entry) -> bool:
    """Whether ECS gives a container instance tasks: it is active, and its agent is connected.

    Source: ECS API reference, ContainerInstance (agentConnected, status); read 2026-11.
    """
    return bool(told.get("agentConnected")) and told.get("status", "ACTIVE") == "ACTIVE"


def _instance(told: Entry, instance: Mapping[str, Any]) -> Made:
    id_ = instance["InstanceId"]
    cluster = told["clusterArn"].rpartition("/")[2]
    profile = ((instance.get("IamInstanceProfile") or {}).get("Arn") or "").rpartition("/")[2]
    properties = some(
        ImageId=f"{{{{resolve:ssm:{_image(told)}}}}}",
        InstanceType=instance.get("InstanceType"),
        SubnetId=instance.get("SubnetId"),
        SecurityGroupIds=[group["GroupId"] for group in instance.get("SecurityGroups") or ()],
        IamInstanceProfile=named(PROFILE, profile) if profile else None,
        UserData={"Fn::Base64": f"#!/bin/bash\necho ECS_CLUSTER={cluster} >> /etc/ecs/ecs.config\n"},
    )
    image = instance.get("ImageId") or "not told"
    return Made(INSTANCE, id_, properties, {id_: "Ref"}, tag(instance), {"image": image, "joined": cluster})


def _image(told: Entry) -> str:
    attributes = {each["name"]: each.get("value") for each in told.get("attributes") or ()}
    if attributes.get("ecs.os-type") == "windows":
        return _WINDOWS
    gpu = any(each.get("name") == "GPU" for each in told.get("registeredResources") or ())
    kind = "gpu/" if gpu else "arm64/" if attributes.get("ecs.cpu-architecture") == "arm64" else ""
    return f"{_IMAGES}{kind}recommended/image_id"

"""Hosts of ECS: what makes instances, what they start as, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.ecs.clusters import PROVIDER
from generator.ecs.hosts.cfn_init import cfn_init
from generator.ecs.hosts.host_images import Image, image
from generator.ecs.hosts.user_data import UserData, user_data
from generator.ecs.roles import ROLE
from generator.ecs.tasks import flag, items
from generator.ecs.texts import Texts, literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Resource, Value

AUTO_SCALING, INSTANCE = "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance"
TEMPLATE, CONFIGURATION = "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration"
PROFILE = "AWS::IAM::InstanceProfile"

_SCALERS = ("AWS::AutoScaling::ScalingPolicy", "AWS::AutoScaling::ScheduledAction")


@dataclass(frozen=True, eq=False)
class Hosts:
    """An Auto Scaling group, or one instance. ``launch`` is what its instances start from; None when not seen."""

    graph: Graph
    resource: Resource
    launch: Resource | None
    prefix: tuple[str, ...]
    texts: Texts

    def get(self, *steps: str | int) -> Value:
        """A property that instances start with, as launch templates name it."""
        return self.launch.get(*self.prefix, *steps) if self.launch else Absent()

    def steps(self, *steps: str | int) -> tuple[str | int, ...]:
        """The steps to such a property, in ``launch``."""
        return (*self.prefix, *steps)

    @property
    def place(self) -> Resource:
        """Where what instances start with is written."""
        return self.launch or self.resource

    @cached_property
    def user_data(self) -> UserData:
        """What the instances are told."""
        value = self.get("UserData")
        return user_data(value, self.texts, cfn_init(self.launch, value, self.texts) if self.launch else None)

    @cached_property
    def image(self) -> Image:
        """What they are made of."""
        return image(self.get("ImageId"))

    @property
    def types(self) -> tuple[Value, ...]:
        """The instance types that they may have; none when that is not known."""
        policy = self.resource.get("MixedInstancesPolicy", "LaunchTemplate", "Overrides")
        listed = [self.resource.get("MixedInstancesPolicy", "LaunchTemplate", "Overrides", i) for i, _ in items(policy)]
        named = [
            self.resource.get("MixedInstancesPolicy", "LaunchTemplate", "Overrides", i, "InstanceType")
            for i, _ in enumerate(listed)
        ]
        if named:
            return () if any(isinstance(each, Absent) for each in named) else tuple(named)
        own = self.get("InstanceType")
        return () if isinstance(own, Absent) else (own,)

    @property
    def subnets(self) -> Value:
        """The subnets that they are placed in."""
        if self.resource.type == INSTANCE:
            subnet = self.resource.get("SubnetId")
            if isinstance(subnet, Absent):
                subnet = self.resource.get("NetworkInterfaces", 0, "SubnetId")
            return subnet if isinstance(subnet, Absent) else Listing((subnet,))
        return self.resource.get("VPCZoneIdentifier")

    @property
    def groups(self) -> Value:
        """Their security groups."""
        for steps in (("SecurityGroupIds",), ("SecurityGroups",), ("NetworkInterfaces", 0, "Groups")):
            if not isinstance(value := self.get(*steps), Absent):
                return value
        return self.get("NetworkInterfaces", 0, "GroupSet")

    @property
    def profile(self) -> Value:
        """The instance profile that they carry."""
        value = self.get("IamInstanceProfile")
        for key in ("Arn", "Name"):
            if self.launch is not None and self.launch.type == TEMPLATE:
                named = self.get("IamInstanceProfile", key)
                if not isinstance(named, Absent):
                    return named
        return value

    @property
    def role(self) -> Resource | None:
        """The role that their profile gives them, if both are created here."""
        profile = self.graph.target(self.profile, PROFILE)
        return self.graph.target(profile.get("Roles", 0), ROLE) if profile is not None else None

    def public_address(self, subnet: Resource | None) -> Truth:
        """Whether one in a subnet gets a public address: what it starts with says so, else the subnet."""
        for steps in (("NetworkInterfaces", 0, "AssociatePublicIpAddress"), ("AssociatePublicIpAddress",)):
            if not isinstance(value := self.get(*steps), Absent):
                return flag(value)
        return flag(subnet.get("MapPublicIpOnLaunch")) if subnet is not None else Truth.UNKNOWN

    @property
    def count_key(self) -> str:
        """The property that says how many there are."""
        key = "DesiredCapacity"
        return key if not isinstance(self.resource.get(key), Absent) else "MinSize"

    @property
    def wanted(self) -> int | None:
        """How many there are while nothing scales them."""
        return 1 if self.resource.type == INSTANCE else number(self.resource.get(self.count_key))

    @property
    def most(self) -> int | None:
        """How many there can be."""
        return 1 if self.resource.type == INSTANCE else number(self.resource.get("MaxSize"))

    @cached_property
    def scaled(self) -> Truth:
        """Whether anything else changes how many there are: scaling policies, schedules, managed scaling."""
        answer = Truth.NO
        for scaler in self.graph.of_type(*_SCALERS):
            target = self.graph.target(scaler.get("AutoScalingGroupName"), AUTO_SCALING)
            if target is self.resource or target is None:
                return Truth.UNKNOWN
        for provider in self.graph.of_type(PROVIDER):
            if group_of(self.graph, provider) is self.resource:
                managed = managed_scaling(provider)
                answer = managed if managed is not Truth.NO else answer
        return answer

    @property
    def limit(self) -> int | None:
        """How many there are at most, with whatever scales them."""
        return self.wanted if self.scaled is Truth.NO else self.most

    def __str__(self) -> str:
        return str(self.resource)


def group_of(graph: Graph, provider: Resource) -> Resource | None:
    """The Auto Scaling group of a capacity provider."""
    return graph.target(provider.get("AutoScalingGroupProvider", "AutoScalingGroupArn"), AUTO_SCALING)


def managed_scaling(provider: Resource) -> Truth:
    """Whether ECS scales the group of a capacity provider: only where Status says so.

    Source: CloudFormation Template Reference, AWS::ECS::CapacityProvider ManagedScaling, read 2026-11.
    """
    status = provider.get("AutoScalingGroupProvider", "ManagedScaling", "Status")
    if isinstance(status, Absent):
        whole = provider.get("AutoScalingGroupProvider", "ManagedScaling")
        return Truth.NO if isinstance(whole, Absent) else Truth.UNKNOWN
    word = literal(status)
    return Truth.UNKNOWN if word is None else Truth.YES if word == "ENABLED" else Truth.NO

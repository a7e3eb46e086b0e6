"""Hosts of ECS: what makes instances, what they start as, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.clusters import PROVIDER
from generator.ecs.hosts.cfn_init import cfn_init
from generator.ecs.hosts.host_images import Image, image
from generator.ecs.hosts.launches import launch
from generator.ecs.hosts.user_data import UserData, user_data
from generator.ecs.roles import ROLE
from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import Texts, literal, number, whole
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value

AUTO_SCALING, INSTANCE = "AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance"
TEMPLATE, CONFIGURATION = "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration"
PROFILE = "AWS::IAM::InstanceProfile"
_UNFOLLOWED = ("AWS::EC2::SpotFleet", "AWS::EC2::EC2Fleet")
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


class AllHosts:
    """Everything in a graph that makes instances."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.texts = Texts()
        self._of_task: dict[Task, tuple[Hosts, ...]] = {}

    @cached_property
    def all(self) -> tuple[Hosts, ...]:
        """Every group and instance, whatever it is for."""
        return tuple(self._read())

    @property
    def unfollowed(self) -> tuple[Resource, ...]:
        """What makes instances and is not followed."""
        return self.graph.of_type(*_UNFOLLOWED)

    def of_provider(self, provider: Resource) -> Hosts | None:
        """The hosts of a capacity provider; None when its group is not created here."""
        group = group_of(self.graph, provider)
        return next((each for each in self.all if each.resource is group), None) if group is not None else None

    def of_task(self, task: Task) -> tuple[Hosts, ...]:
        """The hosts that a task may run on, as far as they are known: those that join its cluster, or may."""
        known = self._of_task.get(task)
        if known is None:
            known = self._of_task[task] = self._find(task)
        return known

    def certain(self, task: Task) -> tuple[Hosts, ...]:
        """The hosts that certainly are those of a task."""
        cluster = launch(task).cluster
        return tuple(each for each in self.of_task(task) if self.joins(each, task, cluster) is Truth.YES)

    def _find(self, task: Task) -> tuple[Hosts, ...]:
        started = launch(task)
        if task.service is None or task.fargate is Truth.YES or started.elsewhere or started.doubt:
            return ()
        if started.providers is not None:
            found = [self.of_provider(provider) for provider in started.providers]
            return tuple(each for each in found if each is not None)
        joined = self._joining(task, started.cluster, Truth.YES)
        return joined or self._joining(task, started.cluster, Truth.UNKNOWN)

    def _joining(self, task: Task, cluster: Resource | None, verdict: Truth) -> tuple[Hosts, ...]:
        found = [each for each in self.all if each.launch is not None or for_ecs(each)]
        found = [each for each in found if self.joins(each, task, cluster) is verdict]
        if verdict is Truth.UNKNOWN or cluster is None:
            return tuple(each for each in found if for_ecs(each) or each.user_data.doubt)
        return tuple(found)

    def joins(self, hosts: Hosts, task: Task, cluster: Resource | None) -> Truth:
        """Whether hosts join the cluster of a service, by what their user data says."""
        told = hosts.user_data
        if told.unsubstituted:
            known = {each.logical_id for each in self.graph.resources} | {"AWS::StackName"}
            return Truth.NO if told.unsubstituted[2:-1].partition(".")[0] in known else Truth.UNKNOWN
        if told.cluster is None:
            return Truth.UNKNOWN
        own = task.service.get("Cluster") if task.service else Absent()
        wanted: list[Value] = [Literal("default")] if isinstance(own, Absent) else [own]
        if cluster is not None:
            name = cluster.get("ClusterName")
            wanted = [Reference(cluster.path, "Ref"), Reference(cluster.path, "Arn")]
            wanted += [] if isinstance(name, Absent) else [name]
        if any(self.texts.text(value) == told.cluster for value in wanted):
            return Truth.YES
        if all(isinstance(value, Literal) for value in wanted):
            return Truth.NO if whole(told.cluster) else Truth.UNKNOWN
        if whole(told.cluster) and cluster is not None:
            name = cluster.get("ClusterName")
            return Truth.NO if isinstance(name, Absent | Literal) else Truth.UNKNOWN
        other = self._cluster_marked(told.cluster)
        return Truth.NO if other is not None and cluster is not None and other is not cluster else Truth.UNKNOWN

    def _cluster_marked(self, text: str) -> Resource | None:
        for cluster in self.graph.of_type("AWS::ECS::Cluster"):
            if self.texts.text(Reference(cluster.path, "Ref")) == text:
                return cluster
        return None

    def _read(self) -> Iterator[Hosts]:
        for resource in self.graph.of_type(AUTO_SCALING):
            launch, prefix = self._launch_of(resource)
            yield Hosts(self.graph, resource, launch, prefix, self.texts)
        for resource in self.graph.of_type(INSTANCE):
            named = [resource.get("LaunchTemplate", key) for key in ("LaunchTemplateId", "LaunchTemplateName")]
            templated = any(not isinstance(each, Absent) for each in named)
            yield Hosts(self.graph, resource, None if templated else resource, (), self.texts)

    def _launch_of(self, group: Resource) -> tuple[Resource | None, tuple[str, ...]]:
        configured = self.graph.target(group.get("LaunchConfigurationName"), CONFIGURATION)
        if configured is not None:
            return configured, ()
        for way in (
            ("LaunchTemplate",),
            ("MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification"),
        ):
            for key in ("LaunchTemplateId", "LaunchTemplateName"):
                template = self.graph.target(group.get(*way, key), TEMPLATE)
                if template is not None:
                    return template, ("LaunchTemplateData",)
        return None, ()


def for_ecs(hosts: Hosts) -> bool:
    """Whether hosts are certainly meant for ECS: their user data, image or a capacity provider says so."""
    if hosts.user_data.told or hosts.image.agent is Truth.YES:
        return True
    return any(group_of(hosts.graph, provider) is hosts.resource for provider in hosts.graph.of_type(PROVIDER))

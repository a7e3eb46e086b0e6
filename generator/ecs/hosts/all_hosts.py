"""All hosts of a graph, and which of them a task may run on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.ecs.clusters import PROVIDER
from generator.ecs.hosts.hosts import AUTO_SCALING, CONFIGURATION, INSTANCE, TEMPLATE, Hosts, group_of
from generator.ecs.hosts.launches import launch
from generator.ecs.tasks import Task
from generator.ecs.texts import Texts, whole
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

_UNFOLLOWED = ("AWS::EC2::SpotFleet", "AWS::EC2::EC2Fleet")


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
            offered = [self.of_provider(provider) for provider in started.providers]
            return tuple(hosts for hosts in offered if hosts is not None)
        joined = self._joining(task, started.cluster, Truth.YES)
        return joined or self._joining(task, started.cluster, Truth.UNKNOWN)

    def _joining(self, task: Task, cluster: Resource | None, verdict: Truth) -> tuple[Hosts, ...]:
        launched = [hosts for hosts in self.all if hosts.launch is not None or for_ecs(hosts)]
        joining = [hosts for hosts in launched if self.joins(hosts, task, cluster) is verdict]
        if verdict is Truth.UNKNOWN or cluster is None:
            return tuple(hosts for hosts in joining if for_ecs(hosts) or hosts.user_data.doubt)
        return tuple(joining)

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

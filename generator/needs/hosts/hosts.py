"""Are there hosts for the tasks of a service, which join its cluster and are given tasks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.awsdata.deployments import minimum_healthy
from generator.ecs.hosts.all_hosts import AllHosts, for_ecs
from generator.ecs.hosts.host_ports import fixed_ports
from generator.ecs.hosts.hosts import Hosts, managed_scaling
from generator.ecs.hosts.launches import Launch, has_host_row, launch
from generator.ecs.hosts.user_data import DEFAULT
from generator.ecs.tasks import Task
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, all_of, any_of, no, unknown, yes
from generator.needs.calls import Wanted
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.hosts.host_launch import instances_start
from generator.needs.hosts.host_metadata import reads_metadata
from generator.needs.hosts.host_network import reaches_ecs, rows_of_hosts
from generator.needs.hosts.host_role import may_register
from generator.needs.hosts.host_room import count, gpu_there, has_room
from generator.needs.hosts.placement import placed
from generator.needs.row import Need
from generator.stack import Absent, Reference, Resource, shown


@dataclass(frozen=True)
class HostsMissing(Fault):
    """A service is started on hosts of its cluster, and there are none.

    ``variant`` is ``none``, or ``zero`` when a group is told to have none.
    """

    variant: str
    cluster: str
    hosts: str = ""
    key: str = ""


@dataclass(frozen=True)
class HostsJoinElsewhere(Fault):
    """User data has hosts join another cluster than that of the service.

    ``variant`` is ``named`` when it names another, ``default`` when it names none, and ``text`` when the name is
    written as for Fn::Sub, and is not within it.
    """

    variant: str
    hosts: str
    cluster: str
    named: str


@dataclass(frozen=True)
class AgentMissing(Fault):
    """The image of hosts is one without the agent of ECS, and nothing installs it."""

    hosts: str
    image: str
    cluster: str


@dataclass(frozen=True)
class HostPortStuck(Fault):
    """A deployment finds no host with a free port, and may stop no task first."""

    port: int
    hosts: str
    most: int
    desired: int
    least: int


def by_its_network(
    context: Context, task: Task, want: Wanted, rows: Callable[[Context, Task, Wanted], Iterator[tuple[Need, Answer]]]
) -> Iterator[tuple[Need, Answer]]:
    """The rows of what starts a task, by the network that decides them: its own on Fargate, on EC2 that of its hosts.

    Source: ECS Developer Guide, "Amazon ECS task networking options for EC2": the agent's traffic uses the primary
    interface of the instance, in the awsvpc mode as well; read 2026-11.
    """
    if task.fargate is not Truth.NO:
        yield from rows(context, task, want)
        return
    yield from rows_of_hosts(context, task, context.hosts.certain(task), lambda sender: rows(context, sender, want))


def host_rows(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for the hosts of a service that is not started on Fargate."""
    started = launch(task)
    if has_host_row(task, started):  # Else whether it is on hosts at all is told by the row of the start.
        yield Need("host", 27, "hosts join the cluster and have room for the tasks"), _answer(context, task, started)


def _answer(context: Context, task: Task, started: Launch) -> Answer:
    if started.doubt:
        return unknown(started.doubt)
    if started.providers is not None:
        return all_of(_of_provider(context, task, started, provider) for provider in started.providers)
    every = context.hosts
    judged = context.hosts.of_task(task)
    if judged:
        return any_of([all_of(_of_hosts(context, task, started, each, len(judged) == 1)) for each in judged])
    return _missing(context, task, started, every)


def _missing(context: Context, task: Task, started: Launch, every: AllHosts) -> Answer:
    """Answer for a cluster that nothing joins here."""
    if started.cluster is None or task.service is None:
        cluster = task.service.get("Cluster") if task.service else Absent()
        return unknown(f"the hosts of the cluster ({shown(cluster)}) are not created in these templates")
    if every.unfollowed:
        return unknown(f"what {every.unfollowed[0]} starts is not followed here")
    if unread := [each for each in every.all if each.launch is None]:
        return unknown(f"what {unread[0]} starts its instances from is not created in these templates")
    astray = [each for each in every.all if for_ecs(each)]
    strange = [each for each in astray if not _is_another_of_these(context, each)]
    if strange:
        return all_of(no(_elsewhere(task, each, started.cluster)) for each in strange)
    if reasons := context.graph.open_reasons(started.cluster):
        return unknown(f"hosts of {started.cluster} may be made elsewhere: {reasons[0]}")
    read_with_its_hosts = "live" in (
        started.cluster.body.get("Metadata") or {}
    )  # from an account, and not to be joined
    if not read_with_its_hosts and not isinstance(started.cluster.get("ClusterName"), Absent):
        return unknown(f"{started.cluster} has a name, by which hosts of another stack may join it")
    if number(task.service.get("DesiredCount")) == 0:
        return unknown(f"no task of {task.name} is wanted yet, and {started.cluster} has no hosts here")
    return no(HostsMissing(task.service, (), (task.name,), "none", str(started.cluster)))


def _is_another_of_these(context: Context, hosts: Hosts) -> bool:
    """Whether hosts belong to another cluster of these templates, and so are rightly elsewhere."""
    for cluster in context.graph.of_type("AWS::ECS::Cluster"):
        names = [Reference(cluster.path, "Ref"), cluster.get("ClusterName")]
        if any(hosts.texts.text(name) == hosts.user_data.cluster for name in names if not isinstance(name, Absent)):
            return True
    return False


def _elsewhere(task: Task, hosts: Hosts, cluster: Resource | None) -> HostsJoinElsewhere:
    told = hosts.user_data
    own = str(cluster) if cluster else shown(task.service.get("Cluster")) if task.service else ""
    variant = "text" if told.unsubstituted else "named" if told.told else "default"
    named = told.unsubstituted or hosts.texts.shown(told.cluster or DEFAULT)
    return HostsJoinElsewhere(hosts.place, hosts.steps("UserData"), (task.name,), variant, str(hosts), own, named)


def _of_provider(context: Context, task: Task, started: Launch, provider: Resource) -> Answer:
    hosts = context.hosts.of_provider(provider)
    if hosts is None:
        return unknown(f"the Auto Scaling group of {provider} is not created in these templates")
    verdict = context.hosts.joins(hosts, task, started.cluster)
    if verdict is Truth.NO:
        return no(_elsewhere(task, hosts, started.cluster))
    return all_of(_of_hosts(context, task, started, hosts, len(started.providers or ()) == 1, provider))


def _of_hosts(
    context: Context, task: Task, started: Launch, hosts: Hosts, alone: bool, provider: Resource | None = None
) -> Iterator[Answer]:
    yield yes(f"{hosts} joins {started.cluster or 'the cluster'}")
    if hosts.launch is None:
        yield unknown(f"what {hosts} starts its instances from is not created in these templates")
        return
    if context.hosts.joins(hosts, task, started.cluster) is not Truth.YES:
        doubt = hosts.user_data.doubt or "the name in UserData is not known here"
        yield unknown(f"whether {hosts} joins the cluster of {task.name} is not known here: {doubt}")
    if doubts := context.edge.around(hosts.resource, ("host", "way", "name")):
        yield unknown(*doubts)
    if task.service is not None and context.waiting.precedes(task.service, hosts.resource):
        yield unknown(f"{hosts} is created when {task.service} is complete, and that waits for its tasks")
    yield from _number(task, hosts, started, provider)
    yield from _agent(task, hosts, started)
    yield from reads_metadata(task, hosts)
    yield from instances_start(task, hosts)
    yield from may_register(context, task, hosts)
    yield from reaches_ecs(context, task, hosts)
    yield from gpu_there(task, hosts)
    yield from placed(task, hosts)
    if alone:
        yield from has_room(task, hosts)
        yield from _deploys(task, hosts)


def _number(task: Task, hosts: Hosts, started: Launch, provider: Resource | None) -> Iterator[Answer]:
    """Whether there are any: a launch type asks for none, and a capacity provider only with managed scaling."""
    scaled = hosts.scaled if provider is None else managed_scaling(provider)
    if provider is not None and scaled is Truth.NO:
        scaled = hosts.scaled
    words = (str(started.cluster or "the cluster"), str(hosts))
    if hosts.most == 0:
        yield no(HostsMissing(hosts.resource, ("MaxSize",), (task.name,), "zero", *words, "MaxSize"))
    elif hosts.wanted == 0 and (provider is None or scaled is not Truth.YES):
        if scaled is Truth.NO and number(task.service.get("DesiredCount") if task.service else Absent()) != 0:
            steps = (hosts.count_key,)
            yield no(HostsMissing(hosts.resource, steps, (task.name,), "zero", *words, hosts.count_key))
        else:
            yield unknown(f"{hosts} begins with no instance, and when it has one is not known here")
    elif hosts.wanted is None and (provider is None or scaled is not Truth.YES):
        yield unknown(f"how many instances {hosts} has is not known here")


def _agent(task: Task, hosts: Hosts, started: Launch) -> Iterator[Answer]:
    image = hosts.image
    if image.agent is Truth.NO and not hosts.user_data.installs:
        words = (str(hosts), image.parameter, str(started.cluster or "the cluster"))
        yield no(AgentMissing(hosts.place, hosts.steps("ImageId"), (task.name,), *words))
    elif image.agent is Truth.NO:
        yield unknown(f"whether UserData of {hosts} installs the agent on {image.parameter} is not decided here")
    elif image.agent is Truth.UNKNOWN:
        yield unknown(f"whether the image of {hosts} ({shown(hosts.get('ImageId'))}) has the agent is not known here")


def _deploys(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Whether a deployment can replace tasks that take a port of their host: a free host, or a task that may stop.

    Source: ECS Developer Guide, "Service event messages": "is already using a port required by your task"; read
    2026-11.
    """
    ports, desired, most = fixed_ports(task), count(task), hosts.limit
    service = task.service
    if not ports or not desired or most is None or service is None or most != desired:
        return
    percent = least_kept(service, desired)
    if percent is not None:
        steps = ("DeploymentConfiguration", "MinimumHealthyPercent")
        yield no(HostPortStuck(service, steps, (task.name,), ports[0][1], str(hosts), most, desired, percent))


def least_kept(service: Resource, desired: int) -> int | None:
    """MinimumHealthyPercent, where it lets a deployment by ECS stop none of the tasks first; else None."""
    kind = service.get("DeploymentController", "Type")
    if not isinstance(kind, Absent) and literal(kind) != "ECS":
        return None
    least = service.get("DeploymentConfiguration", "MinimumHealthyPercent")
    percent = minimum_healthy().default if isinstance(least, Absent) else number(least)
    kept = percent is not None and minimum_healthy().tasks(desired, percent) >= desired
    return percent if kept else None

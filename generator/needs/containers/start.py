"""Does ECS accept a task definition, and start and keep what is in it: everything that no row of its own asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.ecs.clusters import CLUSTER
from generator.ecs.containers.functions_in_text import unsubstituted
from generator.ecs.hosts.launches import Launch, has_host_row, launch
from generator.ecs.network.names import DISCOVERY, namespace_of, record_types
from generator.ecs.network.subnets import SUBNET
from generator.ecs.network.zones import ZONE_OF_REGION, zone
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.containers.cannot_run import cannot_run
from generator.needs.containers.dependencies import order_of_containers
from generator.needs.containers.doubtful_images import doubtful_images
from generator.needs.containers.doubtful_values import doubtful_values
from generator.needs.containers.ends_at_once import ends_at_once
from generator.needs.containers.kernel_parameters import kernel_parameter_answers
from generator.needs.containers.looks_elsewhere import looks_elsewhere
from generator.needs.containers.mounts_over import mounts_over
from generator.needs.containers.open_files import open_files
from generator.needs.containers.other_port import other_port
from generator.needs.containers.ports_twice import ports_twice
from generator.needs.containers.routers import router_answers
from generator.needs.containers.runs_for_ever import runs_for_ever
from generator.needs.containers.sizes import too_small
from generator.needs.containers.told_to_run import told_to_run
from generator.needs.containers.values_of_nothing import storage_key_shut, values_of_nothing
from generator.needs.containers.waits_in_vain import waits_in_vain
from generator.needs.containers.windows import windows_answers
from generator.needs.hosts.host_room import asks_for_gpu
from generator.needs.hosts.placement import unplaced
from generator.needs.row import Need
from generator.needs.services.deployment_alarms import alarm_answers
from generator.needs.stores.ssl_modes import ssl_modes
from generator.refusals.refusal import Idle, Never
from generator.stack import Absent, Literal, Value, shown

_WITHOUT_FARGATE = ("use1-az3", "apne1-az3", "cac1-az3", "cac1-az4", "cnn1-az3", "cnn1-az4", "usw1-az2")

_MOST = 8
"""How many reasons are told; one is enough."""

START = "start"
"""The name of the row. The edge of the models, or an error that a check finds, takes its yes back."""


def start_needs(task: Task, refused: Iterable[str] = ()) -> Iterator[tuple[Need, Answer]]:
    """One row: that nothing in the task, or in what it uses, keeps it from starting.

    ``refused`` is what may be refused anywhere in the stack, which is then rolled back with all of its tasks.
    """
    need = Need(START, 11, "ECS accepts the definition, and starts and keeps its containers")
    answers = [yes(f"nothing in {task.name}, or in what it uses, is known to keep it from starting")]
    if not task.started:
        answers.append(unknown(f"no service starts {task.name}, and the network that it is started in is not followed"))
    elif task.fargate is not Truth.YES and (started := launch(task)) and _is_told_here(task, started):
        answers.append(unknown(f"{task.name} is not known to run on Fargate, or on hosts that are looked at"))
    answers += [unknown(f"{resource}: {key.said_of(resource.type)}") for resource, key in task.graph.misspelt]
    answers += [unknown(_told(what)) for what in islice(filter(_is_about_tasks, refused), _MOST)]
    answers += [answer for container in task.containers for answer in _host_ports(task, container)]
    answers += [answer for container in task.containers for answer in _unsubstituted(container)]
    answers += [*doubtful_values(task), *ends_at_once(task), *cannot_run(task)]
    answers += values_of_nothing(task)
    answers += storage_key_shut(task)
    answers += [*looks_elsewhere(task), *runs_for_ever(task), *ssl_modes(task)]
    answers += [
        *told_to_run(task),
        *waits_in_vain(task),
        *open_files(task),
        *mounts_over(task),
        *doubtful_images(task),
        *other_port(task),
    ]
    answers += [*_zones(task), *_registered(task), *_default_cluster(task)]
    answers += [*order_of_containers(task), *router_answers(task), *windows_answers(task)]
    answers += kernel_parameter_answers(task)
    answers += alarm_answers(task)
    answers += [*_of_hosts_unseen(task), *_no_gpu(task)]
    answers += [no(fault) for fault in (*too_small(task), *ports_twice(task))]
    yield need, all_of(answers)


def _is_about_tasks(what: str) -> bool:
    """Whether tasks are perhaps kept from starting by it: not by an alarm, or a state that waits after they started."""
    return not isinstance(what, Never) or what.resource.type.startswith("AWS::Events::")


def _told(what: str) -> str:
    """Say what may be refused, and of the rest what it is: it is taken, and nothing comes of it."""
    return str(what) if isinstance(what, Idle | Never) else f"{what}: the stack is perhaps refused"


def _of_hosts_unseen(task: Task) -> Iterator[Answer]:
    """What is asked of hosts, where none have a row that could say whether they have it."""
    if task.fargate is Truth.YES or has_host_row(task, launch(task)):
        return
    yield from unplaced(task)
    if any(asks_for_gpu(container) for container in task.containers):
        yield unknown(f"whether any host of {task.name} has a GPU is not known here")


def _no_gpu(task: Task) -> Iterator[Answer]:
    """What else a container may ask of its host: an accelerator of Elastic Inference, which AWS has ended."""
    key = "ResourceRequirements"
    for container in task.containers:
        kinds = [literal(container.get(key, at, "Type")) for at, _ in items(container.get(key))]
        if set(kinds) - {"GPU"}:
            yield unknown(f"whether a host has what ResourceRequirements of {container.name} ask for is not known here")


def _is_told_here(task: Task, started: Launch) -> bool:
    """Whether hosts have no row of their own, which says what is not known of them."""
    return started.elsewhere or (bool(started.doubt) and task.fargate is Truth.UNKNOWN)


def _host_ports(task: Task, container: Container) -> Iterator[Answer]:
    """With awsvpc and host a host port has to be the container's; otherwise it is one of the host, which may be taken.

    That a template breaks the first is said by cfn-lint's own E3053. Source: Amazon ECS API Reference, PortMapping,
    hostPort; read 2026-11.
    """
    for index, _ in items(container.get("PortMappings")):
        steps = ("PortMappings", index)
        host, inside = container.get(*steps, "HostPort"), container.get(*steps, "ContainerPort")
        if isinstance(host, Absent) or _is_number(host, 0) or host == inside:
            continue
        written = isinstance(host, Literal) and isinstance(inside, Literal)
        if written and (mode := _network_mode(task)) in ("awsvpc", "host"):
            yield unknown(f"host port {host} of {container.name} is not its port {inside}: {mode} takes no other")
        elif task.fargate is not Truth.NO or not isinstance(host, Literal):
            yield unknown(f"whether the host port of {container.name} is free, or its own port, is not known here")


def _network_mode(task: Task) -> str | None:
    written = literal(task.definition.get("NetworkMode")) if task.definition is not None else None
    return "awsvpc" if task.awsvpc is Truth.YES else written


def _unsubstituted(container: Container) -> Iterator[Answer]:
    for name in dict.fromkeys(unsubstituted(container)):
        yield unknown(f"the health check of {container.name} has ${{{name}}} outside of Fn::Sub, which the shell reads")


def _zones(task: Task) -> Iterator[Answer]:
    """Tasks on Fargate start in the zones of a Region, and in no Local Zone; in some Regions not in each zone.

    Source: ECS Developer Guide, "AWS Fargate Regions", read 2026-11: Fargate is in no Local Zone, and in the Regions
    that are listed here in the zones that are named only.
    """
    if task.fargate is not Truth.YES:
        return
    for _, value in items(task.subnets):
        subnet = task.graph.target(value, SUBNET)
        named = zone(subnet) if subnet else None
        if not isinstance(named, Literal) or not named.text:
            continue
        region = literal(task.graph.pseudo("AWS::Region"))
        by_name = named.text[-1].isalpha()
        foreign = by_name and region is not None and named.text[:-1] != region
        if not ZONE_OF_REGION.fullmatch(named.text) or foreign or named.text in _WITHOUT_FARGATE:
            yield unknown(
                f"{subnet} is in {named.text}, which is not known to be a zone for Fargate in {region or 'a Region'}"
            )


def _registered(task: Task) -> Iterator[Answer]:
    """A registry may name the container whose port it keeps, which has to be one of the definition.

    Source: Amazon ECS API Reference, ServiceRegistry (one of Port and ContainerPort); terraform-aws-ecs-fargate of
    umotif-public #25 (records of type A "do not require a value for 'containerPort'"); terraform-provider-aws #3906 ("A
    port was provided but is not required by the specified service registry"); read 2026-11.
    """
    service = task.service
    names = {container.get("Name") for container in task.containers}
    for index, _ in items(service.get("ServiceRegistries")) if service else ():
        assert service is not None
        steps = ("ServiceRegistries", index)
        named, port, own = (service.get(*steps, key) for key in ("ContainerName", "ContainerPort", "Port"))
        if not isinstance(named, Absent) and named not in names:
            yield unknown(f"whether {shown(named)}, which {task.name} registers, is one of its containers is not known")
        if doubt := _addressed(service.get(*steps, "RegistryArn"), task):
            yield unknown(doubt)
        if isinstance(port, Absent) and isinstance(own, Absent):
            continue
        if not isinstance(port, Absent) and not isinstance(own, Absent):
            yield unknown(f"{task.name} registers a Port and the port of a container, and ECS takes only one of them")
        discovery = task.graph.target(service.get(*steps, "RegistryArn"), DISCOVERY)
        types = record_types(discovery) if discovery else None
        if types is not None and "SRV" not in types:
            yield unknown(f"{task.name} registers a port with {discovery}, whose records hold none")


def _default_cluster(task: Task) -> Iterator[Answer]:
    """A service that names no cluster is made in the one called default, if there is one.

    Source: ECS API Reference, CreateService, cluster ("the default cluster is assumed"), ClusterNotFoundException;
    read 2026-11.
    """
    service = task.service
    if service is None:
        return
    named, clusters = service.get("Cluster"), task.graph.of_type(CLUSTER)
    if isinstance(named, Literal) and re.fullmatch(r"[A-Za-z0-9_-]+", named.text):
        own = [each.get("ClusterName") for each in clusters]
        if own and all(isinstance(each, Absent | Literal) and each != named for each in own):
            made = ", ".join(map(str, clusters))
            yield unknown(f"{service} names the cluster {named}, and whether there is one, beside {made}, is not known")
    if not isinstance(named, Absent):
        return
    if clusters and not any(literal(each.get("ClusterName")) == "default" for each in clusters):
        made = ", ".join(map(str, clusters))
        yield unknown(
            f"{service} names no Cluster, and whether there is one called default, beside {made}, is not known"
        )


def _addressed(registry: Value, task: Task) -> str:
    """Say what of a Cloud Map service may keep tasks from being registered; empty when nothing is known to.

    Source: Cloud Map API Reference, CreateService, HealthCheckConfig (public DNS and HTTP namespaces only), and
    RegisterInstance, AWS_INSTANCE_IPV6 (needed for records of type AAAA); read 2026-11.
    """
    discovery = task.graph.target(registry, DISCOVERY)
    if discovery is None:
        return ""
    if namespace_of(task.graph, discovery) and not isinstance(discovery.get("HealthCheckConfig"), Absent):
        return f"{discovery} has HealthCheckConfig, which is not for private namespaces"
    if "AAAA" in (record_types(discovery) or ()):
        return f"whether tasks of {task.name} have an address of IPv6, which {discovery} registers, is not known here"
    return ""


def _is_number(value: Value, number: int) -> bool:
    return isinstance(value, Literal) and value.integer == number

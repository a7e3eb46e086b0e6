"""The matrix: for every task and every need, yes, no or unknown, and because of what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.awsdata.edge import Kind
from generator.crash import Watch, message
from generator.ecs.starters import EXPRESS
from generator.ecs.tasks import Task
from generator.logic import Answer, Cause, unknown
from generator.needs.agent.environment_files import file_paths, file_permissions
from generator.needs.agent.images import pull_permissions, registry_paths
from generator.needs.agent.logs import log_paths, write_permissions
from generator.needs.agent.roles import role_trust
from generator.needs.agent.routed_logs import routed_log_rows
from generator.needs.agent.secrets import read_permissions, secret_paths
from generator.needs.apis.api_calls import api_needs
from generator.needs.balancing.balancers import balancing_needs
from generator.needs.balancing.public_names import public_name_needs
from generator.needs.calls import wanted
from generator.needs.containers.ca_bundle import ca_bundle_needs
from generator.needs.containers.health import health_needs
from generator.needs.containers.start import start_needs
from generator.needs.containers.temporary_files import temporary_file_needs
from generator.needs.context import Context
from generator.needs.files.managed_volumes import managed_volume_needs
from generator.needs.files.mounts import mount_rows
from generator.needs.hosts.hosts import by_its_network, host_rows
from generator.needs.row import Need, Proof
from generator.needs.services.callers import caller_needs
from generator.needs.services.connect_calls import connect_call_needs
from generator.needs.services.deployments import deployment_needs
from generator.needs.services.lattice import lattice_needs
from generator.needs.services.managed_instances import managed_instance_needs
from generator.needs.services.names import naming_needs
from generator.needs.services.service_connect import connect_needs
from generator.needs.services.told_hosts import told_host_needs
from generator.needs.starters.starters import starter_rows
from generator.needs.stores.databases import database_needs
from generator.needs.stores.stores import store_needs
from generator.stack import Graph
from generator.step import Step, silent

REACHED: tuple[Kind, ...] = ("way", "name")
SERVED: tuple[Kind, ...] = ("served",)
ALLOWED: tuple[Kind, ...] = ("permission",)
HOSTED: tuple[Kind, ...] = ("host", "way", "name")
USED: tuple[Kind, ...] = ("way", "name", "permission", "use")
STARTED: tuple[Kind, ...] = ("start", "pull")
"""What the edge of the models can turn to no in the rows of a kind."""


def task_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """Ask for everything that a task needs, in the order of the matrix."""
    if task.unreadable:
        yield Need("task definition", 1, "tells what the tasks need"), unknown(task.unreadable)
        yield from context.edge.limit(task, STARTED, starter_rows(context, task))
        return
    want = wanted(task)
    edge = context.edge
    wrong: list[Cause] = []
    for paths in (registry_paths, secret_paths, file_paths, log_paths):
        rows = list(by_its_network(context, task, want, paths))
        wrong += [cause for _, answer in rows for cause in answer.causes]
        yield from edge.limit(task, REACHED, rows)
    yield from edge.limit(task, (*ALLOWED, "pull"), pull_permissions(context, task, want))
    yield from edge.limit(task, ALLOWED, read_permissions(context, task, want))
    yield from edge.limit(task, ALLOWED, file_permissions(context, task, want))
    yield from edge.limit(task, ALLOWED, write_permissions(context, task, want))
    yield from edge.limit(task, (*ALLOWED, *REACHED), routed_log_rows(context, task))
    yield from edge.limit(task, ALLOWED, role_trust(context, task, want))
    yield from edge.limit(task, (*REACHED, "start"), mount_rows(context, task))
    yield from edge.limit(task, HOSTED, host_rows(context, task))
    yield from edge.limit(task, USED, api_needs(context, task, want, wrong))
    yield from health_needs(context, task)
    yield from temporary_file_needs(context, task)
    if task.started:
        yield from edge.limit(task, (*REACHED, "database"), database_needs(context, task))
        yield from edge.limit(task, (*REACHED, "store"), store_needs(context, task))
        yield from ca_bundle_needs(context, task)
        yield from edge.limit(task, REACHED, naming_needs(context, task))
        yield from told_host_needs(context, task)
        yield from edge.limit(task, REACHED, connect_needs(context, task))
        yield from edge.limit(task, REACHED, connect_call_needs(context, task))
        yield from edge.limit(task, (*REACHED, *SERVED), public_name_needs(context, task))
        yield from edge.limit(task, SERVED, balancing_needs(context, task))
        yield from edge.limit(task, SERVED, caller_needs(context, task))
        yield from edge.limit(task, SERVED, lattice_needs(context, task))
        yield from deployment_needs(context, task)
        yield from managed_volume_needs(context, task)
        yield from managed_instance_needs(context, task)
    if task.starter is not None and task.starter.resource.type == EXPRESS:
        yield _made_by_ecs(task)
    yield from edge.limit(task, (*ALLOWED, "start"), starter_rows(context, task))
    yield from edge.limit(task, STARTED, start_needs(task, context.template_faults, context.seldom_set))


def _made_by_ecs(task: Task) -> tuple[Need, Answer]:
    """The row of what no template says of an Express service."""
    doubt = f"ECS makes the load balancer, its listener, target group and groups for {task.name}, and none is seen"
    return Need("load balancer", 1, "it sends requests to the tasks"), unknown(doubt)


class Prover:
    """Asks for every need of every task of one graph, once. With a ``watch``, a failing task takes no other along.

    ``step`` hears how many tasks are done.
    """

    def __init__(self, graph: Graph, watch: Watch | None = None, step: Step = silent) -> None:
        self.graph = graph
        self.watch = watch
        self.step = step
        self.context = Context(graph)

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """The whole matrix, task by task."""
        return tuple(
            Proof(task.place.root, task.name, need, answer)
            for task in self._counted()
            for need, answer in self._watched(task)
        )

    def _counted(self) -> Iterator[Task]:
        for done, task in enumerate(self.context.tasks):
            self.step("tasks", done, len(self.context.tasks))
            yield task

    def _watched(self, task: Task) -> Iterator[tuple[Need, Answer]]:
        """The needs of a task as far as they can be asked for; what is missing then is a row of its own."""
        try:
            yield from task_needs(self.context, task)
        except Exception as error:
            if self.watch is None:
                raise
            yield Need("all other needs", 0, "the proof did not get to them"), unknown(message([self.watch.saw(error)]))

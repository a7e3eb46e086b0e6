"""The matrix: for every task and every need, yes, no or unknown, and because of what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.crash import Watch, message
from generator.ecs.registries import Origin
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, Truth, all_of, unknown, yes
from generator.needs.balancers import balancing_needs
from generator.needs.ca_bundle import ca_bundle_needs
from generator.needs.calls import Wanted, asked_through, log_actions, needs_network, pull_actions, read_actions, wanted
from generator.needs.context import Context
from generator.needs.databases import database_needs
from generator.needs.endpoint_policies import admitted
from generator.needs.health import health_needs
from generator.needs.names import naming_needs
from generator.needs.public_images import reaches, registry_of
from generator.needs.row import Need, Proof
from generator.needs.secret_keys import has_key
from generator.needs.temporary_files import temporary_file_needs
from generator.stack import Absent, Graph

PULL, READ = "pull its image", "read secrets when it starts"


class Prover:
    """Answers every question about one graph, each once. With a ``watch``, a task that fails takes no other with it."""

    def __init__(self, graph: Graph, watch: Watch | None = None) -> None:
        self.graph = graph
        self.watch = watch
        self.context = Context(graph)
        self.reach = self.context.reach
        self.permissions = self.context.permissions

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """The whole matrix, task by task."""
        return tuple(
            Proof(task.place.root, task.name, need, answer)
            for task in self.context.tasks
            for need, answer in self._watched(task)
        )

    def _watched(self, task: Task) -> Iterator[tuple[Need, Answer]]:
        """Give the needs of a task as far as they can be asked for; what is missing then is a row of its own."""
        try:
            yield from self._of(task)
        except Exception as error:
            if self.watch is None:
                raise
            yield Need("all other needs", 0, "the proof did not get to them"), unknown(message([self.watch.saw(error)]))

    def _of(self, task: Task) -> Iterator[tuple[Need, Answer]]:
        if task.unreadable:
            yield Need("task definition", 1, "tells what the tasks need"), unknown(task.unreadable)
            return
        want = wanted(task)
        if task.service is not None and needs_network(task):
            yield from self._network(task, want)
        yield from self._permissions(task, want)
        yield from health_needs(self.context, task)
        yield from temporary_file_needs(self.context, task)
        if task.service is not None:
            yield from database_needs(self.context, task)
            yield from ca_bundle_needs(self.context, task)
            yield from naming_needs(self.context, task)
            yield from balancing_needs(self.context, task)

    def _network(self, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
        """Give what goes through the network of the tasks themselves.

        On EC2 the instance pulls images, reads secrets and sends logs, through a network of its own; ECS Exec does not.
        """
        for need, answer in self._started(task, want) if task.fargate is not Truth.NO else ():
            if task.fargate is Truth.UNKNOWN and answer.verdict is Truth.NO:
                answer = unknown(
                    f"whether {task.name} runs on Fargate, where its own network decides, is not known here"
                )
            yield need, answer
        if task.exec_enabled is Truth.YES:
            yield Need("ssmmessages", 1, "ECS Exec opens sessions"), self.reach.api(task, "ssmmessages")

    def _started(self, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
        for container, found in want.origins:
            yield from self._image(task, want, container, found)
        for api in sorted({one.api for _, one in want.secrets if one.api}):
            yield Need(api, 1, f"tasks {READ}"), self._reached(task, want, api)
        if want.logs:
            yield Need("logs", 2, "tasks send their output to CloudWatch Logs"), self._reached(task, want, "logs")

    def _reached(self, task: Task, want: Wanted, api: str) -> Answer:
        """Answer whether tasks get to an API, and whether the endpoint on their way lets them do what they have to."""
        answer = self.reach.api(task, api)
        if answer.verdict is not Truth.YES:
            return answer
        role = task.role("ExecutionRoleArn")
        limit = admitted(self.reach, task, role, api, asked_through(task, want, api))
        return answer if limit is None else all_of((answer, limit))

    def _image(self, task: Task, want: Wanted, container: Container, found: Origin) -> Iterator[tuple[Need, Answer]]:
        if found.kind == "public":
            if registry := registry_of(container):
                yield Need(registry, 1, f"tasks {PULL}"), reaches(self.reach, task, container, registry)
            return
        for api in ("ecr.api", "ecr.dkr", "s3"):
            answer = self._reached(task, want, api)
            if found.kind == "unknown" and answer.verdict is not Truth.NO:
                continue
            yield Need(api, 1, f"tasks {PULL}"), answer

    def _permissions(self, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
        allowed = self.permissions.allowed
        asked = False
        for container, found in want.origins:
            if found.kind == "ecr":
                asked = True
                answers = [allowed(task, "ExecutionRoleArn", action) for action in pull_actions(found)]
                yield Need(f"image of {container.name}", 3, "the execution role pulls it"), all_of(answers)
        for container, one in want.secrets:
            asked = True
            answers = [allowed(task, "ExecutionRoleArn", action) for action in read_actions(task, one)]
            answer = (
                all_of(answers) if answers else unknown(f"where {one.name} comes from is not known here: {one.arn}")
            )
            key = has_key(task, container, one)
            answer = answer if key is None else all_of((answer, key))
            yield Need(f"{one.name} of {container.name}", 3, "the execution role reads it"), answer
        for container, group in want.logs:
            asked = True
            answers = [
                allowed(task, "ExecutionRoleArn", act, rule) for act, rule in log_actions(task, container, group)
            ]
            answer = all_of(answers) if answers else yes(f"{container.name} writes no log that can be named")
            yield Need(f"log of {container.name}", 3, "the execution role writes it"), answer
        for kind in ("ExecutionRoleArn", "TaskRoleArn"):
            if not isinstance(task.role(kind), Absent) and (asked or kind == "TaskRoleArn"):
                yield Need(f"trust in {kind}", 3, "ECS assumes the role"), self.permissions.trusted(task, kind)


def prove(graph: Graph) -> tuple[Proof, ...]:
    """Prove one graph."""
    return Prover(graph).proofs

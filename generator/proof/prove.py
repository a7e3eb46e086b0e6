"""The matrix: for every task and every need, yes, no or unknown, and because of what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.facts.registries import Origin
from generator.facts.tasks import Container, Task
from generator.proof.answer import Answer, Need, Proof, all_of, unknown, yes
from generator.proof.balancing import balancing_needs
from generator.proof.context import Context
from generator.proof.database import database_needs
from generator.proof.health import health_needs
from generator.proof.naming import naming_needs
from generator.proof.needs import Wanted, by_instance, log_actions, pull_actions, read_actions, wanted
from generator.proof.registries import reaches, registry_of
from generator.proof.secret_keys import has_key
from generator.stack import Absent, Graph, Truth, Value

PULL, READ = "pull its image", "read secrets when it starts"


class Prover:
    """Answers every question about one graph, each once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.context = Context(graph)
        self.reach = self.context.reach
        self.permissions = self.context.permissions

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """The whole matrix, task by task."""
        return tuple(
            Proof(task.place.root, task.name, need, answer)
            for task in self.context.tasks
            for need, answer in self._of(task)
        )

    def _of(self, task: Task) -> Iterator[tuple[Need, Answer]]:
        if task.unreadable:
            yield Need("task definition", 1, "tells what the tasks need"), unknown(task.unreadable)
            return
        want = wanted(task)
        if task.service is not None and task.awsvpc is Truth.YES:
            yield from self._network(task, want)
        yield from self._permissions(task, want)
        yield from health_needs(self.context, task)
        if task.service is not None:
            yield from database_needs(self.context, task)
            yield from naming_needs(self.context, task)
            yield from balancing_needs(self.context, task)

    def _network(self, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
        for container, found in want.origins:
            yield from self._image(task, container, found)
        for api in sorted({one.api for _, one in want.secrets if one.api}):
            yield Need(api, 1, f"tasks {READ}"), self._started(task, api)
        if want.logs:
            yield Need("logs", 2, "tasks send their output to CloudWatch Logs"), self._started(task, "logs")
        if task.exec_enabled is Truth.YES:
            yield Need("ssmmessages", 1, "ECS Exec opens sessions"), self.reach.api(task, "ssmmessages")

    def _started(self, task: Task, api: str) -> Answer:
        """Answer for an API that ECS calls for the task, and not the task itself."""
        return unknown(reason) if (reason := by_instance(task)) else self.reach.api(task, api)

    def _image(self, task: Task, container: Container, found: Origin) -> Iterator[tuple[Need, Answer]]:
        if found.kind == "public":
            if registry := registry_of(container):
                reason = by_instance(task)
                answer = unknown(reason) if reason else reaches(self.reach, task, container, registry)
                yield Need(registry, 1, f"tasks {PULL}"), answer
            return
        for api in ("ecr.api", "ecr.dkr", "s3"):
            answer = self._started(task, api)
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
            answer = self._written(task, container, group)
            yield Need(f"log of {container.name}", 3, "the execution role writes it"), answer
        for kind in ("ExecutionRoleArn", "TaskRoleArn"):
            if not isinstance(task.role(kind), Absent) and (asked or kind == "TaskRoleArn"):
                yield Need(f"trust in {kind}", 3, "ECS assumes the role"), self.permissions.trusted(task, kind)

    def _written(self, task: Task, container: Container, group: Value) -> Answer:
        if task.fargate is not Truth.YES:
            return unknown("on EC2 the role of the instance may write the log, and it is not followed here")
        role, allowed = "ExecutionRoleArn", self.permissions.allowed
        answers = [allowed(task, role, act, rule) for act, rule in log_actions(task, container, group)]
        return all_of(answers) if answers else yes(f"{container.name} writes no log that can be named")


def prove(graph: Graph) -> tuple[Proof, ...]:
    """Prove one graph."""
    return Prover(graph).proofs

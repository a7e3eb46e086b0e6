"""Record what a failing deployment says, look by look, before a rollback takes it away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from generator import __version__
from generator.aws.cloud import Cloud
from generator.aws.evidence.asking import Asking
from generator.aws.evidence.logs import Streams, last_lines, streams
from generator.aws.evidence.services import services, stopped_tasks
from generator.aws.evidence.targets import targets
from generator.changes.causes import Event
from generator.diagnosis.bundle import Bundle, Hook, Log, Proven, Service, ServiceEvent, StackEvent, Target, Task
from generator.errors import invalid

SERVICE, CLUSTER = "AWS::ECS::Service", "AWS::ECS::Cluster"
TASKS_WITH_LOGS = 3
"""Of how many tasks of one service the log is read: the first that stopped; the others mostly say the same."""


@dataclass
class Recorder:
    """Holds what was seen. ``see`` takes events as they come, ``look`` asks ECS, ``look_closer`` asks the rest."""

    cloud: Cloud
    stack: str
    account: str = ""
    _asking: Asking = field(init=False)
    _events: dict[str, Event] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    """ARN of a service -> its path by logical ids."""
    _clusters: set[str] = field(default_factory=set)
    _services: dict[str, Service] = field(default_factory=dict)
    _tasks: dict[str, Task] = field(default_factory=dict)
    _targets: dict[tuple[str, str, int], Target] = field(default_factory=dict)
    _logs: list[Log] = field(default_factory=list)
    _streams: dict[str, Streams] = field(default_factory=dict)
    _asked_for_logs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._asking = Asking(self.cloud)

    @property
    def calls(self) -> int:
        """How many calls were made for the evidence."""
        return self._asking.calls

    @property
    def empty(self) -> bool:
        """Whether nothing at all was seen."""
        return not (self._events or self._services)

    def see(self, events: Iterable[Event]) -> bool:
        """Take events of the stacks; gives whether one of them says that something failed."""
        failed = False
        for event in events:
            self._events[event.id] = event
            failed = failed or event.failed or event.refused
            if event.type == SERVICE and event.physical_id.startswith("arn:"):
                self.follow(event.physical_id, event.name)
            elif event.type == CLUSTER and event.physical_id:
                self._clusters.add(event.physical_id)
        return failed

    def follow(self, service: str, path: str) -> None:
        """Record what becomes of a service, by its ARN; the cluster is in it."""
        self._paths[service] = path
        parts = service.rpartition(":service/")[2].split("/")
        if len(parts) == 2:
            self._clusters.add(parts[0])

    def only(self, service: str, cluster: str = "") -> None:
        """Leave out every service but one, by name or ARN; with a cluster it need not be one of the stack's.

        Raises InputError when the service is none of those that are known.
        """
        known = {arn: path for arn, path in self._paths.items() if service in (arn, arn.rpartition("/")[2], path)}
        if not known and not cluster:
            names = ", ".join(sorted(arn.rpartition("/")[2] for arn in self._paths)) or "none"
            raise invalid("there is no such service", got=service, accepted=names)
        name = service.rpartition("/")[2]
        region, account = self.cloud.region, self.account
        made = f"arn:{self.cloud.partition}:ecs:{region}:{account}:service/{cluster.rpartition('/')[2]}/{name}"
        self._paths, self._clusters = {}, set()
        for arn, path in (known or {made: ""}).items():
            self.follow(arn, path)

    def look(self) -> None:
        """Ask ECS what is new: one or two calls a cluster, more for each ten services, or when tasks stopped."""
        for cluster in sorted({cluster.rpartition("/")[2] for cluster in self._clusters}):
            arns = [arn for arn in self._paths if f"/{cluster}/" in arn]
            for service in services(self._asking, cluster, arns, self._paths):
                self._services[service.arn] = _with_past(service, self._services.get(service.arn))
            if arns:
                for task in stopped_tasks(self._asking, cluster, self._tasks):
                    self._tasks[task.arn] = task
        self._read_logs(task for task in self._tasks_with_logs() if task.arn not in self._asked_for_logs)

    def look_closer(self) -> None:
        """Ask as well what else goes with a failure: the health of targets, and the last lines of logs."""
        self.look()
        groups = [group for service in self._services.values() for group in service.target_groups]
        for target in targets(self._asking, groups):
            before = self._targets.get((target.group, target.id, target.port))
            if before is None or before.state != "unhealthy":  # a draining target tells no reason any more
                self._targets[(target.group, target.id, target.port)] = target
        self._read_logs(self._tasks_with_logs())

    def _read_logs(self, tasks: Iterable[Task]) -> None:
        """Read the last lines of tasks that ran and stopped; a rollback deletes the logs of a first creation soon."""
        for task in tasks:
            self._asked_for_logs.add(task.arn)
            if task.task_definition not in self._streams:
                self._streams[task.task_definition] = streams(self._asking, task.task_definition)
            self._logs += last_lines(self._asking, task, self._streams[task.task_definition])

    def _tasks_with_logs(self) -> list[Task]:
        """The tasks of which the log is worth a call, each once: the first of each group that ran."""
        read = {log.task for log in self._logs}
        by_group: dict[str, list[Task]] = {}
        for task in self._of_this_operation():
            if any(container.exit_code is not None for container in task.containers):
                by_group.setdefault(task.group, []).append(task)
        return [task for tasks in by_group.values() for task in tasks[:TASKS_WITH_LOGS] if task.arn not in read]

    def _gone(self) -> Iterator[Service]:
        """The services that were deleted before anybody looked: events of the stacks still name them."""
        for arn, path in self._paths.items():
            if arn not in self._services:
                cluster, _, name = arn.rpartition(":service/")[2].rpartition("/")
                where = arn.partition(":service/")[0]
                yield Service(arn=arn, path=path, name=name, cluster=f"{where}:cluster/{cluster}", status="INACTIVE")

    def _of_this_operation(self) -> Iterator[Task]:
        """The tasks that stopped since the operation began: ECS tells of others for an hour, of an attempt before, say.

        Where nothing was seen of an operation, those are all.
        """
        for task in self._tasks.values():
            if not task.stopped or self._since_it_began(task.stopped):
                yield task

    def _services_in_this_operation(self) -> Iterator[Service]:
        """The services with what they said since the operation began: ECS tells of their last hundred events.

        A deployment that ended before is not told any more, and one that runs began before or within it.
        """
        for service in self._services.values():
            events = tuple(event for event in service.events if not event.time or self._since_it_began(event.time))
            yield service.model_copy(update={"events": events})

    def _since_it_began(self, time: str) -> bool:
        """Whether something happened in the operation that is recorded, if any is."""
        began = min((event.time for event in self._events.values()), default=None)
        return began is None or datetime.fromisoformat(time) >= began.replace(microsecond=0)

    def bundle(self, status: str = "", proof: Proven | None = None) -> Bundle:
        """Everything that was seen, oldest first."""
        return Bundle(
            version=__version__,
            written=datetime.now(UTC).isoformat(timespec="seconds"),
            stack=self.stack,
            status=status,
            account=self.account,
            region=self.cloud.region,
            stack_events=tuple(
                _stack_event(event) for event in sorted(self._events.values(), key=lambda event: event.time)
            ),
            services=(*self._services_in_this_operation(), *self._gone()),
            tasks=tuple(sorted(self._of_this_operation(), key=lambda task: task.stopped)),
            targets=tuple(self._targets.values()),
            logs=tuple(self._logs),
            gaps=tuple(self._asking.gaps.values()),
            proof=proof,
        )


def _with_past(now: Service, before: Service | None) -> Service:
    """A service with the events and deployments that are not told any more."""
    if before is None:
        return now
    events = {event.id: event for event in (*before.events, *now.events)}
    deployments = {deployment.id: deployment for deployment in (*before.deployments, *now.deployments)}
    failed = {deployment.id: deployment for deployment in before.deployments if deployment.rollout == "FAILED"}
    kept: Mapping[str, tuple[ServiceEvent, ...]] = {"events": tuple(events.values())}
    groups = now.target_groups or before.target_groups
    return now.model_copy(
        update={**kept, "deployments": tuple((deployments | failed).values()), "target_groups": groups}
    )


def _stack_event(event: Event) -> StackEvent:
    return StackEvent(
        time=event.time.isoformat(),
        path=event.name,
        type=event.type,
        status=event.status,
        reason=event.reason,
        physical_id=event.physical_id,
        hook=Hook(**asdict(event.hook)) if event.hook else None,
    )

"""Can a task write its log: is there a path to CloudWatch Logs, and does the execution role allow it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import region, settled
from generator.ecs.containers.logs import LOG_GROUP, MULTILINE, OPTIONS
from generator.ecs.network.home import Homes
from generator.ecs.tasks import Container, Task, flag
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.agent.own_network import reaches_api, rows_of_own_network
from generator.needs.calls import CREATE_LOG_GROUP, Wanted, log_actions
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.hosts.host_role import may_write_log
from generator.needs.permissions.permissions import Action, ActionDenied, Denied
from generator.needs.row import Need
from generator.stack import Absent, Literal, Resource, Value, shown


@dataclass(frozen=True)
class CreateLogGroupDenied(Denied):
    """The execution role may not create the log group that the task definition asks it to create."""


@dataclass(frozen=True)
class LogInOtherRegion(Fault):
    """A log group is created here, and the driver looks for it in another Region.

    ``variant``: the Region of the stack was ``given``, or something in the templates has ``told`` it.
    """

    variant: str
    container: str
    group: Resource
    region: str
    """What awslogs-region says."""
    home: str
    """The Region of the stack."""
    because: str
    """What names that; empty when it was given."""


def log_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for the logs of a task, if it writes any."""
    return rows_of_own_network(task, _path_rows(context, task, want))


def write_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for the log of each container."""
    for container, group in want.logs:
        answers = [_may_write(context, task, action) for action in log_actions(task, container, group)]
        answers += [*_region(context, task, container, group), *_options(container)]
        answer = all_of(answers) if answers else yes(f"{container.name} writes no log that can be named")
        who = "execution role" if task.fargate is not Truth.NO else "role of the hosts, or the execution role,"
        yield Need(f"log of {container.name}", 3, f"the {who} writes it"), answer


def _may_write(context: Context, task: Task, action: Action) -> Answer:
    by_hosts = may_write_log(context, task, action)
    if by_hosts is not None:
        return by_hosts
    denied = CreateLogGroupDenied if action.name == CREATE_LOG_GROUP else ActionDenied
    return context.permissions.allowed(task, "ExecutionRoleArn", action, denied)


def _region(context: Context, task: Task, container: Container, group: Value) -> Iterator[Answer]:
    """Whether the driver looks for a log group of these templates in their own Region: what speaks against it."""
    written, own = container.get(*OPTIONS, "awslogs-region"), region(context.graph)
    made = context.graph.target(settled(context.graph, group), LOG_GROUP) or context.graph.target(group, LOG_GROUP)
    if made is None or written == own or container.of_express:
        return
    home, homes = context.network.home, Homes(context.graph)
    named = written.text if isinstance(written, Literal) else ""
    if home is not None and named and named != home.region:
        if flag(container.get(*OPTIONS, "awslogs-create-group")) is not Truth.NO:
            yield unknown(f"{container.name} may have its log group created in {named}, and not log to {made}")
            return
        steps = (*container.steps, *OPTIONS, "awslogs-region")
        variant, names = "told" if home.because else "given", (named, home.region, home.because)
        tasks = (task.name,)
        yield no(LogInOtherRegion(container.definition, steps, tasks, variant, container.name, made, *names))
    elif home is None and named and named != homes.likely("awslogs-region"):
        yield unknown(f"{container.name} logs to {named}, and whether {made} is created there is not known here")
    elif not named:
        yield unknown(f"awslogs-region of {container.name} ({shown(written)}) is not known to be that of {made}")


def _options(container: Container) -> Iterator[Answer]:
    """Whether options exclude one another."""
    both = [container.get(*OPTIONS, name) for name in MULTILINE]
    if not any(isinstance(value, Absent) for value in both):
        yield unknown(
            f"whether the driver starts {container.name} with both {' and '.join(MULTILINE)} is not documented"
        )


def _path_rows(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    if want.logs:
        why = "tasks send their output to CloudWatch Logs"
        yield Need("logs", 2, why), reaches_api(context, task, want, "logs")

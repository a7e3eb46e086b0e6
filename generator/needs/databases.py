"""Does a task get to the database that it is told about, and does the database take its connections?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.client_tls import settings
from generator.ecs.databases import Database, Use
from generator.ecs.encryption import MYSQL, POSTGRES, enforcement
from generator.ecs.subnets import same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, any_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.connections import End, PortClosed, connect, task_end
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Listing


@dataclass(frozen=True)
class DatabasePortClosed(PortClosed):
    """A task does not get to the port of a database that it is told about."""


def database_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """Give a row for each database that a task is told about."""
    uses = context.databases.used_by(task)
    for use in uses:
        answers = [_port(context, task, use)]
        if len(uses) == 1:
            answers += _refused(context, task, use.database)
        yield Need(f"database {use.database.resource}", 9, f"tasks connect to it ({use.because})"), all_of(answers)


def _port(context: Context, task: Task, use: Use) -> Answer:
    network, database = context.network, use.database
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        return unknown(f"the network of {task.name} is not known here")
    if not database.ports:
        return unknown(f"the port of {database.resource} is not known here")
    theirs = database.vpc(network.subnets)
    if any(same(network.subnets.vpc(subnet), theirs) is not Truth.YES for _, subnet in items(task.subnets)):
        return unknown(f"whether {task.name} and {database.resource} stand in one VPC is not known here")
    end = End(str(database.resource), database.groups, database.subnets, database.resource)
    answer = any_of(
        connect(network, task_end(task), end, port, DatabasePortClosed, (task.name,)) for port in database.ports
    )
    if answer.verdict is Truth.NO and context.databases.proxies:
        return unknown(f"{task.name} may connect through an RDS proxy, which is not followed here")
    if answer.verdict is Truth.NO and not use.addressed:
        return unknown(f"{task.name} knows how to log in to {database.resource}, but not from here where it connects")
    return Answer(answer.verdict, answer.because, answer.causes[:1])


def _refused(context: Context, task: Task, database: Database) -> Iterator[Answer]:
    """Answer no for a client that is told not to encrypt, when the database takes nothing else."""
    found = enforcement(context.graph, database)
    if found is None or found.verdict is not Truth.YES or context.databases.proxies:
        return
    kinds = POSTGRES if database.engine in POSTGRES else MYSQL
    for setting in settings(task):
        if not setting.plaintext or setting.engines != kinds:
            continue
        container = setting.variable.container
        what = f"{container.name} of {task.name} connects without TLS ({setting.variable.name}: {setting.word}), which "
        what += f"{database.resource} refuses: {found.because}"
        what += " (no pg_hba.conf entry for host ..., no encryption)" if kinds == POSTGRES else ""
        fix = f"{setting.variable.name}: {setting.better}, with the RDS bundle as root certificate"
        yield no(Worded("ECS095", container.definition, setting.variable.steps, what, fix, (task.name,)))
        return
    yield yes(f"{database.resource} takes TLS only, and no variable of {task.name} turns it off")

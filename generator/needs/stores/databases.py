"""Does a task get to the database that it is told about, and does the database take its connections?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.services import DATABASE
from generator.ecs.network.groups import created_groups
from generator.ecs.network.network import Network
from generator.ecs.network.subnets import same
from generator.ecs.stores.client_tls import Setting, settings, undecided
from generator.ecs.stores.databases import Database, Use
from generator.ecs.stores.encryption import MYSQL, POSTGRES, Enforcement, enforcement
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, any_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect, task_end
from generator.needs.network.peered import without_route
from generator.needs.network.shut_by_groups import shut_by_groups
from generator.needs.row import Need
from generator.needs.stores.database_zones import zones_doubted
from generator.needs.stores.members import database_members
from generator.remedy import Remedy
from generator.stack import Absent, Listing, Value


@dataclass(frozen=True)
class DatabasePortClosed(PortClosed):
    """A task does not get to the port of a database that it is told about."""


@dataclass(frozen=True)
class PlaintextRefused(Fault):
    """A client is told not to encrypt, and its database takes nothing else.

    ``variant`` is ``postgres`` or ``mysql``. ``word`` is what the variable says, ``better`` what it should
    say, and ``remedy`` the same as data where it is one.
    """

    variant: str
    container: str
    task: str
    variable: str
    word: str
    better: str
    remedy: Remedy | None
    database: str
    because: str


def database_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for each database that a task is told about."""
    for use in context.databases.used_by(task):
        answers = [_reaches_port(context, task, use), *_finds_address(context, task, use)]
        answers += [*_client_encrypts(context, task), *zones_doubted(use.database)]
        answers += database_members(context, task, use.database.resource) if use.addressed else ()
        yield Need(f"database {use.database.resource}", 9, f"tasks connect to it ({use.because})"), all_of(answers)


def plaintext_refused(context: Context, task: Task) -> Iterator[PlaintextRefused]:
    """The variables that keep a client from encrypting, for which the only database of its task refuses it."""
    enforced = _database_that_takes_tls_only(context, task)
    if enforced is None:
        return
    database, encryption = enforced
    engines = POSTGRES if database.engine in POSTGRES else MYSQL
    for setting in settings(task):
        if setting.plaintext and setting.engines == engines:
            yield plaintext(task, setting, str(database.resource), encryption.because)


def plaintext(task: Task, setting: Setting, database: str, because: str) -> PlaintextRefused:
    """Make the fault of a variable that keeps a client from encrypting."""
    variable = setting.variable
    return PlaintextRefused(
        resource=variable.container.definition,
        steps=variable.steps,
        tasks=(task.name,),
        variant="postgres" if setting.engines == POSTGRES else "mysql",
        container=variable.container.name,
        task=task.name,
        variable=variable.name,
        word=setting.word,
        better=setting.better,
        remedy=setting.remedy,
        database=database,
        because=because,
    )


def _reaches_port(context: Context, task: Task, use: Use) -> Answer:
    network, database = context.network, use.database
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        return _shut_anyhow(context, task, use) or unknown(f"the network of {task.name} is not known here")
    if not database.ports:
        return unknown(f"the port of {database.resource} is not known here")
    apart = without_route(network, task_end(task).subnets, database.subnets)
    apart = apart or f"whether {task.name} and {database.resource} are in one VPC is not known here"
    placed = _all_in(network, task, database.vpc(network.subnets))
    if not placed and not _all_in(network, task, _vpc_of_groups(context, database)):
        return _shut_anyhow(context, task, use) or unknown(apart)
    end = End(str(database.resource), database.groups, database.subnets, database.resource)
    by_port = [connect(network, task_end(task), end, port, DatabasePortClosed, (task.name,)) for port in database.ports]
    answer = any_of(by_port)
    if answer.verdict is Truth.NO and context.databases.proxies:
        return unknown(f"{task.name} may connect through an RDS proxy, which is not followed here")
    if answer.verdict is Truth.NO and not use.addressed:
        return unknown(f"{task.name} knows how to log in to {database.resource}, but not from here where it connects")
    if answer.verdict is Truth.NO:
        return by_port[0]
    return answer if placed else unknown(apart)


def _shut_anyhow(context: Context, task: Task, use: Use) -> Answer | None:
    """No, where groups keep the port shut wherever the task stands."""
    if task.awsvpc is not Truth.YES or context.databases.proxies or not use.addressed:
        return None
    database = use.database
    ends = task_end(task), End(str(database.resource), database.groups, (), database.resource)
    return shut_by_groups(context.network, *ends, database.ports, DatabasePortClosed, (task.name,))


def _all_in(network: Network, task: Task, vpc: Value) -> bool:
    return all(same(network.subnets.vpc(subnet), vpc) is Truth.YES for _, subnet in items(task.subnets))


def _vpc_of_groups(context: Context, database: Database) -> Value:
    """The VPC of a database's groups, which is its own: EC2 admits no other. It tells, wherever RDS may place it."""
    vpcs = {group.get("VpcId") for group in created_groups(context.graph, database.groups)}
    return vpcs.pop() if len(vpcs) == 1 else Absent()


def _finds_address(context: Context, task: Task, use: Use) -> Iterator[Answer]:
    """Whether the name of the database that a task is given leads to it: what stands in the way of that."""
    if use.addressed:
        resolution, subnets = context.paths.resolution, context.network.subnets
        for vpc in dict.fromkeys(subnets.vpc(subnet) for _, subnet in items(task.subnets)):
            if answer := resolution.api(vpc, DATABASE, None, (task.name,)):
                yield answer


def _client_encrypts(context: Context, task: Task) -> Iterator[Answer]:
    """Whether the client encrypts, asked where its only database takes nothing else."""
    enforced = _database_that_takes_tls_only(context, task)
    if enforced is None:
        return
    faults = list(plaintext_refused(context, task))
    yield from map(no, faults)
    if faults:
        return
    if variable := next(undecided(task), None):
        yield unknown(f"{enforced[0].resource} takes TLS only, and what {variable.name} says of it is not known here")
    else:
        yield yes(f"{enforced[0].resource} takes TLS only, and no variable of {task.name} turns it off")


def _database_that_takes_tls_only(context: Context, task: Task) -> tuple[Database, Enforcement] | None:
    """The only database of a service, if it certainly refuses plaintext and no proxy may stand before it."""
    if not task.started or task.unreadable or context.databases.proxies:
        return None
    uses = context.databases.used_by(task)
    if len(uses) != 1:
        return None
    database = uses[0].database
    encryption = enforcement(context.graph, database)
    return (database, encryption) if encryption is not None and encryption.verdict is Truth.YES else None

"""Does a proxy of RDS get to the database behind it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.ecs.arns import account
from generator.ecs.network.subnets import same
from generator.ecs.stores.client_tls import settings
from generator.ecs.stores.databases import Database
from generator.ecs.stores.encryption import MYSQL, POSTGRES
from generator.ecs.stores.stores import Store
from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal
from generator.iam import ABSENT, UNKNOWN
from generator.logic import Answer, Truth, any_of, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect
from generator.needs.network.shut_by_groups import shut_by_groups
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.needs.permissions.service_permissions import policies_allow
from generator.needs.stores.databases import plaintext
from generator.needs.stores.store_places import store_end
from generator.stack import Absent, Reference, shown

_RDS, _READ = "rds.amazonaws.com", "secretsmanager:GetSecretValue"
PROXY, TARGETS = "AWS::RDS::DBProxy", "AWS::RDS::DBProxyTargetGroup"


@dataclass(frozen=True)
class ProxyPortClosed(PortClosed):
    """A proxy does not get to its database."""


@dataclass(frozen=True)
class ProxyLeadsNowhere(Fault):
    """A proxy has no database (``variant`` ``target``), or no login: its role does not ``trust`` RDS, or may not read
    the ``secret``.
    """

    variant: str
    proxy: str
    task: str
    role: str = ""
    action: str = ""


def proxy_answers(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """Answer for each database that a proxy leads to; nothing for what is no proxy."""
    if store.resource.type != PROXY:
        return
    yield from _logs_in(context, task, store)
    yield from _encrypts(context, task, store)
    graph, found = context.graph, False
    for group in graph.of_type(TARGETS):
        proxy = graph.target(group.get("DBProxyName"), PROXY)
        if proxy is not None and proxy is not store.resource:
            continue
        if proxy is None:
            yield unknown(f"which proxy {group} is of is not known here")
        found = True
        named = [
            value for key in ("DBInstanceIdentifiers", "DBClusterIdentifiers") for _, value in items(group.get(key))
        ]
        for value in named:
            database = context.databases.database(value)
            if database is None:
                yield unknown(f"the database behind {store} is not created in these templates")
            else:
                yield _gets_to(context, task, store, database)
        if not named:
            unset = all(isinstance(group.get(key), Absent) for key in ("DBInstanceIdentifiers", "DBClusterIdentifiers"))
            if unset and graph.closed(store.resource):
                yield no(ProxyLeadsNowhere(group, (), (task.name,), "target", str(store), task.name))
            else:
                yield unknown(f"the database behind {store} is not known here")
    if not found and graph.closed(store.resource):
        yield no(ProxyLeadsNowhere(store.resource, (), (task.name,), "target", str(store), task.name))
    elif not found:
        yield unknown(f"the database behind {store} is not seen here")


def _gets_to(context: Context, task: Task, store: Store, database: Database) -> Answer:
    own, other = store_end(store), End(str(database.resource), database.groups, database.subnets, database.resource)
    if shut := shut_by_groups(context.network, own, other, database.ports, ProxyPortClosed, (task.name,)):
        return shut
    if not database.ports or not store.subnets or not database.subnets:
        return unknown(f"the way from {store} to {database.resource} is not known here")
    subnets = context.network.subnets
    if same(subnets.vpc(store.subnets[0]), database.vpc(subnets)) is not Truth.YES:
        return unknown(f"whether {store} and {database.resource} are in one VPC is not known here")
    return any_of(
        [connect(context.network, own, other, port, ProxyPortClosed, (task.name,)) for port in database.ports]
    )


def _encrypts(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """The variables that keep a client from encrypting, for a proxy that takes nothing else.

    Source: RDS API Reference, CreateDBProxy, RequireTLS (encryption is required of connections to the proxy);
    oban-bg/oban #869 and cweijan/vscode-database-client #808 ("This RDS Proxy requires TLS connections"); read 2026-11.
    """
    if flag(store.resource.get("RequireTLS")) is not Truth.YES or len(context.databases.used_by(task)) > 1:
        return
    engines = {"POSTGRESQL": POSTGRES, "MYSQL": MYSQL}.get(literal(store.resource.get("EngineFamily")) or "")
    for setting in settings(task):
        alone = setting.variable.text is not None and "://" not in setting.variable.text  # of a URL, its own row tells
        if alone and setting.plaintext and setting.engines == engines:
            yield no(plaintext(task, setting, str(store), f"RequireTLS of {store} is true"))


def _logs_in(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """Whether a proxy may read the secrets that it logs in with.

    Source: RDS User Guide, "Setting up AWS Identity and Access Management (IAM) policies for RDS Proxy"; read 2026-11.
    """
    graph, permissions, proxy = context.graph, context.permissions, store.resource
    role = permissions.roles.resource(proxy.get("RoleArn"))
    if role is None or permissions.roles.unseen(role):
        yield unknown(f"what the role of {proxy} allows is not seen here")
        return
    words = ((task.name,), str(proxy), task.name, str(role))
    own, trust = Reference(role.path, "Arn"), role.get("AssumeRolePolicyDocument")
    trusted = policies_allow(graph, [trust], [_RDS], "sts:AssumeRole", own, _anybody(context))
    if trusted is Truth.NO:
        yield no(ProxyLeadsNowhere(role, ("AssumeRolePolicyDocument",), words[0], "trust", *words[1:]))
    elif trusted is Truth.UNKNOWN:
        yield unknown(f"whether {role} trusts RDS is not known here")
    policies = permissions.roles.policies(role)
    for index, _ in items(proxy.get("Auth")):
        secret = proxy.get("Auth", index, "SecretArn")
        if isinstance(secret, Absent):
            continue
        decision = permissions.decide(role, policies, Action(_READ, secret, "log in"))
        if decision.verdict is Truth.NO:
            yield no(ProxyLeadsNowhere(role, (), words[0], "secret", *words[1:], f"{_READ} on {shown(secret)}"))
        elif decision.verdict is Truth.UNKNOWN:
            yield unknown(*decision.because)


def _anybody(context: Context) -> dict[str, Any]:
    own = text(context.graph, account(context.graph))
    return {"aws:SourceAccount": own, "aws:SourceArn": UNKNOWN, "sts:ExternalId": ABSENT}

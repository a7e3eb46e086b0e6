"""Enhanced Monitoring: the role that RDS reports the metrics of a database's operating system through."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import account, arn
from generator.ecs.secrets.secret_keys import DATABASES
from generator.iam import ABSENT, UNKNOWN
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.needs.permissions.service_permissions import policies_allow
from generator.stack import Literal, Pseudo, Reference, Resource

INSTANCE = DATABASES[0]
PRINCIPAL = "monitoring.rds.amazonaws.com"
# Source: RDS User Guide, "Setting up and enabling Enhanced Monitoring", and the policy AmazonRDSEnhancedMonitoringRole,
# version 1; read 2026-11. The two that write are judged; the others keep the log in order.
_STREAM = "log-group:RDSOSMetrics:log-stream:db"
_WRITES = ("logs:CreateLogStream", "logs:PutLogEvents")


def monitoring_roles(context: Context) -> Iterator[tuple[Resource, Resource]]:
    """Each database that is monitored, with its role, if that is created here."""
    for database in context.graph.of_type(*DATABASES):
        role = context.permissions.roles.resource(database.get("MonitoringRoleArn"))
        if role is not None and database.get("MonitoringInterval") != Literal("0"):
            yield database, role


def may_trust_rds(context: Context, database: Resource, role: Resource) -> bool:
    """Tell whether a role lets RDS assume it for a database, or may."""
    graph = context.graph
    instance = text(graph, arn(graph, "rds", "db:", Pseudo("its name")))
    request = {
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": instance if database.type == INSTANCE else UNKNOWN,
        "sts:ExternalId": ABSENT,
    }
    own, trust = Reference(role.path, "Arn"), role.get("AssumeRolePolicyDocument")
    return policies_allow(graph, [trust], [PRINCIPAL], "sts:AssumeRole", own, request) is not Truth.NO


def write_denied(context: Context, role: Resource) -> str:
    """The action that RDS needs to report and the role certainly does not allow; empty when there is none."""
    permissions = context.permissions
    if permissions.roles.unseen(role):
        return ""
    stream = arn(context.graph, "logs", _STREAM)
    policies = permissions.roles.policies(role)
    for name in _WRITES:
        if permissions.decide(role, policies, Action(name, stream, "report metrics")).verdict is Truth.NO:
            return name
    return ""

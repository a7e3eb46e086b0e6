"""May RDS use the role that a database reports the metrics of its operating system through?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import account, arn
from generator.ecs.secret_keys import DATABASES
from generator.iam import ABSENT, UNKNOWN
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.permissions import Action
from generator.needs.policy_values import text
from generator.needs.service_permissions import let_any
from generator.stack import Literal, Pseudo, Reference, Resource

INSTANCE = DATABASES[0]
PRINCIPAL = "monitoring.rds.amazonaws.com"
# Source: RDS User Guide, "Setting up and enabling Enhanced Monitoring", and the policy AmazonRDSEnhancedMonitoringRole,
# version 1; read 2026-11. The two that write are judged; the others keep the log in order.
_STREAM = "log-group:RDSOSMetrics:log-stream:db"
_WRITES = ("logs:CreateLogStream", "logs:PutLogEvents")


def monitoring_faults(context: Context) -> Iterator[Worded]:
    """Give the monitoring roles that RDS cannot assume, or that do not let it write."""
    for database in context.graph.of_type(*DATABASES):
        role = context.permissions.roles.resource(database.get("MonitoringRoleArn"))
        if role is None or database.get("MonitoringInterval") == Literal("0"):
            continue
        if not _trusts(context, database, role):
            what = f"{role} does not trust {PRINCIPAL}, so RDS does not create {database}: the IAM role ARN value is "
            what += "invalid or does not include the required permissions for: ENHANCED_MONITORING"
            fix = f"AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service {PRINCIPAL}"
            yield Worded("ECS096", role, ("AssumeRolePolicyDocument",), what, fix)
        elif action := _denied(context, role):
            what = f"{role} does not allow {action} on the log group RDSOSMetrics, where {database} reports the "
            what += "metrics of its operating system: none arrive"
            fix = "ManagedPolicyArns: arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
            yield Worded("WCS096", role, (), what, fix)


def _trusts(context: Context, database: Resource, role: Resource) -> bool:
    graph = context.graph
    instance = text(graph, arn(graph, "rds", "db:", Pseudo("its name")))
    known = {
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": instance if database.type == INSTANCE else UNKNOWN,
        "sts:ExternalId": ABSENT,
    }
    own, trust = Reference(role.path, "Arn"), role.get("AssumeRolePolicyDocument")
    return let_any(graph, [trust], [PRINCIPAL], "sts:AssumeRole", own, known) is not Truth.NO


def _denied(context: Context, role: Resource) -> str:
    permissions = context.permissions
    if permissions.roles.unseen(role):
        return ""
    stream = arn(context.graph, "logs", _STREAM)
    actions = [Action(name, stream, "report metrics") for name in _WRITES]
    policies = permissions.roles.policies(role)
    denied = (each for each in actions if permissions.decide(role, policies, each).verdict is Truth.NO)
    return next((each.name for each in denied), "")

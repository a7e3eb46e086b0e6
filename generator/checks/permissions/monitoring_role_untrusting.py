"""Lesson 9: a database whose monitoring role RDS cannot assume."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.permissions._monitoring import may_trust_rds, monitoring_roles
from generator.finding import Finding
from generator.needs.context import Context


class MonitoringRoleUntrusting(Check):
    id = "ECS096"
    lesson = 9
    fails_creation = True
    title = "RDS cannot assume the monitoring role of a database"
    symptom = (
        "CREATE_FAILED: IAM role ARN value is invalid or does not include the required permissions for: "
        "ENHANCED_MONITORING"
    )
    why = (
        "The service monitoring.rds.amazonaws.com assumes the role; a trust policy for rds.amazonaws.com does not "
        "allow it."
    )
    fix = "Allow sts:AssumeRole to the service monitoring.rds.amazonaws.com in AssumeRolePolicyDocument of the role."
    message = (
        "{resource} does not trust monitoring.rds.amazonaws.com; the creation of {database} fails, because the IAM "
        "role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING"
    )
    change = "AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service monitoring.rds.amazonaws.com"
    base = "monitored"
    bad = {
        "MonitoringRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "rds.amazonaws.com",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for database, role in monitoring_roles(context):
            if not may_trust_rds(context, database, role):
                yield self.at(role, "AssumeRolePolicyDocument", database=database)

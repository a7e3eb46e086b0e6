"""Lesson 9: a database whose monitoring role does not let RDS write."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.permissions._monitoring import monitoring_roles, write_denied
from generator.finding import Finding
from generator.needs.context import Context


class MonitoringRolePowerless(Check):
    id = "WCS096"
    lesson = 9
    title = "Monitoring role of a database does not let RDS write its metrics"
    symptom = "The log group RDSOSMetrics stays empty, and the console shows no Enhanced Monitoring"
    why = "RDS writes the metrics of the operating system to CloudWatch Logs as the role, and only if that allows it."
    fix = "Attach AmazonRDSEnhancedMonitoringRole to the role, or allow what it allows on the log group RDSOSMetrics."
    message = (
        "{resource} does not allow {action} on the log group RDSOSMetrics, where RDS writes the operating system "
        "metrics of {database}; no metrics are delivered"
    )
    change = "ManagedPolicyArns: arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    base = "monitored"
    bad = {
        "MonitoringRole.ManagedPolicyArns": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for database, role in monitoring_roles(context):
            if action := write_denied(context, role):
                yield self.at(role, action=action, database=database)

"""Lesson 9: a database whose monitoring role RDS cannot assume."""

from __future__ import annotations

from generator.checks.check import Check


class MonitoringRoleUntrusting(Check):
    id = "ECS096"
    lesson = 9
    title = "RDS cannot assume the monitoring role of a database"
    symptom = (
        "CREATE_FAILED: IAM role ARN value is invalid or does not include the required permissions for: "
        "ENHANCED_MONITORING"
    )
    why = "Enhanced Monitoring is done by monitoring.rds.amazonaws.com; a trust in rds.amazonaws.com is for others."
    fix = "Allow sts:AssumeRole to the service monitoring.rds.amazonaws.com in AssumeRolePolicyDocument of the role."
    base = "monitored"
    bad = {
        "MonitoringRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "rds.amazonaws.com",
    }

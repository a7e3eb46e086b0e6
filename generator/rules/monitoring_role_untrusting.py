"""Lesson 9: a database whose monitoring role RDS cannot assume."""

from __future__ import annotations

from generator.rules._example_data import MONITORED
from generator.rules._rule import LessonRule


class MonitoringRoleUntrusting(LessonRule):
    id = "ECS096"
    lesson = 9
    title = "RDS cannot assume the monitoring role of a database"
    symptom = (
        "CREATE_FAILED: IAM role ARN value is invalid or does not include the required permissions for: "
        "ENHANCED_MONITORING"
    )
    why = "Enhanced Monitoring is done by monitoring.rds.amazonaws.com; a trust in rds.amazonaws.com is for others."
    fix = "Allow sts:AssumeRole to the service monitoring.rds.amazonaws.com in AssumeRolePolicyDocument of the role."
    good = MONITORED
    bad = good.replace("Service: monitoring.rds.amazonaws.com", "Service: rds.amazonaws.com")

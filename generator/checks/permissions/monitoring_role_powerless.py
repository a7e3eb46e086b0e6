"""Lesson 9: a database whose monitoring role does not let RDS write."""

from __future__ import annotations

from generator.checks.check import Check


class MonitoringRolePowerless(Check):
    id = "WCS096"
    lesson = 9
    title = "Monitoring role of a database does not let RDS write its metrics"
    symptom = "The log group RDSOSMetrics stays empty, and the console shows no Enhanced Monitoring"
    why = "RDS writes the metrics of the operating system to CloudWatch Logs as the role, and only if that allows it."
    fix = "Attach AmazonRDSEnhancedMonitoringRole to the role, or allow what it allows on the log group RDSOSMetrics."
    base = "monitored"
    bad = {
        "MonitoringRole.ManagedPolicyArns": None,
    }

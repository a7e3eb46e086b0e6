"""Lesson 2: tasks that log to CloudWatch and cannot reach it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.paths import _no_path
from generator.needs.network.no_path import NoPathToLogs


class LogsUnreachable(Check):
    id = "ECS020"
    lesson = 2
    title = "Tasks log to CloudWatch Logs and have no path to it"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log "
        "group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch"
    )
    why = (
        "The awslogs driver connects to CloudWatch Logs before the container starts, and fails the task when it "
        "cannot. The logs endpoint is easily forgotten, because images are pulled without it."
    )
    fix = "Add an interface endpoint for logs with private DNS to the tasks' VPC, or a route to a NAT gateway."
    fault = NoPathToLogs
    message = _no_path.MESSAGES
    change = _no_path.CHANGE
    remedy = _no_path.REMEDY
    base = "isolated"
    bad = {
        "LogsEndpoint": None,
        "Service.DependsOn": "[EcrApiEndpoint, EcrDkrEndpoint, S3Endpoint]",
    }

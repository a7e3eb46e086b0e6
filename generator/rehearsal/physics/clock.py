"""How long AWS takes for what the rehearsal does in seconds. Estimates, each with what it is made of."""

from __future__ import annotations

from generator.rehearsal.physics.ending import Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.stages import Stage

PROVISIONING = 30
"""Seconds until a task of Fargate has its interface and begins to pull (an estimate, from reports)."""
TIMED_OUT = 120
"""Seconds until ECS gives up on an address that does not answer, with its repeats (an estimate, from reports)."""
AT_ONCE = 10
WITHOUT_BREAKER = 3 * 3600
"""Seconds for which CloudFormation waits for a service that does not become stable ("Exceeded attempts to wait")."""
DEFAULT_INTERVAL, DEFAULT_RETRIES = 30, 3
"""Of a container's health check (ECS API reference, HealthCheck, read 2026-11)."""
TARGET_INTERVAL, TARGET_THRESHOLD = 30, 2
"""Of a target group (Elastic Load Balancing API reference, CreateTargetGroup, read 2026-11)."""


def seconds(ending: Ending, facts: Facts, failures: int, breaker: bool) -> int:
    """About how long AWS takes until a deployment fails in which so many tasks have to end like this."""
    if ending.refused:
        return AT_ONCE
    if not breaker:
        return WITHOUT_BREAKER
    at_once = max(1, int(facts.service.get("desiredCount") or 1))
    return -(-failures // at_once) * (PROVISIONING + _until(ending, facts))


def _until(ending: Ending, facts: Facts) -> int:
    """Seconds from the interface to the end of one task."""
    if ending.stage is Stage.HEALTH:
        check = facts.container(ending.need).get("healthCheck") or {}
        repeats = int(check.get("retries") or DEFAULT_RETRIES) * int(check.get("interval") or DEFAULT_INTERVAL)
        return int(check.get("startPeriod") or 0) + repeats
    if ending.stage is Stage.TARGET:
        grace = int(facts.service.get("healthCheckGracePeriodSeconds") or 0)
        return max(grace, TARGET_INTERVAL * TARGET_THRESHOLD)
    slow = any(word in ending.text for word in ("timeout", "deadline", "killed", "ETIMEDOUT", "Client.Timeout"))
    return TIMED_OUT if slow else AT_ONCE


def told(number: int) -> str:
    """A duration as people say it."""
    if number >= 2 * 3600:
        return f"about {round(number / 3600)} hours"
    minutes = max(1, round(number / 60))
    return f"about {minutes} minute{'s' if minutes > 1 else ''}"

"""Tasks that have no way to a store that they are told about."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.stores.stores import StorePortClosed


class StoreUnreachable(Check):
    id = "ECS260"
    lesson = 26
    title = "Tasks cannot connect to a store that they are told about"
    symptom = "connect ETIMEDOUT 10.0.0.12:6379; ConnectTimeoutException; server selection timed out"
    why = (
        "The address of a cache, a broker or a search domain opens nothing: the security group of the tasks has to let "
        "packets out to its port, and its own has to admit the tasks. What no group allows is dropped unanswered."
    )
    fix = "Admit a group of the tasks on the port in the store's security group, and let the tasks' group out to it."
    fault = StorePortClosed
    message = _ports.message("connections to it time out")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "cached"
    bad = {"CacheGroup.SecurityGroupIngress.0.FromPort": "6380", "CacheGroup.SecurityGroupIngress.0.ToPort": "6380"}

"""A proxy that leads to no database."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.stores.proxy_unreachable_database import ProxyUnreachableDatabase
from generator.needs.proxies import ProxyWithoutTarget as Fault


class ProxyWithoutTarget(Check):
    id = "ECS269"
    lesson = 26
    title = "Proxy of RDS that tasks are told about leads to no database"
    symptom = "Timed-out waiting to acquire database connection; Proxy does not have any registered targets"
    why = "A proxy is registered with a database by an AWS::RDS::DBProxyTargetGroup. Without one it takes no logins."
    fix = "Create an AWS::RDS::DBProxyTargetGroup with the proxy and the database, and let the service wait for it."
    fault = Fault
    message = "{proxy} has no database behind it, and {task} is told to connect to it: every login times out"
    change = "add an AWS::RDS::DBProxyTargetGroup with DBProxyName: {proxy} and the database"
    base = "database"
    good = ProxyUnreachableDatabase.good
    bad = {"ProxyTargets": None, "Service.DependsOn": "[DefaultRoute]"}

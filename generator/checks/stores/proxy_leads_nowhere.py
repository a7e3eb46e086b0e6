"""A proxy that leads to no database, or may not read how to log in to it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.stores.proxy_unreachable_database import ProxyUnreachableDatabase
from generator.needs.stores.proxies import ProxyLeadsNowhere as Fault


class ProxyLeadsNowhere(Check):
    id = "ECS269"
    lesson = 26
    title = "Proxy of RDS that tasks are told about cannot log in to a database"
    symptom = (
        "Timed-out waiting to acquire database connection; This RDS Proxy has no credentials for the role app; the "
        "target is UNAVAILABLE, AUTH_FAILURE"
    )
    why = (
        "A proxy is registered with a database by an AWS::RDS::DBProxyTargetGroup, and logs in with a secret that it "
        "reads as its role. Without one of them it takes connections of tasks and leads them nowhere."
    )
    fix = (
        "Create an AWS::RDS::DBProxyTargetGroup with the proxy and the database; let rds.amazonaws.com assume the "
        "role, and allow the role secretsmanager:GetSecretValue on the secret."
    )
    fault = Fault
    message = {
        "target": "{proxy} has no database behind it, and {task} is told to connect to it: every login times out",
        "trust": "{role} does not let rds.amazonaws.com assume it: {proxy} is not created, or leads {task} nowhere",
        "secret": "{role} does not allow {action}: {proxy} has no credentials, and logins of {task} fail",
    }
    change = {
        "target": "add an AWS::RDS::DBProxyTargetGroup with DBProxyName: {proxy} and the database",
        "trust": "AssumeRolePolicyDocument: let rds.amazonaws.com do sts:AssumeRole",
        "secret": "a policy of {role}: allow {action}",
    }
    base = "database"
    good = ProxyUnreachableDatabase.good
    bad = {"ProxyTargets": None, "Service.DependsOn": "[DefaultRoute]"}

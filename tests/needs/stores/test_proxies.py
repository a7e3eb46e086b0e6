"""Proxies of RDS: the way from the tasks to them, and from them to a database."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.stores.proxy_unreachable_database import ProxyUnreachableDatabase
from tests.needs.of_containers import said

Edits = dict[str, str | None]
GOOD = dict(ProxyUnreachableDatabase.good)
OPEN: Edits = {"Parameters.Open": "{Type: String}"}

TRUST = "ProxyRole.AssumeRolePolicyDocument.Statement.0"


def proxy(folder: Path, *edits: Edits) -> tuple[str, set[str]]:
    return said(folder, "store Proxy", OPEN, GOOD, *edits, base="database")


def test_both_ways_are_open(tmp_path: Path) -> None:
    assert proxy(tmp_path) == ("yes", set())


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ({"ProxyGroup.SecurityGroupIngress": "[]"}, "ECS260"),
        (
            {"ProxyGroup.SecurityGroupIngress.0.FromPort": "6432", "ProxyGroup.SecurityGroupIngress.0.ToPort": "6432"},
            "ECS260",
        ),
        (
            {"ProxyGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]"},
            "ECS268",
        ),
        ({"DatabaseGroup.SecurityGroupIngress": "[]"}, "ECS268"),
        ({"ProxyTargets.DBInstanceIdentifiers": None}, "ECS269"),
        ({"ProxyRole.Policies": None}, "ECS269"),
        ({"ProxyRole.Policies.0.PolicyDocument.Statement.0.Resource": "arn:aws:s3:::logins"}, "ECS269"),
        ({f"{TRUST}.Principal": "{Service: ecs-tasks.amazonaws.com}"}, "ECS269"),
        (
            {
                "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": (
                    "!Sub 'postgres://${Proxy.Endpoint}:6432/app'"
                )
            },
            "ECS261",
        ),
        (
            {
                "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": (
                    "!Sub 'postgres://${Proxy.Endpoint}:5432/app?sslmode=disable'"
                )
            },
            "ECS262",
        ),
    ],
)
def test_a_way_that_is_shut(tmp_path: Path, edit: Edits, rule: str) -> None:
    verdict, rules = proxy(tmp_path, edit)
    assert (verdict, rule in rules) == ("no", True)


MODE = "TaskDefinition.ContainerDefinitions.0.Environment.1"


@pytest.mark.parametrize(
    ("required", "mode", "verdict", "found"),
    [("true", "disable", "no", True), ("true", "require", "yes", False), ("false", "disable", "yes", False)],
)
def test_a_mode_of_tls_that_the_proxy_refuses(
    tmp_path: Path, required: str, mode: str, verdict: str, found: bool
) -> None:
    edits = {"Proxy.RequireTLS": required, MODE: f"{{Name: PGSSLMODE, Value: {mode}}}"}
    answer, rules = proxy(tmp_path, edits)
    assert (answer, "ECS095" in rules) == (verdict, found)


def test_a_target_that_is_not_seen(tmp_path: Path) -> None:
    assert proxy(tmp_path, {"ProxyTargets.DBInstanceIdentifiers": "[!Ref Open]"}) == ("unknown", set())
    assert proxy(tmp_path, {"ProxyTargets.DBProxyName": "!Ref Open"}) == ("unknown", set())


def test_a_target_that_comes_after_the_service(tmp_path: Path) -> None:
    assert proxy(tmp_path, {"Service.DependsOn": "[DefaultRoute]"})[1] == {"WCS121"}

"""A cluster that somebody made by hand: one command says what to change, where and why, and what it may not read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from generator.deploy.diagnose_command import main as diagnose
from generator.rehearsal.server import running
from tests.live.hand_made import Made, close, make
from tests.live.test_account import _refuse

Told = Callable[..., str]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Made, Any, str]]:
    kept, clients = dict(os.environ), {}
    with running(tmp_path_factory.mktemp("hand-made") / "state", pace=0) as local:
        os.environ.update(local.environment, COLUMNS="80")

        def client(service: str) -> Any:
            if service not in clients:
                clients[service] = boto3.client(service, "us-east-1", endpoint_url=local.endpoint_url)
            return clients[service]

        try:
            yield make(client), client, local.endpoint_url
        finally:
            os.environ.clear()
            os.environ.update(kept)


@pytest.fixture
def told(shop: tuple[Made, Any, str], capsys: pytest.CaptureFixture[str]) -> Told:
    def told(*arguments: str) -> str:
        diagnose(["--region", "us-east-1", "--endpoint-url", shop[2], "--live", *arguments])
        return capsys.readouterr().out

    return told


def test_what_works_has_no_cause_and_nothing_is_unknown(told: Told) -> None:
    text = told("--cluster", "shop")
    assert "no cause is found" in text
    assert "unknown" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "rows"),
    [
        ("route53resolver:ListResolverRuleAssociations", {"public.ecr.aws", "logs", "database ShopDbDBInstance"}),
        ("ec2:DescribeDhcpOptions", {"public.ecr.aws", "logs", "database ShopDbDBInstance"}),
        ("ec2:DescribeSecurityGroups", {"database ShopDbDBInstance", "load balancer ShopLoadBalancer", "logs"}),
    ],
)
def test_a_list_that_may_not_be_read_is_named_where_it_decides(
    action: str, rows: set[str], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row about names is unknown where rules for names are not read, and one about groups is not; each says why."""
    _refuse(action, monkeypatch)
    lines = " ".join(told("--cluster", "shop").split()).split(" unknown ")[1:]
    assert lines
    assert all(action in line.partition(" unread ")[0] for line in lines)
    for row in ("public.ecr.aws", "logs", "database ShopDbDBInstance", "load balancer ShopLoadBalancer"):
        named = any(f"WebService, {row}" in line for line in lines)
        assert named or row not in rows
        assert not (row.startswith("load balancer") and named and row not in rows)


def test_a_rule_that_is_gone_is_named_with_both_groups(shop: tuple[Made, Any, str], told: Told) -> None:
    made, client, _ = shop
    close(client, made)
    text = told("--vpc", made.vpc)
    assert max(map(len, text.splitlines())) <= 80
    first = " ".join(text.partition("   proof")[0].split())
    assert "1. ShopDatabaseSecurityGroup SecurityGroupIngress" in first
    assert f"at {made.database} in the account" in first
    assert "FromPort 5432" in first
    assert f"a group of WebService ({made.tasks})" in first
    assert "connections to the database time out" in first

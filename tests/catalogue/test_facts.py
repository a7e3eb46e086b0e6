"""What a message names is filled into the commands; what is cut off, masked or another message's is not."""

from __future__ import annotations

import pytest

from generator.catalogue import find, match
from generator.catalogue.facts import facts, filled

A = "111122223333"
UUID = "1f2e3d4c-aaaa-bbbb-cccc-0123456789ab"
TASK = "0123456789abcdef0123456789abcdef"
CALLER = f"User: arn:aws:sts::{A}:assumed-role/exec/9f"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            f"arn:aws:ecs:eu-west-1:{A}:task/shop/{TASK} stopped",
            {"taskArn": f"arn:aws:ecs:eu-west-1:{A}:task/shop/{TASK}", "cluster": "shop", "region": "eu-west-1"},
        ),
        (f"arn:aws:ecs:eu-west-1:{A}:service/shop/web did", {"cluster": "shop", "service": "web"}),
        (f"(service web) (task {TASK}) failed", {"service": "web", "taskArn": TASK}),
        ("service [web] was unable to place a task", {"service": "web"}),
        (
            f"secret arn:aws:secretsmanager:eu-west-1:{A}:secret:shop/db-q1w2e3:password:: from",
            {"secretArn": f"arn:aws:secretsmanager:eu-west-1:{A}:secret:shop/db-q1w2e3"},
        ),
        (f"resource: arn:aws:ssm:eu-west-1:{A}:parameter/shop/url because", {"parameterName": "/shop/url"}),
        (f"resource: arn:aws:ssm:eu-west-1:{A}:parameter/URL because", {"parameterName": "URL"}),
        ("invalid parameters: /shop/prod/KEY", {"parameterName": "/shop/prod/KEY"}),
        (
            f"{A}.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2: not found",
            {"repository": "shop/web", "tag": "1.4.2", "region": "eu-west-1", "ownerAccount": A},
        ),
        (f"https://{A}.dkr.ecr.eu-west-1.amazonaws.com/v2/shop/web/manifests/7: 403", {"repository": "shop/web"}),
        (f"{A}.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:00: not found", {"repository": "web"}),
        ("host shop-db.abcdefgh.eu-west-1.rds.amazonaws.com:5432", {"database": "shop-db", "region": "eu-west-1"}),
        ("fs-9988776655443322a.efs.eu-west-1.amazonaws.com", {"fileSystem": "fs-9988776655443322a"}),
        (f"stack/x: arn:aws:cloudformation:eu-west-1:{A}:stack/shop/{UUID} is in", {"region": "eu-west-1"}),
        ("Stack with id shop-dev does not exist", {"stack": "shop-dev"}),
        ("Stack [shop-prod] cannot be deleted", {"stack": "shop-prod"}),
        ("Export net:Vpc cannot be deleted", {"export": "net:Vpc"}),
        ("No export named net:Vpc found", {"export": "net:Vpc"}),
        ("Cannot find version 16.2 for postgres", {"engine": "postgres", "engineVersion": "16.2"}),
        ("in vpc-0aa11bb22cc33dd44, sg-0aa11bb2", {"vpcId": "vpc-0aa11bb22cc33dd44", "securityGroup": "sg-0aa11bb2"}),
        (
            f"{CALLER} is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::b/k",
            {
                "executionRole": "exec",
                "taskRoleArn": f"arn:aws:iam::{A}:role/exec",
                "action": "s3:PutObject",
                "resourceArn": "arn:aws:s3:::b/k",
            },
        ),
        (f"User: arn:aws:iam::{A}:user/ci is not", {"deployerArn": f"arn:aws:iam::{A}:user/ci"}),
    ],
)
def test_value_is_read(text: str, known: dict[str, str]) -> None:
    assert known.items() <= facts(text).items()


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:secretsmanager:eu-west-1:***:secret:shop/db-q1w2e3",
        f"arn:aws:elasticloadbalancing:eu-west-1:{A}:targetgroup/shop/01234567...",
        f"arn:aws:ecs:eu-west-1:{A}:task/shop/0123456789ab",
        f"arn:aws:ssm:eu-west-1:{A}:parameter/shop/u...",
        f"arn:aws:ssm:eu-west-1:{A}:parameter/shop/u\u2026",
        f"on resource: arn:aws:ssm:eu-west-1:{A}:parameter/shop/u...",
        "(service shop-w...) (task 0123) failed",
        "invalid parameters: /shop/prod\u2026",
        "arn:aws:iam::zzzzzzzzzzzz:role/exec",
        "sg-xxxxxxxx in vpc-1",
        "the service web is well, the task is done",
        f"{A}.dkr.ecr.eu-west-1.amazonaws.com/shop/we...",
    ],
)
def test_what_is_cut_off_or_masked_fills_nothing(text: str) -> None:
    names = {"secretArn", "targetGroupArn", "taskArn", "parameterArn", "parameterName", "roleArn", "repository", "tag"}
    assert facts(text).keys().isdisjoint(names | {"securityGroup", "vpcId", "service", "resourceArn"})


def test_an_arn_that_a_table_broke_is_read_whole() -> None:
    broken = (
        "arn:aws:elasticloadbalancing:eu-west-1:1                  \n    11122223333:targetgroup/shop/0123456789abcdef"
    )
    assert facts(f"(target-group {broken}) is")["targetGroupArn"].endswith(f":{A}:targetgroup/shop/0123456789abcdef")


def test_each_message_gets_its_own_values() -> None:
    unhealthy = "(service {0}) is unhealthy in (target-group {1}) due to (reason Request timed out)\n"
    groups = [f"arn:aws:elasticloadbalancing:eu-west-1:{A}:targetgroup/{name}/0123456789abcdef" for name in "ab"]
    denied = f"ResourceInitializationError: {CALLER} is not authorized to perform: ecr:GetAuthorizationToken"
    log = unhealthy.format("a", groups[0]) + denied
    by_id = {found.entry.id: found for found in find(log)}
    assert by_id["alb-timeout"].entry.checks[0].args == {"TargetGroupArn": groups[0]}
    two = "".join(unhealthy.format(name, group) for name, group in zip("ab", groups, strict=True))
    (found,) = find(two)
    assert found.entry.checks[0].args == {"TargetGroupArn": groups[0]}
    assert facts("", around=two).keys().isdisjoint({"targetGroupArn"})


def test_what_stands_around_a_message_helps_when_it_is_one_thing() -> None:
    arn = f"arn:aws:ecs:eu-west-1:{A}:task/shop/{TASK}"
    (found,) = find(f'{{"taskArn": "{arn}", "stoppedReason": "Task failed container health checks"}}')
    assert found.region == "eu-west-1"
    assert found.entry.checks[0].args["tasks"] == [arn]
    assert found.entry.checks[0].args["cluster"] == "shop"


def test_unknown_names_stay_for_the_reader() -> None:
    entry = match("SC service is already used by somebody")[0]
    assert "<discoveryServiceId>" in entry.fix
    assert "srv-abcdefgh12345678" in filled(entry, {"discoveryServiceId": "srv-abcdefgh12345678"}).fix

"""Access logs of load balancers, and buckets that do not take them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_to, without

DELIVERY = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}


def logged(principal: object, prefix: str = "", **more: object) -> Change:
    """Make a change that gives the load balancer an access log, and the bucket a policy."""
    allow = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "s3:PutObject",
        "Resource": {"Fn::Sub": "${Logs.Arn}/" + prefix + "AWSLogs/${AWS::AccountId}/*"},
        **more,
    }
    attributes = [
        {"Key": "access_logs.s3.enabled", "Value": "true"},
        {"Key": "access_logs.s3.bucket", "Value": {"Ref": "Logs"}},
    ]
    return both(
        add("Logs", "AWS::S3::Bucket"),
        add("LogsPolicy", "AWS::S3::BucketPolicy", Bucket={"Ref": "Logs"}, PolicyDocument={"Statement": [allow]}),
        set_to("Balancer", LoadBalancerAttributes=attributes),
        lambda t: t["Resources"]["Balancer"].update(DependsOn="LogsPolicy"),
    )


def prefixed(prefix: str) -> Change:
    """Make a change that puts the access log below a prefix."""
    attribute = {"Key": "access_logs.s3.prefix", "Value": prefix}
    return lambda t: t["Resources"]["Balancer"]["Properties"]["LoadBalancerAttributes"].append(attribute)


OWN = {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
OF_REGION = {"AWS": "arn:aws:iam::127311923021:root"}
NETWORK = lambda t: t["Resources"]["Balancer"]["Properties"].update(Type="network")  # noqa: E731

WRONG: list[tuple[str, Change, str, tuple[Any, ...]]] = [
    ("ECS144", logged({"Service": "delivery.logs.amazonaws.com"}), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", logged(OWN), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", both(logged(DELIVERY), NETWORK), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", both(logged(OF_REGION), NETWORK), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", logged(DELIVERY, "elsewhere/"), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", both(logged(DELIVERY), prefixed("web")), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", both(logged(DELIVERY), without("LogsPolicy"), lambda t: t["Resources"]["Balancer"].pop("DependsOn")),
     "Logs", ()),
    ("WCS123", both(logged(DELIVERY), lambda t: t["Resources"]["Balancer"].pop("DependsOn")), "Balancer", ()),
]  # fmt: skip


RIGHT: list[tuple[str, Change]] = [
    ("ECS144", logged(DELIVERY)),
    ("ECS144", logged({"AWS": "arn:aws:iam::127311923021:root"})),
    ("ECS144", logged(OPEN)),
    ("ECS144", both(logged(DELIVERY), prefixed(""))),
    ("ECS144", both(logged({"Service": "ec2.amazonaws.com"}),
                    lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Logs"}}}))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "resource", "steps"), WRONG)
def test_what_the_bucket_refuses(
    tmp_path: Path, rule: str, change: Change, resource: str, steps: tuple[Any, ...]
) -> None:
    found = [each for each in faults(tmp_path, change) if each.rule == rule]
    assert [(each.at, each.steps) for each in found] == [(resource, steps)]


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_what_it_takes_or_may(tmp_path: Path, rule: str, change: Change) -> None:
    assert rule not in rules(tmp_path, change)

"""What AWS refuses to create, or creates in vain: one change of the small app each, and where nothing is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.proof.one_app import (
    OPEN,
    Change,
    add,
    attribute,
    both,
    faults,
    properties,
    rules,
    set_to,
    without,
)

PUT_OUT: dict[str, Change] = {
    name: lambda t, name=name: t.update(Outputs={"It": {"Value": {"Ref": name}}})  # type: ignore[misc]
    for name in ("Cluster", "Internet", "Logs", "Targets", "Vpc")
}


def monitored(t: dict[str, Any]) -> None:
    """Let the database report metrics through a role."""
    properties(t, "Database").update(MonitoringInterval=60, MonitoringRoleArn=attribute("Monitor", "Arn"))
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "monitoring.rds.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"ArnLike": {"aws:SourceArn": {"Fn::Sub": "arn:aws:rds:*:${AWS::AccountId}:db:*"}}},
    }
    t["Resources"]["Monitor"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Statement": [statement]},
            "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
        },
    }


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


WRONG: list[tuple[str, Change, str, tuple[Any, ...]]] = [
    ("ECS014", without("Attachment"), "Internet", ()),
    ("ECS014", set_to("Attachment", VpcId={"Ref": "Other"}), "Attachment", ()),
    ("ECS096", both(monitored, lambda t: _trust(t)["Principal"].update(Service="rds.amazonaws.com")), "Monitor",
     ("AssumeRolePolicyDocument",)),
    ("WCS096", both(monitored, set_to("Monitor", ManagedPolicyArns=[])), "Monitor", ()),
    ("ECS144", logged({"Service": "delivery.logs.amazonaws.com"}), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", logged(DELIVERY, "elsewhere/"), "LogsPolicy", ("PolicyDocument",)),
    ("ECS144", both(logged(DELIVERY), without("LogsPolicy"), lambda t: t["Resources"]["Balancer"].pop("DependsOn")),
     "Logs", ()),
    ("ECS123", both(logged(DELIVERY), lambda t: t["Resources"]["Balancer"].pop("DependsOn")), "Balancer", ()),
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].pop("ExcludePunctuation"), "Login",
     ("GenerateSecretString",)),
    ("ECS112", both(lambda t: t["Parameters"].update(Range={"Type": "String", "Default": "10.9.0.0/24"}),
                    set_to("TaskSubnet", CidrBlock={"Ref": "Range"})), "TaskSubnet", ("CidrBlock",)),
]  # fmt: skip


def _trust(t: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = properties(t, "Monitor")["AssumeRolePolicyDocument"]["Statement"][0]
    return found


@pytest.mark.parametrize(("rule", "change", "resource", "steps"), WRONG)
def test_what_is_refused(tmp_path: Path, rule: str, change: Change, resource: str, steps: tuple[Any, ...]) -> None:
    other = add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16")
    found = [fault for fault in faults(tmp_path, both(other, change)) if fault.rule == rule]
    assert [(fault.at, fault.steps) for fault in found][:1] == [(resource, steps)]
    assert all(fault.message and fault.fix for fault in found)


RIGHT: list[tuple[str, Change]] = [
    ("ECS014", both(without("Attachment"), PUT_OUT["Internet"])),
    ("ECS014", set_to("Attachment", InternetGatewayId=OPEN)),
    ("ECS096", monitored),
    ("ECS096", both(monitored, lambda t: _trust(t).update(Principal=OPEN))),
    ("WCS096", both(monitored, set_to("Monitor", ManagedPolicyArns=OPEN))),
    ("ECS144", logged(DELIVERY)),
    ("ECS144", logged({"AWS": "arn:aws:iam::127311923021:root"})),
    ("ECS144", logged(OPEN)),
    ("ECS144", both(logged({"Service": "ec2.amazonaws.com"}), PUT_OUT["Logs"])),
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].update(
        ExcludePunctuation=False, ExcludeCharacters='"@/\\')),
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].update(
        ExcludePunctuation=False, ExcludeCharacters=OPEN)),
    ("ECS112", both(set_to("TaskSubnet", CidrBlock="10.9.0.0/24"), PUT_OUT["Vpc"])),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_what_may_be_right(tmp_path: Path, rule: str, change: Change) -> None:
    assert rule not in rules(tmp_path, change)


def test_the_share_of_refused_passwords_is_told(tmp_path: Path) -> None:
    def change(t: dict[str, Any]) -> None:
        properties(t, "Login")["GenerateSecretString"].update(ExcludePunctuation=False, PasswordLength=16)

    (found,) = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS098"]
    assert "40% of such passwords" in found.message

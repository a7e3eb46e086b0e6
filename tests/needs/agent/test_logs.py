"""What a role has to allow for the output of tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.one_app import OPEN, Change, add, attribute, both, container, faults, properties, row

MAY_WRITE = ["logs:CreateLogStream", "logs:PutLogEvents"]


def logs(actions: object, resource: object = "*", **options: object) -> Change:
    """Make a change that sends the output of the web to CloudWatch Logs, with a role that allows some actions."""

    def change(template: dict[str, Any]) -> None:
        add("Group", "AWS::Logs::LogGroup")(template)
        given = {"awslogs-group": {"Ref": "Group"}, "awslogs-stream-prefix": "web", "awslogs-region": "us-east-1"}
        container(template)["LogConfiguration"] = {"LogDriver": "awslogs", "Options": {**given, **options}}
        statements = properties(template, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
        statements.append({"Effect": "Allow", "Action": actions, "Resource": resource})

    return change


def test_a_policy_on_what_is_named_by_nobody(tmp_path: Path) -> None:
    """The ARN of a group without a name of its own is made of its reference."""
    other = add("Other", "AWS::Logs::LogGroup", LogGroupName="/other")
    assert row(tmp_path, "log of web", logs("logs:*", attribute("Group", "Arn"))) == "yes"
    assert row(tmp_path, "log of web", both(other, logs("logs:*", attribute("Other", "Arn")))) != "yes"


@pytest.mark.parametrize(
    ("change", "rule", "verdict"),
    [
        (logs(MAY_WRITE), None, "yes"),
        (logs("logs:CreateLogStream"), "ECS031", "no"),
        (logs(MAY_WRITE, **{"awslogs-group": "/web", "awslogs-create-group": "true"}), "ECS021", "no"),
        (logs("logs:*", **{"awslogs-group": "/web", "awslogs-create-group": "true"}), None, "yes"),
        (logs(MAY_WRITE, **{"awslogs-create-group": "true"}), None, "yes"),
        (logs(MAY_WRITE, **{"awslogs-group": "/web", "awslogs-create-group": OPEN}), None, "yes"),
    ],
    ids=["writes", "writes no events", "may not create", "may create", "made here", "an open option"],
)
def test_the_role_writes_the_log(tmp_path: Path, change: Change, rule: str | None, verdict: str) -> None:
    assert row(tmp_path, "log of web", change) == verdict
    found = [(each.rule, each.at) for each in faults(tmp_path, change)]
    assert found == ([(rule, "Role")] if rule else [])


LOG = "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options"
WEST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1"
ELSEWHERE: Edits = {f"{LOG}.awslogs-region": "eu-west-1"}


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ({"S3Endpoint.ServiceName": "com.amazonaws.us-east-1.s3"}, "ServiceName of S3Endpoint"),
        ({"Subnet.AvailabilityZone": "us-east-1a"}, "AvailabilityZone of Subnet"),
    ],
)
def test_a_group_that_is_looked_for_in_another_region(tmp_path: Path, hint: Edits, told: str) -> None:
    found = edited(tmp_path, "isolated", hint, ELSEWHERE)
    (fault,) = (finding for finding in found.findings if finding.rule == "ECS023")
    assert fault.steps[-1] == "awslogs-region"
    assert (
        f"logs to LogGroup in eu-west-1, but these templates create the group in us-east-1, which {told}"
        in fault.message
    )
    assert found.verdict("log of web") == "no"
    assert edited(tmp_path, "isolated", hint, {f"{LOG}.awslogs-region": "us-east-1"}).verdict("log of web") == "yes"


def test_a_region_that_was_given(tmp_path: Path) -> None:
    found = edited(tmp_path, "isolated", ELSEWHERE, region="us-east-1")
    assert (found.rules, found.verdict("log of web")) == ({"ECS023"}, "no")
    assert edited(tmp_path, "isolated", ELSEWHERE, region="eu-west-1").verdict("log of web") == "yes"


@pytest.mark.parametrize(
    ("edits", "verdict"),
    [
        (ELSEWHERE, "unknown"),
        ({f"{LOG}.awslogs-region": "!ImportValue region"}, "unknown"),
        ({**ELSEWHERE, "TaskDefinition.ContainerDefinitions.0.Image": WEST}, "yes"),
        ({**ELSEWHERE, "Subnet.AvailabilityZone": "us-east-1a", f"{LOG}.awslogs-create-group": "'true'"}, "unknown"),
        ({**ELSEWHERE, f"{LOG}.awslogs-group": "/central"}, "yes"),
    ],
    ids=["nothing tells", "not known", "everything is written for one", "may be created there", "a group of others"],
)
def test_a_region_of_which_it_is_not_known(tmp_path: Path, edits: Edits, verdict: str) -> None:
    found = edited(tmp_path, "isolated", edits)
    assert "ECS023" not in found.rules
    assert found.verdict("log of web") == verdict


def test_two_ways_to_tell_where_a_message_begins(tmp_path: Path) -> None:
    one: Edits = {f"{LOG}.awslogs-datetime-format": "'%Y'"}
    both_ways: Edits = {**one, f"{LOG}.awslogs-multiline-pattern": "^INFO"}
    assert edited(tmp_path, "isolated", one).verdict("log of web") == "yes"
    found = edited(tmp_path, "isolated", both_ways)
    assert (found.rules, found.verdict("log of web")) == ({"WCS024"}, "unknown")


@pytest.mark.parametrize(
    ("option", "bad", "good"),
    [
        ("mode", "nonblocking", "non-blocking"),
        ("max-buffer-size", "25 megabytes", "25m"),
        ("max-buffer-size", "large", "1.5MiB"),
        ("max-buffer-size", "'-1'", "'4194304'"),
        ("awslogs-create-group", "'false'", "'true'"),
    ],
)
def test_options_that_are_refused(tmp_path: Path, option: str, bad: str, good: str) -> None:
    spoilt = edited(tmp_path, "isolated", {f"{LOG}.{option}": bad})
    assert (spoilt.rules, spoilt.verdict("start")) == ({"ECS024"}, "no")
    assert edited(tmp_path, "isolated", {f"{LOG}.{option}": good}).rules == set()

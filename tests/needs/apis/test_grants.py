"""What roles are for, by service."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.apis._worker import WORKER
from generator.checks.examples import template
from generator.ecs.roles import Roles
from generator.needs.apis.grants import Grants, grants
from generator.stack import load
from tests.needs.of_workers import QUEUE

DOCUMENT = "TaskRole.Policies.0.PolicyDocument"


def read(folder: Path, edits: dict[str, str | None]) -> Grants:
    (folder / "root.yaml").write_text(template("isolated", tuple(WORKER.items()), tuple(edits.items())))
    graph = load(folder / "root.yaml")
    role = graph.resource("TaskRole")
    assert role is not None
    return grants(Roles(graph), role)


def test_actions_are_told_by_service(tmp_path: Path) -> None:
    found = read(tmp_path, {f"{QUEUE}.Action": "['SQS:SendMessage', 's3:Get*']"})
    assert {service: [each.action for each in listed] for service, listed in found.of.items()} == {
        "sqs": ["SQS:SendMessage"],
        "s3": ["s3:Get*"],
    }
    (grant,) = found.of["s3"]
    assert grant.covers("s3:GetObject")
    assert not grant.covers("s3:PutObject")


def test_json_in_a_text_is_read(tmp_path: Path) -> None:
    written = (
        """'{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}}'"""
    )
    assert set(read(tmp_path, {DOCUMENT: written}).of) == {"sns"}


def test_a_denial_grants_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, {f"{QUEUE}.Effect": "Deny"}).of == {}


@pytest.mark.parametrize(
    "edits", [{f"{QUEUE}.Action": '"*"'}, {f"{QUEUE}.NotAction": "iam:*", f"{QUEUE}.Action": None}]
)
def test_no_service_in_particular(tmp_path: Path, edits: dict[str, str | None]) -> None:
    found = read(tmp_path, edits)
    assert found.everything
    assert not found.of


def test_what_is_not_seen_is_said(tmp_path: Path) -> None:
    unseen: dict[str, str | None] = {"Parameters.Open": "{Type: String}", f"{QUEUE}.Action": "!Ref Open"}
    assert read(tmp_path, unseen).hidden
    arn = "!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonChimeFullAccess'"
    assert read(tmp_path, {"TaskRole.ManagedPolicyArns": f"[{arn}]"}).hidden
    assert not read(tmp_path, {}).hidden

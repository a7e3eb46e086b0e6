"""Keys of log groups, and whether CloudWatch Logs may use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, attribute, both, faults, set_in

ROOT = {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}
LOGS = {"Service": {"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}}


def allow(principal: object, action: object = "kms:*", **more: object) -> dict[str, Any]:
    """Write a statement of a key policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


def logging(*statements: object, name: object = "/app/web") -> Change:
    """Make a change that encrypts a log group with a key."""
    policy = {"KeyPolicy": {"Statement": list(statements)}} if statements else {}
    named = {"LogGroupName": name} if name else {}
    return both(
        add("LogKey", "AWS::KMS::Key", **policy),
        add("Log", "AWS::Logs::LogGroup", KmsKeyId=attribute("LogKey", "Arn"), **named),
    )


def only(arn: str) -> dict[str, Any]:
    """Limit a statement to a log group."""
    return {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": {"Fn::Sub": f"arn:${{AWS::Partition}}:{arn}"}}}


HERE = "logs:${AWS::Region}:${AWS::AccountId}:log-group"


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (logging(allow(ROOT), allow(LOGS)), True),
        (logging(allow({"Service": "logs.amazonaws.com"})), True),
        (logging(allow({"Service": "logs.us-east-1.amazonaws.com"})), True),
        (logging(allow(LOGS, ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"])), True),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/app/*"))), True),
        (logging(allow(OPEN)), True),
        (logging(), False),
        (logging(allow(ROOT)), False),
        (logging(allow(LOGS, ["kms:Encrypt*", "kms:Decrypt*"])), False),
        (logging(allow({"Service": "logs.eu-west-1.amazonaws.com"})), False),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/other/*"))), False),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/app/*")), name=None), True),
    ],
)
def test_cloudwatch_logs_and_the_key_of_a_group(tmp_path: Path, change: Change, right: bool) -> None:
    found = [(fault.rule, fault.at) for fault in faults(tmp_path, change)]
    assert found == ([] if right else [("ECS022", "LogKey")])


def test_whose_output_is_lost(tmp_path: Path) -> None:
    options = {"awslogs-group": {"Ref": "Log"}, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web"}
    writes = set_in("WebTask", LogConfiguration={"LogDriver": "awslogs", "Options": options})
    for change, steps in ((logging(allow(ROOT)), ("KeyPolicy",)), (logging(), ())):
        (found,) = (each for each in faults(tmp_path, both(change, writes)) if each.rule == "ECS022")
        assert (found.steps, found.tasks) == (steps, ("Web",))

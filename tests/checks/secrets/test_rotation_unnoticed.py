"""Passwords that are rotated, and tasks that keep the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, container, faults, properties, rules, set_to, without


def injects(text: str) -> Change:
    return lambda t: container(t).update(Secrets=[{"Name": "X", "ValueFrom": {"Fn::Sub": text}}])


MANAGED = both(
    set_to("Database", MasterUserPassword=None, ManageMasterUserPassword=True),
    lambda t: properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"][0].update(Resource="*"),
    without("LoginAttachment"),
    lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "TaskRoute"]),
)


@pytest.mark.parametrize(("key", "stale"), [("password", True), ("username", True), ("", True), ("none", False)])
def test_a_password_that_rds_rotates(tmp_path: Path, key: str, stale: bool) -> None:
    value = "${Database.MasterUserSecret.SecretArn}" + (f":{key}::" if key else "")
    found = [each for each in faults(tmp_path, both(MANAGED, injects(value))) if each.rule == "WCS170"]
    assert [each.message.split("; ")[0] for each in found] == (
        [
            "X of web is read when a task of Web starts, and RDS rotates the password of Database, every 7 days by "
            "default"
        ]
        if stale
        else []
    )


ROTATED = add("Rotation", "AWS::SecretsManager::RotationSchedule", SecretId={"Ref": "Login"})
MOVER = add(
    "Mover",
    "AWS::Events::Rule",
    EventPattern={"source": ["aws.secretsmanager"], "detail": {"eventName": ["RotationSucceeded"]}},
)


def test_a_rotation_that_running_tasks_do_not_notice(tmp_path: Path) -> None:
    found = [fault for fault in faults(tmp_path, ROTATED) if fault.rule == "WCS170"]
    assert [fault.steps[2:4] for fault in found] == [("Secrets", 1)], "the host does not change"
    through = set_to("Rotation", SecretId={"Ref": "LoginAttachment"})
    assert rules(tmp_path, both(ROTATED, through)) == {"WCS170"}


@pytest.mark.parametrize(
    "change",
    [
        MOVER,
        add("Daily", "AWS::Scheduler::Schedule", Target={"Arn": "arn:aws:scheduler:::aws-sdk:ecs:updateService"}),
        set_to("Rotation", SecretId=OPEN),
        set_to("Rotation", HostedRotationLambda={"RotationType": "PostgreSQLMultiUser"}),
        injects("${Login}:host::"),
        lambda t: t.update(Outputs={"S": {"Value": {"Ref": "Web"}}}),
    ],
)
def test_a_rotation_that_is_followed_or_may_be(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(ROTATED, change)) == set()

"""Sessions of ECS Exec: without a task role there is no service, and without the four actions no session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, Template, add, both, faults, properties, rules, set_to

SESSIONS = set_to("Web", EnableExecuteCommand=True)
CHANNELS = [f"ssmmessages:{word}" for word in ("CreateControlChannel", "CreateDataChannel")]


def task_role(*actions: str) -> Change:
    def change(template: Template) -> None:
        role = {**properties(template, "Role")}
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        role["Policies"] = [{"PolicyName": "own", "PolicyDocument": {"Statement": [statement]}}]
        add("TaskRole", "AWS::IAM::Role", **role)(template)
        properties(template, "WebTask")["TaskRoleArn"] = {"Fn::GetAtt": ["TaskRole", "Arn"]}

    return change


def test_sessions_need_a_task_role(tmp_path: Path) -> None:
    assert [(fault.rule, fault.at) for fault in faults(tmp_path, SESSIONS)] == [("ECS160", "WebTask")]
    assert rules(tmp_path, both(SESSIONS, task_role("ssmmessages:*"))) == set()
    instances = both(set_to("Web", LaunchType="EC2"), set_to("WebTask", RequiresCompatibilities=["EC2"]))
    assert rules(tmp_path, both(SESSIONS, instances)) == {"ECS270"}  # and no word of sessions
    opened = [f"ssmmessages:{word}" for word in ("OpenControlChannel", "OpenDataChannel")]
    assert rules(tmp_path, both(SESSIONS, task_role(*CHANNELS, *opened))) == set()
    assert rules(tmp_path, both(SESSIONS, task_role(*CHANNELS))) == {"WCS160"}
    assert rules(tmp_path, both(SESSIONS, task_role("s3:GetObject"))) == {"WCS160"}
    assert rules(tmp_path, both(SESSIONS, set_to("WebTask", TaskRoleArn=OPEN))) == set()
    assert rules(tmp_path, set_to("Web", EnableExecuteCommand=OPEN)) == set()
    assert rules(tmp_path, task_role("s3:GetObject")) == set()


SAYS = "Tasks run, but aws ecs execute-command fails with TargetNotConnectedException"


def refusing(template: Template) -> None:
    statement = {"Effect": "Deny", "Action": "ssmmessages:OpenDataChannel", "Resource": "*"}
    properties(template, "TaskRole")["Policies"][0]["PolicyDocument"]["Statement"].append(statement)


def apart(template: Template) -> None:
    document = properties(template, "TaskRole").pop("Policies")[0]["PolicyDocument"]
    add("Sessions", "AWS::IAM::ManagedPolicy", PolicyDocument=document)(template)


@pytest.mark.parametrize(
    ("change", "at", "begins", "ends"),
    [
        (
            task_role(*CHANNELS),
            "TaskRole",
            "TaskRole does not allow ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel on *, ",
            "",
        ),
        (
            both(task_role("ssmmessages:*"), refusing),
            "TaskRole",
            "TaskRole does not allow ssmmessages:OpenDataChannel on *, ",
            " (TaskRole own, statement 2 denies ssmmessages:OpenDataChannel on *)",
        ),
        (
            both(task_role("ssmmessages:*"), apart),
            "Sessions",
            "Sessions grants ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, "
            "ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel, which Web needs to open a session, ",
            "AccessDeniedException, because no identity-based policy allows the action",
        ),
    ],
    ids=["not allowed", "denied", "attached to nothing"],
)
def test_the_words_are_those_of_what_is_missing(
    tmp_path: Path, change: Change, at: str, begins: str, ends: str
) -> None:
    (found,) = faults(tmp_path, both(SESSIONS, change))
    assert (found.rule, found.at, found.tasks) == ("WCS160", at, ("Web",))
    assert found.message.startswith(begins)
    assert found.message.endswith(f"{ends}. {SAYS}")

"""Sessions of ECS Exec: what the task role has to allow."""

from __future__ import annotations

from pathlib import Path

from tests.proof.one_app import OPEN, Change, Template, add, both, faults, properties, rules, set_to

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
    assert rules(tmp_path, both(SESSIONS, instances)) == set()
    opened = [f"ssmmessages:{word}" for word in ("OpenControlChannel", "OpenDataChannel")]
    assert rules(tmp_path, both(SESSIONS, task_role(*CHANNELS, *opened))) == set()
    assert rules(tmp_path, both(SESSIONS, task_role(*CHANNELS))) == {"WCS160"}
    assert rules(tmp_path, both(SESSIONS, task_role("s3:GetObject"))) == {"WCS160"}
    assert rules(tmp_path, both(SESSIONS, set_to("WebTask", TaskRoleArn=OPEN))) == set()
    assert rules(tmp_path, set_to("Web", EnableExecuteCommand=OPEN)) == set()
    assert rules(tmp_path, task_role("s3:GetObject")) == set()

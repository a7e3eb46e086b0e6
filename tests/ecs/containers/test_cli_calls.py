"""Calls of the AWS CLI, by a shell or word by word, and what of the templates they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.ecs.containers.cli_calls import cli_calls
from generator.ecs.tasks import tasks
from generator.stack import load

BUCKET = {"Assets": "{Type: AWS::S3::Bucket}"}
PLACE = "TaskDefinition.ContainerDefinitions.0.Command"


def _calls(folder: Path, command: str) -> list[tuple[str, list[str]]]:
    path = folder / "root.yaml"
    path.write_text(template("nat", tuple({**BUCKET, PLACE: command}.items())))
    (task,) = tasks(load(path))
    return [
        (call.written, [each.resource for each in call.named]) for each in task.containers for call in cli_calls(each)
    ]


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("[!Sub 'aws s3 sync s3://${Assets}/ /data && exec nginx']", [("aws s3 sync", ["Assets"])]),
        ("[aws, s3, cp, !Sub 's3://${Assets}/a', /data]", [("aws s3 cp", ["Assets"])]),
        ("['A=$(aws --region eu-west-1 ssm get-parameter --name /a) nginx']", [("aws ssm get-parameter", [])]),
        (
            "['/usr/local/bin/aws sns publish; aws sqs purge-queue']",
            [("aws sns publish", []), ("aws sqs purge-queue", [])],
        ),
        ("['python my-aws s3 sync', 'cat aws.txt']", []),
    ],
)
def test_calls_are_read(tmp_path: Path, command: str, found: list[tuple[str, list[str]]]) -> None:
    assert _calls(tmp_path, command) == found

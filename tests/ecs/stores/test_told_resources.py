"""What variables name that programs call."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.apis._worker import WORKER
from generator.checks.examples import template
from generator.ecs.stores.told_resources import told_resources
from generator.ecs.tasks import tasks
from generator.stack import load, shown

ENVIRONMENT = "TaskDefinition.ContainerDefinitions.0.Environment"
MORE: dict[str, str | None] = {
    "Table": "{Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}",
    "Topic": "{Type: AWS::SNS::Topic}",
    "Bucket": "{Type: AWS::S3::Bucket}",
    "Machine": "{Type: AWS::StepFunctions::StateMachine}",
}


def told(folder: Path, name: str, value: str) -> list[tuple[str, str, str]]:
    edits = {**MORE, ENVIRONMENT: f"[{{Name: {name}, Value: {value}}}]"}
    (folder / "root.yaml").write_text(template("isolated", tuple(WORKER.items()), tuple(edits.items())))
    graph = load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})
    (task,) = tasks(graph)
    return [(each.service, str(each.resource), shown(each.arn)) for each in told_resources(task)]


@pytest.mark.parametrize(
    ("value", "service", "resource"),
    [
        ("!Ref Queue", "sqs", "Queue"),
        ("!GetAtt Queue.Arn", "sqs", "Queue"),
        ("!GetAtt Queue.QueueName", "sqs", "Queue"),
        ("!Ref Table", "dynamodb", "Table"),
        ("!Ref Topic", "sns", "Topic"),
        ("!Ref Bucket", "s3", "Bucket"),
        ("!Ref Machine", "states", "Machine"),
        ("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "sqs", "None"),
        ("arn:aws:sns:us-east-1:111122223333:news", "sns", "None"),
        ("arn:aws:states:us-east-1:111122223333:stateMachine:flow", "states", "None"),
        ("arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf", "secretsmanager", "None"),
    ],
)
def test_a_value_names_it(tmp_path: Path, value: str, service: str, resource: str) -> None:
    ((found, made, _),) = told(tmp_path, "SOMETHING", value)
    assert (found, made) == (service, resource)


def test_a_name_counts_where_the_variable_is_called_like_it(tmp_path: Path) -> None:
    assert [each[:2] for each in told(tmp_path, "ORDERS_TABLE", "orders")] == [("dynamodb", "Table")]
    assert told(tmp_path, "TITLE", "orders") == []


@pytest.mark.parametrize(
    "value",
    [
        "!GetAtt Bucket.RegionalDomainName",
        "!GetAtt Bucket.WebsiteURL",
        "!Sub 'https://${Bucket.DomainName}/logo.png'",
        "!GetAtt TaskRole.Arn",
        "arn:aws:states:us-east-1:111122223333:activity:flow",
        "plain",
    ],
)
def test_what_is_shown_to_others_is_not_called(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, "SOMETHING", value) == []


def test_an_arn_is_made_of_the_name(tmp_path: Path) -> None:
    ((_, _, arn),) = told(tmp_path, "TABLE", "!Ref Table")
    assert arn.endswith(":table/orders")

"""Names and ARNs of resources that templates create, as far as the templates tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ecs.arns import arn, field_of, join, settled
from generator.ecs.own_account import within_account
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Pseudo, Reference, load

TEMPLATE = """\
Resources:
  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app}}
  Nameless: {Type: AWS::Logs::LogGroup}
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: reader, Path: /team/}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: items}}
  Database: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: Main}}
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: app/login}}
  Attachment: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Secret}}
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("template") / "root.yaml"
    path.write_text(TEMPLATE)
    return load(path)


@pytest.mark.parametrize(
    ("path", "attribute", "text"),
    [
        ("Group", "Ref", "/app"),
        ("Group", "Arn", "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app:*"),
        ("Role", "Ref", "reader"),
        ("Table", "Ref", "items"),
    ],
)
def test_what_a_name_decides(graph: Graph, path: str, attribute: str, text: str) -> None:
    assert str(settled(graph, Reference(path, attribute))) == text


@pytest.mark.parametrize(
    ("path", "attribute"),
    [
        ("Nameless", "Ref"),
        ("Role", "Arn"),  # its path is part of it
        ("Database", "Ref"),  # RDS writes it in small letters
        ("Secret", "Ref"),  # an ARN that ends in six letters of chance
    ],
)
def test_what_it_does_not_decide_stays_a_reference(graph: Graph, path: str, attribute: str) -> None:
    reference = Reference(path, attribute)
    assert settled(graph, reference) == reference


def test_an_attachment_is_the_secret_that_it_attaches(graph: Graph) -> None:
    assert settled(graph, Reference("Attachment", "Ref")) == Reference("Secret", "Ref")


@pytest.mark.parametrize(
    ("named", "given", "within"),
    [
        ("arn:aws:ecr:us-east-1:111122223333:repository/web", "111122223333", Truth.YES),
        ("arn:aws:ecr:us-east-1:111122223333:repository/web", "444455556666", Truth.NO),
        ("arn:aws:ecr:us-east-1:111122223333:repository/web", None, Truth.UNKNOWN),
        ("arn:aws:s3:::bucket/file", "111122223333", Truth.UNKNOWN),
        ("web", "111122223333", Truth.UNKNOWN),
    ],
)
def test_whose_an_arn_is(tmp_path: Path, named: str, given: str | None, within: Truth) -> None:
    path = tmp_path / "root.yaml"
    path.write_text(TEMPLATE)
    one = load(path, parameters={} if given is None else {"AWS::AccountId": given})
    assert within_account(one, Literal(named)) is within
    assert within_account(one, arn(one, "ecr", "repository/web")) is Truth.YES
    assert within_account(one, Reference("Secret")) is Truth.YES


def test_the_fields_of_an_arn(graph: Graph) -> None:
    whole = arn(graph, "secretsmanager", "secret:", Reference("Secret"), ":key")
    assert field_of(whole, 4) == Pseudo("AWS::AccountId")
    assert field_of(whole, 6) == Reference("Secret")
    assert field_of(Literal("arn:aws:s3:::bucket"), 4) == Absent()
    assert field_of(join(Reference("Secret"), ":key"), 4) is None
    assert field_of(Literal("arn:aws:ssm:us-east-1:111122223333:parameter/a"), 6) is None, "there are six of them"

"""Names and ARNs of resources that templates create, as far as the templates tell."""

from __future__ import annotations

import pytest

from generator.ecs.arns import settled
from generator.stack import Graph, Reference, load

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

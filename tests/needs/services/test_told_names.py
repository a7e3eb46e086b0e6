"""Names and Regions that tasks are told, held against what is created: a row of unknown, and none for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.needs.services.test_told_hosts import TOLD, doubts

MADE: Edits = {
    "Carts": "{Type: AWS::DynamoDB::Table, Properties: {TableName: carts-web}}",
    "Orders": "{Type: AWS::SQS::Queue, Properties: {QueueName: orders.fifo, FifoQueue: true}}",
    "Aurora": "{Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}",
    "Pool": "{Type: AWS::Cognito::UserPool}",
}
QUEUE_URL = "!Sub 'https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/%s'"


@pytest.mark.parametrize(
    ("name", "wrong", "right", "word"),
    [
        ("CARTS_TABLE", "cart-web", "carts-web", "Carts is carts-web"),
        ("CARTS_TABLE", "Carts-Web", "sessions", "Carts is carts-web"),
        ("ORDERS_QUEUE_URL", QUEUE_URL % "orders", QUEUE_URL % "orders.fifo", "Orders is orders.fifo"),
        ("ORDERS_QUEUE_URL", "!Sub 'https://sqs.${AWS::Region}.amazonaws.com/mail'", QUEUE_URL % "mail", "account"),
        ("AWS_REGION", "us-east-1a", "us-east-1", "Availability Zone"),
        ("FLYWAY_URL", "!Sub 'jdbc:mysql://${Aurora.ReadEndpoint.Address}:3306/a'",
         "!Sub 'jdbc:mysql://${Aurora.Endpoint.Address}:3306/a'", "takes no writes"),
        ("DB_WRITER_HOST", "!GetAtt Aurora.ReadEndpoint.Address", "!GetAtt Aurora.Endpoint.Address", "takes no writes"),
        ("USER_POOL_ID", "!GetAtt Pool.ProviderName", "!Ref Pool", "Ref is"),
    ],
)  # fmt: skip
def test_a_name_that_is_none(tmp_path: Path, name: str, wrong: str, right: str, word: str) -> None:
    (told,) = doubts(tmp_path, "nat", {**MADE, TOLD: f"[{{Name: {name}, Value: {wrong}}}]"})
    assert word in told
    assert doubts(tmp_path, "nat", {**MADE, TOLD: f"[{{Name: {name}, Value: {right}}}]"}) == []


def test_another_region_than_that_of_what_is_called_there(tmp_path: Path) -> None:
    pair = "[{Name: AWS_REGION, Value: eu-west-1}, {Name: %s, Value: !Ref Carts}]"
    (told,) = doubts(tmp_path, "nat", {**MADE, TOLD: pair % "CARTS_TABLE"})
    assert "programs look for Carts" in told
    alone = "[{Name: AWS_REGION, Value: eu-west-1}, {Name: OTHER, Value: elsewhere}]"
    assert doubts(tmp_path, "nat", {**MADE, TOLD: alone}) == []

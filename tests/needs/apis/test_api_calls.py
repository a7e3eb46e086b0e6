"""The way to the APIs that code calls, as far as roles and variables tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.apis._worker import ROLE_ALONE, WORKER
from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load
from tests.needs.of_containers import said
from tests.needs.of_workers import ENVIRONMENT, QUEUE, worker

ENDPOINT = "SqsEndpoint"


def rows(folder: Path, edits: dict[str, str | None], base: str = "isolated") -> dict[str, str]:
    """The verdicts of the rows for APIs."""
    (folder / "root.yaml").write_text(template(base, tuple(ROLE_ALONE.items()), tuple(edits.items())))
    proofs = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    return {each.need.name: each.answer.verdict.value for each in proofs if each.need.name.startswith("api ")}


def test_an_endpoint_of_its_own_leads_there(tmp_path: Path) -> None:
    assert worker(tmp_path, {}) == ("yes", set())


@pytest.mark.parametrize(
    "edits",
    [
        {ENDPOINT: None},
        {f"{ENDPOINT}.PrivateDnsEnabled": "false"},
        {f"{ENDPOINT}.PrivateDnsEnabled": None},
        {f"{ENDPOINT}.ServiceName": "!Sub com.amazonaws.${AWS::Region}.sns"},
    ],
)
def test_without_one_it_fails_when_told_and_warns_when_not(tmp_path: Path, edits: dict[str, str | None]) -> None:
    assert worker(tmp_path, edits) == ("no", {"ECS310"})
    assert worker(tmp_path, edits, base=ROLE_ALONE) == ("unknown", {"WCS310"})


def test_a_group_that_admits_nobody_is_in_the_way(tmp_path: Path) -> None:
    group = "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: Admits nobody, VpcId: !Ref Vpc}}"
    assert worker(tmp_path, {"Closed": group, f"{ENDPOINT}.SecurityGroupIds": "[!Ref Closed]"}) == ("no", {"ECS310"})


def test_a_nat_gateway_leads_anywhere(tmp_path: Path) -> None:
    edits: dict[str, str | None] = {f"{QUEUE}.Action": "['sqs:*', 'iam:GetUser', 'nothing:Known', 'ses:SendEmail']"}
    without = {place: value for place, value in ROLE_ALONE.items() if place != ENDPOINT}
    assert said(tmp_path, "api sqs", without, edits, base="nat") == ("yes", set())
    assert said(tmp_path, "api nothing", without, edits, base="nat") == ("yes", set())


def test_what_no_known_endpoint_carries_is_unknown_without_internet(tmp_path: Path) -> None:
    assert rows(tmp_path, {f"{QUEUE}.Action": "['sqs:*', 'iam:GetUser']"}) == {"api sqs": "yes", "api iam": "unknown"}


@pytest.mark.parametrize(
    ("action", "api", "verdict"),
    [
        ("sagemaker:InvokeEndpoint", "sagemaker.runtime", "yes"),
        ("SageMaker:InvokeEndpoint", "sagemaker.api", "unknown"),
        ("states:StartSyncExecution", "sync-states", "yes"),
        ("states:StartSyncExecution", "states", "unknown"),
        ("states:Start*", "states", "yes"),
    ],
)
def test_an_action_that_has_an_endpoint_of_its_own(tmp_path: Path, action: str, api: str, verdict: str) -> None:
    name = f"!Sub com.amazonaws.${{AWS::Region}}.{api}"
    edits: dict[str, str | None] = {f"{QUEUE}.Action": f"['{action}']", f"{ENDPOINT}.ServiceName": name}
    (row,) = rows(tmp_path, edits).values()
    assert row == verdict


def test_everything_is_unknown_once(tmp_path: Path) -> None:
    assert rows(tmp_path, {f"{QUEUE}.Action": '"*"'}) == {"api *": "unknown"}
    power = "[!Sub 'arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess']"
    assert rows(tmp_path, {"TaskRole.ManagedPolicyArns": power}) == {"api sqs": "yes", "api *": "unknown"}
    open_ends = "['iam:GetUser', 'ses:SendEmail', 'route53:ListHostedZones']"
    assert rows(tmp_path, {f"{QUEUE}.Action": open_ends}) == {"api *": "unknown"}


def test_a_role_from_elsewhere_is_unknown_where_only_endpoints_lead_anywhere(tmp_path: Path) -> None:
    elsewhere: dict[str, str | None] = {"TaskDefinition.TaskRoleArn": "arn:aws:iam::111122223333:role/other"}
    assert rows(tmp_path, elsewhere) == {"api *": "unknown"}


def test_policies_of_aws_are_for_a_service(tmp_path: Path) -> None:
    arns = "[!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonDynamoDBFullAccess']"
    assert rows(tmp_path, {"TaskRole.ManagedPolicyArns": arns}) == {"api dynamodb": "unknown", "api sqs": "yes"}


@pytest.mark.parametrize(
    "action", ["ecr:*", "logs:PutLogEvents", "ssmmessages:*", "kms:Decrypt", "elasticfilesystem:*"]
)
def test_what_other_rows_ask_has_none_here(tmp_path: Path, action: str) -> None:
    assert rows(tmp_path, {f"{QUEUE}.Action": action}) == {}


def test_a_key_that_code_uses_by_itself_has_a_row(tmp_path: Path) -> None:
    assert rows(tmp_path, {f"{QUEUE}.Action": "kms:Sign"}) == {"api kms": "unknown"}


def test_a_gateway_that_is_in_no_route_table_leads_nowhere(tmp_path: Path) -> None:
    table = "{Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}"
    gateway = """
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          ServiceName: !Sub com.amazonaws.${AWS::Region}.dynamodb
          VpcEndpointType: Gateway
          RouteTableIds: [!Ref RouteTable]
"""
    edits: dict[str, str | None] = {
        "Table": table,
        "Gateway": gateway,
        ENVIRONMENT: "[{Name: TABLE, Value: !Ref Table}]",
        f"{QUEUE}.Action": "dynamodb:*Item",
        f"{QUEUE}.Resource": "!GetAtt Table.Arn",
    }
    assert worker(tmp_path, edits, "api dynamodb") == ("yes", set())
    other = {**edits, "Spare": "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}"}
    other["Gateway"] = gateway.replace("!Ref RouteTable]", "!Ref Spare]")
    assert worker(tmp_path, other, "api dynamodb") == ("no", {"ECS310"})


def test_another_region_is_not_behind_an_endpoint(tmp_path: Path) -> None:
    url = "https://sqs.eu-west-1.amazonaws.com/111122223333/other"
    edits: dict[str, str | None] = {
        ENVIRONMENT: f"[{{Name: QUEUE_URL, Value: '{url}'}}]",
        f"{QUEUE}.Resource": '"*"',
    }
    assert worker(tmp_path, edits) == ("unknown", set())
    here = url.replace("eu-west-1", "us-east-1")
    assert worker(tmp_path, {**edits, ENVIRONMENT: f"[{{Name: QUEUE_URL, Value: '{here}'}}]"}) == ("yes", set())


def test_what_keeps_tasks_from_starting_is_told_once(tmp_path: Path) -> None:
    closed = "[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]"
    verdict, rules = worker(tmp_path, {"TaskGroup.SecurityGroupEgress": closed})
    assert (verdict, {rule for rule in rules if rule[3:5] == "31"}) == ("no", set())


def test_tasks_on_hosts_are_asked_for_no_way(tmp_path: Path) -> None:
    on_hosts: dict[str, str | None] = {
        **WORKER,
        "TaskDefinition.NetworkMode": "bridge",
        "TaskDefinition.RequiresCompatibilities": "[EC2]",
        "Service.LaunchType": "EC2",
        "Service.NetworkConfiguration": None,
    }
    assert said(tmp_path, "api sqs", on_hosts, {ENDPOINT: None}, base="isolated")[0] == "yes"

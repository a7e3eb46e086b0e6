"""The version of a secret that ValueFrom asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said

VALUE = "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom"
ROTATED = {
    "Rotation": "{Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref Secret, RotationLambdaARN: "
    "!Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:rotate'}}"
}


def secret(folder: Path, tail: str, *edits: dict[str, str | None]) -> tuple[str, set[str]]:
    return said(folder, "API_KEY of web", {VALUE: f"!Sub '${{Secret}}{tail}'"}, *edits, base="injected")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", ("yes", set())),
        (":token::", ("yes", set())),
        (":token:AWSCURRENT:", ("yes", set())),
        (":token:AWSPREVIOUS:", ("no", {"ECS202"})),
        (":token:AWSPENDING:", ("no", {"ECS202"})),
        ("::blue:", ("no", {"ECS202"})),
        (":token::3", ("no", {"ECS202"})),
        (":token::11111111-2222-3333-4444-555555555555", ("unknown", set())),
        (":token:${AWS::StackName}:", ("unknown", set())),
    ],
)
def test_a_new_secret_has_one_version(tmp_path: Path, tail: str, expected: tuple[str, set[str]]) -> None:
    assert secret(tmp_path, tail) == expected


def test_a_rotation_makes_another_version(tmp_path: Path) -> None:
    assert secret(tmp_path, ":token::", ROTATED) == ("yes", set())
    assert secret(tmp_path, ":token:AWSPREVIOUS:", ROTATED) == ("unknown", set())


def test_a_rotation_does_not_keep_a_task_from_starting(tmp_path: Path) -> None:
    assert said(tmp_path, "start", ROTATED, base="injected") == ("yes", set())


def elsewhere(folder: Path, base: str, region: str, *edits: dict[str, str | None]) -> str:
    """The verdict on a secret whose ARN is written out, in some Region."""
    named = f"arn:${{AWS::Partition}}:secretsmanager:{region}:${{AWS::AccountId}}:secret:web-AbCdEf"
    allowed = "[{PolicyName: read, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: '*', "
    more = {
        "TaskDefinition.ContainerDefinitions.0.Secrets": f"[{{Name: TOKEN, ValueFrom: !Sub '{named}'}}]",
        "ExecutionRole.Policies": allowed + "Resource: '*'}]}}]",
    }
    return said(folder, "TOKEN of web", more, *edits, base=base)[0]


def test_endpoints_do_not_lead_to_another_region(tmp_path: Path) -> None:
    endpoint = (
        "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: !Sub "
        "'com.amazonaws.${AWS::Region}.secretsmanager', VpcEndpointType: Interface, PrivateDnsEnabled: true, "
        "SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref EndpointGroup]}}"
    )
    edits: dict[str, str | None] = {"SecretsEndpoint": endpoint}
    assert elsewhere(tmp_path, "isolated", "us-east-1", edits) == "yes"
    assert elsewhere(tmp_path, "isolated", "eu-west-1", edits) == "unknown"
    assert elsewhere(tmp_path, "nat", "eu-west-1") == "yes"

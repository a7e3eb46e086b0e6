"""Policies of secrets that admit what comes through one endpoint only."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

POLICY = (
    "{Type: AWS::SecretsManager::ResourcePolicy, Properties: {SecretId: !Ref Token, ResourcePolicy: {Version: "
    "'2012-10-17', Statement: [{Effect: Deny, Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*', "
    "Condition: {StringNotEquals: {'aws:SourceVpce': !Ref %s}}}]}}}"
)
ENDPOINT = (
    "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Interface, VpcId: !Ref Vpc, PrivateDnsEnabled: true, "
    "ServiceName: !Sub 'com.amazonaws.${AWS::Region}.secretsmanager', SubnetIds: [!Ref Subnet], SecurityGroupIds: "
    "[!Ref EndpointGroup]}}"
)
READS = (
    "[{PolicyName: s, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: "
    "'secretsmanager:GetSecretValue', Resource: !Ref Token}]}}]"
)


@pytest.mark.parametrize(
    ("endpoint", "more", "verdict"),
    [
        ("TokenEndpoint", {}, "yes"),
        ("S3Endpoint", {}, "unknown"),
        ("TokenEndpoint", {"Service.LaunchType": "!Ref Launch", "Parameters.Launch": "{Type: String}"}, "unknown"),
    ],
)
def test_the_endpoint_is_that_of_the_task(tmp_path: Path, endpoint: str, more: Edits, verdict: str) -> None:
    edits = {
        "Token": "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {}}}",
        "TokenPolicy": POLICY % endpoint,
        "TokenEndpoint": ENDPOINT,
        "ExecutionRole.Policies": READS,
        "TaskDefinition.ContainerDefinitions.0.Secrets": "[{Name: TOKEN, ValueFrom: !Ref Token}]",
    }
    result = edited(tmp_path, "isolated", edits, more)
    assert result.verdict("TOKEN of web") == verdict, result.because("TOKEN of web")

"""A group of CodeDeploy that deploys ECS services, with what is for another platform; and with what is for ECS."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.refusals.test_asked_beside import refused

ROLE = (
    "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
    "Principal: {Service: codedeploy.amazonaws.com}, Action: 'sts:AssumeRole'}]}, ManagedPolicyArns: [!Sub "
    "'arn:${AWS::Partition}:iam::aws:policy/%s']}}"
)
DEPLOYED: Edits = {
    "Role": ROLE % "AWSCodeDeployRoleForECS",
    "Application": "{Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: ECS}}",
    "Group": "{Type: AWS::CodeDeploy::DeploymentGroup, Properties: {ApplicationName: !Ref Application, "
    "ServiceRoleArn: !GetAtt Role.Arn, DeploymentConfigName: CodeDeployDefault.ECSAllAtOnce, ECSServices: "
    "[{ClusterName: !Ref Cluster, ServiceName: !GetAtt Service.Name}]}}",
}
CONFIG = "Group.DeploymentConfigName"


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({"Role": ROLE % "service-role/AWSCodeDeployRole"}, "no policy for task sets"),
        ({"Role": ROLE % "service-role/AWSCodeDeployRoleForLambda"}, "no policy for task sets"),
        ({CONFIG: "CodeDeployDefault.AllAtOnce"}, "none of ECS"),
        ({CONFIG: "CodeDeployDefault.LambdaAllAtOnce"}, "none of ECS"),
        ({"Application.ComputePlatform": "Server"}, "ComputePlatform of Application is Server"),
        ({"Application.ComputePlatform": None}, "Server by default"),
    ],
)
def test_what_is_for_another_platform(tmp_path: Path, edits: Edits, word: str) -> None:
    (fault,) = refused(tmp_path, "balanced", DEPLOYED, edits)
    assert word in fault


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {CONFIG: None},
        {CONFIG: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"},
        {CONFIG: "ours"},
        {"Role": ROLE % "AWSCodeDeployRoleForECSLimited"},
        {"Group.ServiceRoleArn": "arn:aws:iam::111122223333:role/deploys"},
        {"Group.ApplicationName": "elsewhere"},
        {"Group.ECSServices": None, "Application.ComputePlatform": None, CONFIG: "CodeDeployDefault.AllAtOnce"},
    ],
)
def test_what_is_for_ecs(tmp_path: Path, edits: Edits) -> None:
    assert refused(tmp_path, "balanced", DEPLOYED, edits) == []

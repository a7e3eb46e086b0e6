"""Builds, canaries and services of App Runner in a VPC are callers with groups of their own, as functions are."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.caller_is_shut_out import CallerIsShutOut
from tests.edited import edited

GROUPS = "SecurityGroupIds: [!GetAtt FunctionGroup.GroupId]"
TOLD = "[{Name: WEB, Value: 'http://web.app.internal:3000'}]"
BUILD = (
    f"{{Type: AWS::CodeBuild::Project, Properties: {{Environment: {{EnvironmentVariables: {TOLD}}}, "
    f"VpcConfig: {{VpcId: !Ref Vpc, Subnets: [!Ref Subnet], {GROUPS}}}}}}}"
)
CANARY = (
    "{Type: AWS::Synthetics::Canary, Properties: {RunConfig: {EnvironmentVariables: {WEB: "
    f"'http://web.app.internal:3000'}}}}, VPCConfig: {{SubnetIds: [!Ref Subnet], {GROUPS}}}}}}}"
)
CONNECTOR = (
    "{Type: AWS::AppRunner::VpcConnector, Properties: {Subnets: [!Ref Subnet], SecurityGroups: "
    "[!GetAtt FunctionGroup.GroupId]}}"
)
RUNNER = (
    "{Type: AWS::AppRunner::Service, Properties: {SourceConfiguration: {ImageRepository: {ImageConfiguration: "
    f"{{RuntimeEnvironmentVariables: {TOLD}}}}}}}, NetworkConfiguration: {{EgressConfiguration: "
    "{EgressType: VPC, VpcConnectorArn: !GetAtt Connector.VpcConnectorArn}}}}"
)
BASE = {place: value for place, value in CallerIsShutOut.good.items() if place != "Function"}


@pytest.mark.parametrize("caller", [BUILD, CANARY, RUNNER], ids=["build", "canary", "App Runner"])
def test_its_group_has_to_be_admitted(tmp_path: Path, caller: str) -> None:
    edits = {**BASE, "Connector": CONNECTOR, "Caller": caller}
    right = edited(tmp_path, "called", edits, region="us-east-1")
    assert right.verdict("caller Caller") == "yes", right.because("caller Caller")
    shut = {place: value for place, value in edits.items() if place not in CallerIsShutOut.bad}
    wrong = edited(tmp_path, "called", shut, region="us-east-1")
    assert (wrong.verdict("caller Caller"), "ECS330" in wrong.rules) == ("no", True)

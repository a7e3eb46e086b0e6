"""Deployments that move requests: what ECS moves them with, and with which role."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.deployment.shift_is_refused import ShiftIsRefused
from generator.checks.examples import Edits, template
from generator.logic import Answer
from generator.needs.matrix import Prover
from generator.stack import load

GOOD = tuple(ShiftIsRefused.good.items())
ENTRY = "Service.LoadBalancers.0"
ADVANCED = f"{ENTRY}.AdvancedConfiguration"
FORWARD_BLUE = "[{Type: forward, TargetGroupArn: !Ref Targets}]"
NETWORK: Edits = {
    "Balancer": """
        Type: AWS::ElasticLoadBalancingV2::LoadBalancer
        Properties: {Type: network, Scheme: internal, Subnets: [!Ref Subnet, !Ref SecondSubnet],
          SecurityGroups: [!Ref BalancerGroup]}
""",
    "Listener": """
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: TCP,
          DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
""",
    "WebRule": None,
    "OtherRule": None,
    "Targets.Protocol": "TCP",
    "Targets.HealthCheckPath": None,
    "Green.Protocol": "TCP",
    "Green.HealthCheckPath": None,
    f"{ADVANCED}.ProductionListenerRule": "!Ref Listener",
}


def row(folder: Path, edits: Edits) -> Answer | None:
    (folder / "root.yaml").write_text(template("routed", GOOD, tuple(edits.items())))
    proofs = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    return next((proof.answer for proof in proofs if proof.need.name == "deployment"), None)


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {"Service.DeploymentConfiguration.Strategy": "CANARY"},
        {"WebRule.Actions": FORWARD_BLUE, "TestRule": """
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties: {ListenerArn: !Ref Listener, Priority: 5,
              Conditions: [{Field: http-header, HttpHeaderConfig: {HttpHeaderName: x-test, Values: ["1"]}}],
              Actions: [{Type: forward, TargetGroupArn: !Ref Green}]}
""", f"{ADVANCED}.TestListenerRule": "!Ref TestRule"},
        NETWORK,
        {"Service.LoadBalancers": None, "WebRule": None},
    ],
)  # fmt: skip
def test_a_deployment_with_all_that_it_needs(edits: Edits, tmp_path: Path) -> None:
    answer = row(tmp_path, edits)
    assert answer is not None
    assert answer.yes, answer


@pytest.mark.parametrize(
    ("edits", "variant"),
    [
        ({ADVANCED: None}, "missing"),
        ({f"{ADVANCED}.RoleArn": None}, "part"),
        ({f"{ADVANCED}.ProductionListenerRule": None}, "part"),
        ({f"{ADVANCED}.AlternateTargetGroupArn": "!Ref Targets"}, "same"),
        ({f"{ADVANCED}.ProductionListenerRule": "!Ref Listener"}, "listener"),
        ({f"{ADVANCED}.ProductionListenerRule": "!Ref OtherRule"}, "neither"),
        ({"WebRule.Actions": FORWARD_BLUE}, "alternate"),
        ({"Green.TargetType": "instance"}, "type"),
        ({"Service.DeploymentController": "{Type: CODE_DEPLOY}"}, "controller"),
        ({"ShiftRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs-tasks.amazonaws.com"}, "trust"),
        ({"ShiftRole.ManagedPolicyArns": None}, "denied"),
    ],
)
def test_what_ecs_refuses_or_cannot_move_requests_with(edits: Edits, variant: str, tmp_path: Path) -> None:
    answer = row(tmp_path, edits)
    assert answer is not None
    assert answer.no, answer
    assert variant in [getattr(cause, "variant", "") for cause in answer.causes]


@pytest.mark.parametrize(
    "edits",
    [
        {f"{ADVANCED}.RoleArn": "arn:aws:iam::111122223333:role/shift"},
        {"Parameters.How": "{Type: String}", "Service.DeploymentConfiguration.Strategy": "!Ref How"},
        {f"{ADVANCED}.AlternateTargetGroupArn": "!ImportValue green"},
    ],
)
def test_what_is_made_elsewhere_is_not_known(edits: Edits, tmp_path: Path) -> None:
    answer = row(tmp_path, edits)
    assert answer is not None
    assert answer.unknown, answer


def test_the_port_of_the_alternate_group_is_asked_for(tmp_path: Path) -> None:
    """Its health checks go to a port that the tasks do not admit."""
    answer = row(tmp_path, {"Green.HealthCheckPort": "9000"})
    assert answer is not None
    assert answer.no


def test_a_rolling_update_has_no_such_row(tmp_path: Path) -> None:
    assert row(tmp_path, {"Service.DeploymentConfiguration": None, ADVANCED: None}) is None


HOOK = {
    "Service.DeploymentConfiguration.LifecycleHooks": """
        - {HookTargetArn: !GetAtt Hook.Arn, RoleArn: !GetAtt HookRole.Arn, LifecycleStages: [POST_TEST_TRAFFIC_SHIFT]}
""",
    "Hook": """
        Type: AWS::Lambda::Function
        Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt HookRole.Arn, Code: {ZipFile: pass}}
""",
    "HookRole": """
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Principal: {Service: [ecs.amazonaws.com, lambda.amazonaws.com]},
              Action: sts:AssumeRole}]
          Policies:
            - PolicyName: hook
              PolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: lambda:InvokeFunction, Resource: "*"}]
""",
}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({}, "yes"),
        ({"HookRole.Policies.0.PolicyDocument.Statement.0.Action": "lambda:GetFunction"}, "no"),
        ({"HookRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "lambda.amazonaws.com"}, "no"),
    ],
)
def test_a_hook_is_called_with_a_role(edits: Edits, expected: str, tmp_path: Path) -> None:
    answer = row(tmp_path, {**HOOK, **edits})
    assert answer is not None
    assert answer.verdict.value == expected, answer

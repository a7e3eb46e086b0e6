"""Conditions that a request of ECS meets or not: by its temporary credentials, and by what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

STATEMENT = "ExecutionRole.Policies.0.PolicyDocument.Statement.0.Condition"
_ARN = "!Sub 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*'"


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("{Bool: {'aws:MultiFactorAuthPresent': 'true'}}", "no"),
        ("{'Null': {'aws:TokenIssueTime': 'true'}}", "no"),
        ("{'Null': {'aws:TokenIssueTime': 'false'}}", "yes"),
        ("{StringLike: {'aws:username': '*'}}", "no"),
        ("{StringEquals: {'secretsmanager:VersionStage': AWSPREVIOUS}}", "no"),
        ("{StringEquals: {'secretsmanager:VersionStage': AWSCURRENT}}", "unknown"),
        ("{StringEqualsIfExists: {'secretsmanager:VersionStage': AWSCURRENT}}", "yes"),
        ("{StringLike: {'secretsmanager:SecretId': " + _ARN + "}}", "yes"),
        ("{StringEquals: {'secretsmanager:SecretId': " + _ARN + "}}", "no"),
        ("{StringEquals: {'aws:CalledVia': ecs.amazonaws.com}}", "no"),
    ],
)
def test_what_the_request_holds_decides(tmp_path: Path, condition: str, verdict: str) -> None:
    result = edited(tmp_path, "injected", {STATEMENT: condition}, region="us-east-1")
    assert result.verdict("API_KEY of web") == verdict, result.because("API_KEY of web")
    assert (verdict == "no") == ("its conditions are not met (" in result.because("API_KEY of web"))


def test_the_label_of_a_version_is_asked_for(tmp_path: Path) -> None:
    asked = {"TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": "!Sub '${Secret}:token:AWSCURRENT:'"}
    only = {STATEMENT: "{StringEquals: {'secretsmanager:VersionStage': AWSCURRENT}}"}
    assert edited(tmp_path, "injected", asked, only, region="us-east-1").verdict("API_KEY of web") == "yes"
    other = {STATEMENT: "{StringEquals: {'secretsmanager:VersionStage': AWSPREVIOUS}}"}
    assert edited(tmp_path, "injected", asked, other, region="us-east-1").verdict("API_KEY of web") == "no"


@pytest.mark.parametrize(
    ("tags", "verdict"),
    [
        ("[{Key: app, Value: web}]", "yes"),
        ("[{Key: app, Value: shop}]", "no"),
        ("[{Key: team, Value: web}]", "unknown"),
    ],
)
def test_tags_that_are_written_decide(tmp_path: Path, tags: str, verdict: str) -> None:
    only = {STATEMENT: "{StringEquals: {'aws:ResourceTag/app': web, 'secretsmanager:ResourceTag/app': web}}"}
    result = edited(tmp_path, "injected", only, {"Secret.Tags": tags}, region="us-east-1")
    assert result.verdict("API_KEY of web") == verdict


def test_tags_of_the_role_decide(tmp_path: Path) -> None:
    only = {STATEMENT: "{StringEquals: {'aws:PrincipalTag/app': web}}"}
    for value, verdict in (("web", "yes"), ("shop", "no")):
        tags = {"ExecutionRole.Tags": f"[{{Key: app, Value: {value}}}]"}
        assert edited(tmp_path, "injected", only, tags, region="us-east-1").verdict("API_KEY of web") == verdict

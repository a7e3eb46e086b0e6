"""Values that ECS finds nothing by, programs that are not there, waits without end, and hosts told nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

FIRST = "TaskDefinition.ContainerDefinitions.0"
SECRET = f"{FIRST}.Secrets.0.ValueFrom"
ARN = "arn:aws:ssm:us-east-1:111122223333:"
USER_DATA = "HostTemplate.LaunchTemplateData.UserData"
SCRIPT = '!Base64 {"Fn::Sub": "#!/bin/bash\\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\\n%s\\n"}'
KEY = (
    "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: %s, Action: 'kms:*', "
    "Resource: '*'}]}}}"
)
LIMIT = "[{Name: nofile, SoftLimit: %s, HardLimit: %s}]"
OWN = "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}"
STORED = {"Cluster.Configuration": "{ManagedStorageConfiguration: {FargateEphemeralStorageKmsKeyId: !Ref Key}}"}
CASES: list[tuple[str, Edits, Edits, str]] = [
    ("injected", {SECRET: "'{{resolve:secretsmanager:web}}'"}, {SECRET: "'{{resolve:ssm:/arn}}'"}, "the value itself"),
    ("injected", {SECRET: f"{ARN}parameter:web"}, {SECRET: f"{ARN}parameter/web"}, "where a slash belongs"),
    ("injected", {SECRET: f"'{ARN}parameter/web:key::'"}, {SECRET: f"{ARN}parameter/web:3"}, "parameters have none"),
    ("nat", {f"{FIRST}.Image": "alpine:3.20", f"{FIRST}.Command": "[bash, -c, run]"},
     {f"{FIRST}.Image": "alpine:3.20", f"{FIRST}.Command": "[sh, -c, run]"}, "runs bash"),
    ("hosts", {USER_DATA: SCRIPT % "echo ECS_LOGLEVEL=debug > /etc/ecs/ecs.config"},
     {USER_DATA: SCRIPT % "echo ECS_LOGLEVEL=debug >> /etc/ecs/ecs.config"}, "anew, after"),
    ("nat", {f"{FIRST}.Ulimits": LIMIT % (100, 10)}, {f"{FIRST}.Ulimits": LIMIT % (10, 100)}, "above its hard limit"),
    ("nat", {**STORED, "Key": KEY % OWN}, {**STORED, "Key": KEY % "{Service: fargate.amazonaws.com}"},
     "does not let Fargate"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "wrong", "right", "word"), CASES)
def test_what_never_runs_is_told_and_its_twin_is_not(
    tmp_path: Path, base: str, wrong: Edits, right: Edits, word: str
) -> None:
    said = [each.message for each in edited(tmp_path, base, wrong).findings if each.rule == "ECS435"]
    assert any(word in each for each in said), said
    assert "ECS435" not in edited(tmp_path, base, right).rules

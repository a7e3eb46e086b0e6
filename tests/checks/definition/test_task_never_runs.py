"""Values that ECS finds nothing by, programs that are not there, waits without end, and hosts told nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

FIRST = "TaskDefinition.ContainerDefinitions.0"
SECRET = f"{FIRST}.Secrets.0.ValueFrom"
ARN = "arn:aws:ssm:us-east-1:111122223333:"
OTHER = "!Sub 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"
FIELD = f"!Join ['', [{OTHER}', !Select [%s, !Split [':', !Ref Secret]], ':token::']]"
LOGIN = f"{FIRST}.RepositoryCredentials"
EXECUTION = "TaskDefinition.ExecutionRoleArn"
LINKED = "!Sub 'arn:aws:iam::${AWS::AccountId}:role/%s'"
PARAMETER = "{Type: AWS::SSM::Parameter, Properties: {Name: /web/mode, Type: String, Value: %s}}"
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
    ("injected", {SECRET: f"{ARN}parameter//web"}, {SECRET: f"{ARN}parameter/web"}, "two slashes"),
    ("injected", {SECRET: "/web//key"}, {SECRET: "/web/key"}, "two slashes"),
    ("injected", {"Key": PARAMETER % "x", SECRET: f"!Sub '{ARN}parameter/${{Key}}'"},
     {"Key": PARAMETER % "x", SECRET: f"!Sub '{ARN}parameter${{Key}}'"}, "two slashes"),
    ("injected", {SECRET: f"{ARN}parameterweb"}, {SECRET: f"{ARN}parameter/web"}, "no slash between"),
    ("injected", {SECRET: f"'{ARN}parameter/web:key::'"}, {SECRET: f"{ARN}parameter/web:3"}, "parameters have none"),
    ("injected", {SECRET: f"{OTHER}${{Secret}}'"}, {SECRET: "!Ref Secret"}, "whole by itself"),
    ("injected", {SECRET: "!Join ['', [!Ref Secret, 'token::']]"}, {SECRET: "!Join [':', [!Ref Secret, 'token::']]"},
     "no colon between"),
    ("injected", {SECRET: FIELD % 5}, {SECRET: FIELD % 6}, "field 5"),
    ("injected", {SECRET: "!Select [6, !Split [':', !Ref Secret]]"}, {SECRET: "!Ref Secret"}, "out of its ARN"),
    ("injected", {SECRET: '!Sub "${Secret}:token::\\n"'}, {SECRET: '!Sub "${Secret}:token::"'}, "a line break"),
    ("injected", {SECRET: '!Sub "${Secret}\\n"'}, {SECRET: "!Sub '${Secret}'"}, "a line break"),
    ("injected", {SECRET: """!Sub "'${Secret}'" """}, {SECRET: "!Sub '${Secret}'"}, "whole by itself"),
    ("injected", {SECRET: "'/web/the token'"}, {SECRET: "'/web/the-token'"}, "has a space"),
    ("injected", {LOGIN: f"{{CredentialsParameter: '{ARN}parameter/hub'}}"},
     {LOGIN: f"{{CredentialsParameter: '{ARN.replace('ssm', 'secretsmanager')}secret:hub-a1B2c3'}}"},
     "of Systems Manager"),
    ("injected", {EXECUTION: LINKED % "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"},
     {EXECUTION: LINKED % "ecsTaskExecutionRole"}, "service-linked"),
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


@pytest.mark.parametrize(
    ("wrong", "right", "word"),
    [
        ({"Mode": PARAMETER % "dark", SECRET: "!GetAtt Mode.Value"}, {SECRET: "!Ref Mode"}, "the Value of Mode"),
        ({"Secret.Name": "token", SECRET: "token"}, {SECRET: "!Ref Secret"}, "the name of Secret"),
        (
            {"Hub": PARAMETER % "x", LOGIN: "{CredentialsParameter: !Ref Hub}"},
            {LOGIN: "!Ref AWS::NoValue"},
            "of Systems Manager",
        ),
    ],
)
def test_what_is_hardly_meant_is_not_known(tmp_path: Path, wrong: Edits, right: Edits, word: str) -> None:
    result = edited(tmp_path, "injected", wrong)
    assert ("ECS435" in result.rules, result.verdict("start")) == (False, "unknown")
    assert word in result.because("start")
    assert edited(tmp_path, "injected", wrong, right).verdict("start") == "yes"


@pytest.mark.parametrize(
    "edits",
    [
        {SECRET: "!Ref Given", "Parameters.Given": "{Type: String, Default: <the ARN of the secret>}"},
        {SECRET: "!Ref Given", "Parameters.Given": "{Type: String, Default: the secret}"},
        {SECRET: "!GetAtt Mode.Value", "Mode": PARAMETER % "!Ref Secret"},
        {SECRET: "!Sub '${Given}${Secret}'", "Parameters.Given": "{Type: String}"},
        {"Secret.GenerateSecretString.GenerateStringKey": "the token", SECRET: "!Sub '${Secret}:the token::'"},
        {SECRET: "!GetAtt Made.Arn", "Made": "{Type: Custom::Secret, Properties: {ServiceToken: a}}"},
    ],
    ids=[
        "to be written",
        "by a Default",
        "an ARN in a parameter",
        "perhaps nothing before",
        "a key of two words",
        "made",
    ],
)
def test_what_may_be_found_is_no_error(tmp_path: Path, edits: Edits) -> None:
    assert "ECS435" not in edited(tmp_path, "injected", edits).rules

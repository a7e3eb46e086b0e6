"""What a service takes of a version, a role, a document or a value: the row start is unknown, and yes for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.refusals.twins import is_told_and_its_twin_is_not

ROLE = "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: "
ROLE += "Allow, Principal: {Service: %s.amazonaws.com}, Action: 'sts:AssumeRole'}]}}}"
GIVEN = {"Database.AssociatedRoles": "[{FeatureName: s3Import, RoleArn: !GetAtt Reader.Arn}]"}
FUNCTION = "{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Reader.Arn, Handler: index.h, Runtime: %s, Code: "
FUNCTION += "{S3Bucket: code, S3Key: k}, SnapStart: {ApplyOn: PublishedVersions}%s}}"
DOCUMENT = (
    "{Type: AWS::SSM::Document, Properties: {DocumentType: Command, Name: %s, Content: {schemaVersion: '2.2'%s}}}"
)
STEPS = ", mainSteps: [{action: 'aws:runShellScript', name: a, inputs: {runCommand: [ls]}}]"
ASSOCIATION = "{Type: AWS::SSM::Association, Properties: {Name: %s, ScheduleExpression: 'rate(1 day)'}}"
KEY = "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: !Sub "
KEY += "'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}, {Effect: Allow, Principal: {Service: "
KEY += "%s}, Action: 'kms:*', Resource: '*'}]}}}"
STOP = "{Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), FlexibleTimeWindow: {Mode: "
STOP += "'OFF'}, Target: {Arn: 'arn:aws:scheduler:::aws-sdk:rds:stopDBInstance', RoleArn: !GetAtt Reader.Arn, "
STOP += "Input: '{}'}}}"
BUILD = (
    "{Type: AWS::CodeBuild::Project, Properties: {ServiceRole: !GetAtt Reader.Arn, Artifacts: {Type: NO_ARTIFACTS}, "
)
BUILD += (
    "Environment: {ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0', Type: LINUX_CONTAINER}, "
)
BUILD += "Source: {Type: GITHUB, Location: 'https://github.com/a/b'}}}"
ENCRYPTED = {"LogGroup.KmsKeyId": "!GetAtt Key.Arn"}
SERVER = {"TaskDefinition.ContainerDefinitions.1": "{Name: files, Image: 'amazon/aws-cli:2.15.0'%s}"}


def sized(kind: str, version: str) -> dict[str, str]:
    return {
        "Database.DBInstanceClass": kind,
        "Database.EngineVersion": f"'{version}'",
        "DatabaseParameters.Family": f"postgres{version.partition('.')[0]}",
    }


def tool(more: str) -> dict[str, str]:
    return {place: text % more for place, text in SERVER.items()}


@pytest.mark.parametrize(
    ("base", "edits", "twin", "word"),
    [
        ("database", sized("db.t2.micro", "13.16"), sized("db.t3.micro", "13.16"), "does not run on"),
        ("database", sized("db.r8g.large", "12.20"), sized("db.r8g.large", "15.8"), "not on record"),
        (
            "database",
            {"DatabaseParameters.Parameters.timezone": "Europe/Atlantis"},
            {"DatabaseParameters.Parameters.timezone": "Europe/Berlin"},
            "no zone on record",
        ),
        (
            "database",
            {**GIVEN, "Reader": ROLE % "ec2"},
            {**GIVEN, "Reader": ROLE % "rds"},
            "has rds.amazonaws.com assume it",
        ),
        (
            "nat",
            {"Reader": ROLE % "lambda", "Function": FUNCTION % ("nodejs22.x", "")},
            {"Reader": ROLE % "lambda", "Function": FUNCTION % ("python3.12", "")},
            "SnapStart, which nodejs22.x does not have",
        ),
        (
            "nat",
            {"Reader": ROLE % "lambda", "Function": FUNCTION % ("java21", ", EphemeralStorage: {Size: 1024}")},
            {"Reader": ROLE % "lambda", "Function": FUNCTION % ("java21", ", EphemeralStorage: {Size: 512}")},
            "more than 512 MB",
        ),
        ("nat", {"Steps": DOCUMENT % ("shop", "")}, {"Steps": DOCUMENT % ("shop", STEPS)}, "no mainSteps"),
        ("nat", {"Steps": DOCUMENT % ("AWS-shop", STEPS)}, {"Steps": DOCUMENT % ("awshop", STEPS)}, "to itself"),
        ("nat", {"On": ASSOCIATION % "AWS-Nope"}, {"On": ASSOCIATION % "AWS-UpdateSSMAgent"}, "of that name"),
        (
            "nat",
            {"Stop": STOP, "Reader": ROLE % "ecs-tasks"},
            {"Stop": STOP, "Reader": ROLE % "scheduler"},
            "Target.Role",
        ),
        (
            "nat",
            {"Build": BUILD, "Reader": ROLE % "ecs-tasks"},
            {"Build": BUILD, "Reader": ROLE % "codebuild"},
            "ServiceRo",
        ),
        (
            "nat",
            {**ENCRYPTED, "Key": KEY % "logs.amazonaws.com"},
            {**ENCRYPTED, "Key": KEY % "[logs.amazonaws.com, logs.us-east-1.amazonaws.com]"},
            "by the name of its Region",
        ),
        ("nat", tool(", Command: [s3, ls]"), tool(", Command: [s3, ls], Essential: false"), "a tool that ends"),
        ("nat", tool(""), tool(", EntryPoint: [sh, -c], Command: ['sleep infinity']"), "a tool that ends"),
        (
            "nat",
            {"Outputs": "{Where: {Value: !Sub '${Cluster.Arn.x}'}}"},
            {"Outputs": "{Where: {Value: !Sub '${Cluster.Arn}'}}"},
            "no such attribute",
        ),
        (
            "nat",
            {"Topic": "{Type: AWS::SNS::Topic, Properties: {TopicName: null}}"},
            {"Topic": "{Type: AWS::SNS::Topic, Metadata: {Name: null}}"},
            "'null' values are not allowed",
        ),
        (
            "nat",
            {"Mappings": "{Sizes: {small: {Cpu: null}}}"},
            {"Mappings": "{Sizes: {small: {Cpu: '256'}}}"},
            "'null' values are not allowed",
        ),
    ],
)
def test_what_is_refused_is_told_and_its_twin_is_proven(
    tmp_path: Path, base: str, edits: Edits, twin: Edits, word: str
) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)


def test_an_attribute_of_an_attribute_is_one(tmp_path: Path) -> None:
    where = {"Outputs": "{Where: {Value: !Sub '${Database.Endpoint.Address}'}}"}
    assert edited(tmp_path, "database", where, region="us-east-1").verdict("start") == "yes"


RUN = '{"StartAt": "Run", "States": {"Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "End": true, '
RUN += '"Parameters": {"LaunchType": "FARGATE", "Cluster": "${Cluster.Arn}", "TaskDefinition": "${TaskDefinition}", '
RUN += (
    '"NetworkConfiguration": {"AwsvpcConfiguration": {"%s": ["${Subnet}"], "SecurityGroups": ["${TaskGroup}"]}}%s}}}}'
)
MACHINE = "{Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt NightlyRole.Arn, DefinitionString: "
MACHINE += "!Sub '%s'}}"


@pytest.mark.parametrize(
    ("subnets", "more"), [("Subnets", ', "overrides": {}'), ("subnets", ""), ("Subnets", ', "X": 1')]
)
def test_a_field_that_run_task_does_not_have_is_told(tmp_path: Path, subnets: str, more: str) -> None:
    result = edited(tmp_path, "scheduled", {"Nightly": None, "Machine": MACHINE % (RUN % (subnets, more))})
    assert "there is no such field" in result.because("start")


def test_fields_of_run_task_are_taken_and_what_the_input_decides(tmp_path: Path) -> None:
    more = ', "Overrides": {"ContainerOverrides": [{"Name": "web", "Command.$": "$.command"}]}, "Count.$": "$.count"'
    result = edited(tmp_path, "scheduled", {"Nightly": None, "Machine": MACHINE % (RUN % ("Subnets", more))})
    assert "there is no such field" not in result.because("start")


def test_a_trust_that_is_chosen_by_region_is_let_be(tmp_path: Path) -> None:
    """As the templates that CDK makes have it."""
    by_region = "!FindInMap [Services, !Ref 'AWS::Region', name]"
    edits = {
        "Stop": STOP,
        "Reader": (ROLE % "x").replace("x.amazonaws.com", by_region),
        "Mappings": "{Services: {eu-west-9: {name: scheduler.amazonaws.com}}}",
    }
    assert "trusts other services" not in edited(tmp_path, "nat", edits).because("start")

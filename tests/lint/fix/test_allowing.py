"""A statement that a role lacks is written where the author writes such statements, and about one thing only."""

from __future__ import annotations

import json

import pytest

from generator.finding import Finding
from generator.lint.fix.edits import edits
from generator.lint.fix.source import Source
from generator.needs.permissions.actions import Action
from generator.remedy import Allow, Named
from generator.stack import Call, Literal, Pseudo, Reference, Text, Unknown
from generator.stack.values import Step

READ = "secretsmanager:GetSecretValue"
YAML = """\
Parameters:
  KeyArn: {Type: String}
Resources:
  Secret: {Type: AWS::SecretsManager::Secret}
  Bare:
    Type: AWS::IAM::Role
    Properties:
      Path: /
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: own  # of the author
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: secretsmanager:DescribeSecret
                Resource: !Ref Secret
              - Effect: Allow
                Action: [ecr:BatchGetImage]
                Resource: '*'
                Condition: {Bool: {'aws:SecureTransport': 'true'}}  # over TLS
  Alone:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}
"""
OWN = ("Policies", 0, "PolicyDocument")


def edited(remedy: Allow | None, resource: str, *steps: str | int, stack: str = "", text: str = YAML) -> list[str]:
    path = ("Resources", resource, *(("Properties", *steps) if steps else ()))
    finding = Finding("", 1, 1, "", "", remedy=remedy, stack=stack, resource=resource, path=path)
    return [each.text for each in edits(finding, Source(text))]


def test_the_statement_about_the_same_thing_takes_it_and_else_it_is_one_more() -> None:
    more, own, *other = edited(Allow((READ,), (Named("Net/Secret"),)), "Role", *OWN, stack="Net")
    assert more == YAML.replace("Action: secretsmanager:Desc", "Action: [secretsmanager:Desc").replace(
        "DescribeSecret\n", f"DescribeSecret, {READ}]\n"
    )
    added = f"              - Effect: Allow\n                Action: {READ}\n                Resource: !Ref Secret\n"
    assert own == YAML.replace("  # over TLS\n", f"  # over TLS\n{added}")
    assert other == []


def test_a_statement_with_a_condition_takes_nothing() -> None:
    (own,) = edited(Allow(("ecr:GetAuthorizationToken",), ("*",)), "Role", *OWN)
    assert "Action: [ecr:BatchGetImage]\n" in own
    assert own.count("Condition") == 1


def test_a_role_without_a_policy_gets_one_and_a_managed_one_without_a_list_stays() -> None:
    (added,) = edited(Allow(("kms:Decrypt",), (Named("", "Ref", ("Handed", "KeyArn")),)), "Bare")
    assert added == YAML.replace(
        "      Path: /\n",
        "      Path: /\n      Policies:\n        - PolicyName: kms\n          PolicyDocument:\n"
        '            Version: "2012-10-17"\n            Statement:\n              - Effect: Allow\n'
        "                Action: kms:Decrypt\n                Resource: !Ref KeyArn\n",
    )
    assert edited(Allow(("kms:Decrypt",), (Named("", "Ref", ("KeyArn",)),)), "Alone", "PolicyDocument") == []
    assert edited(Allow(("kms:Decrypt",), (Named("Other/Key", "Arn"),)), "Bare") == [], "not of this template"


@pytest.mark.parametrize("indent", [2, 4, "\t", None])
def test_json_is_written_as_the_author_indents_it(indent: int | str | None) -> None:
    statement = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}
    role = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": {"Statement": [statement]}}}
    whole = {"Resources": {"Secret": {"Type": "AWS::SecretsManager::Secret"}, "Own": role}}
    (own,) = edited(Allow((READ,), (Named("Secret"),)), "Own", "PolicyDocument", text=json.dumps(whole, indent=indent))
    more = {"Effect": "Allow", "Action": READ, "Resource": {"Ref": "Secret"}}
    role["Properties"]["PolicyDocument"]["Statement"].append(more)  # type: ignore[index]
    assert own == json.dumps(whole, indent=indent)


def test_what_is_allowed_is_as_narrow_as_it_is_known() -> None:
    way = (Step("root.yaml", "BucketName"), Step("child.yaml", "Bucket"))
    arn = Text(
        (
            Literal("arn:aws:s3:::"),
            Unknown("parameter BucketName", "", "parameter", via=way),
            Literal("/"),
            Pseudo("key"),
        )
    )
    assert Action("s3:GetObject, s3:PutObject", arn, "").allowed == Allow(
        ("s3:GetObject", "s3:PutObject"),
        ("arn:aws:s3:::", Named("", "Ref", ("BucketName", "Bucket")), "/", "*"),
    )
    stream = Text((Literal("arn:aws:logs:::log-group:"), Reference("Group"), Literal(":log-stream:web-")))
    assert Action("logs:PutLogEvents", stream, "").allowed == Allow(
        ("logs:PutLogEvents",), ("arn:aws:logs:::log-group:", Named("Group"), ":*")
    )
    assert Action("ecr:GetAuthorizationToken", None, "").allowed == Allow(("ecr:GetAuthorizationToken",), ("*",))
    assert Action("s3:GetObject", Call("ImportValue", (Literal("x"),)), "").allowed is None

"""Settings that are refused beside each other, and the nearest that are taken: pairs of them are in ``beside.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.refusals.template_faults import template_faults
from generator.stack import load
from tests.refusals.test_settings_of_stores_and_stacks import answer

PAIRS = yaml.safe_load((Path(__file__).parent / "beside.yaml").read_text(encoding="utf-8"))
ROLE = {"Fn::GetAtt": ["Role", "Arn"]}
ARN = "arn:aws:sqs:us-east-1:111122223333:queue"
TRUSTING: list[tuple[str, dict[str, Any], str]] = [
    ("AWS::Pipes::Pipe", {"RoleArn": ROLE, "Source": ARN, "Target": f"{ARN}s"}, "pipes"),
    ("AWS::StepFunctions::StateMachine", {"RoleArn": ROLE, "Definition": {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "End": True}}}}, "states"),
    ("AWS::Scheduler::Schedule", {"FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "rate(1 day)",
                                  "Target": {"Arn": ARN, "RoleArn": ROLE}}, "scheduler"),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['type']} {pair['word']}")
def test_what_is_refused_is_said_and_what_is_nearest_is_not(tmp_path: Path, pair: dict[str, Any]) -> None:
    said = faults(tmp_path, {"Thing": {"Type": pair["type"], "Properties": pair["refused"]}})
    assert any(pair["word"] in each for each in said), said
    assert faults(tmp_path, {"Thing": {"Type": pair["type"], "Properties": pair["taken"]}}) == []


@pytest.mark.parametrize(("kind", "properties", "service"), TRUSTING)
def test_a_role_is_given_to_a_service_that_it_trusts(
    tmp_path: Path, kind: str, properties: dict[str, Any], service: str
) -> None:
    thing = {"Thing": {"Type": kind, "Properties": properties}}
    (said,) = faults(tmp_path, {"Role": role("ecs-tasks"), **thing})
    assert f"{service}.amazonaws.com" in said
    assert faults(tmp_path, {"Role": role(service), **thing}) == []


@pytest.mark.parametrize(
    ("given", "said"), [(True, 1), (False, 0), ({"Ref": "Given"}, 0)], ids=["yes", "no", "unknown"]
)
def test_what_is_not_known_is_silence(tmp_path: Path, given: object, said: int) -> None:
    queue = {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"ContentBasedDeduplication": given}}}
    assert len(faults(tmp_path, queue)) == said


def test_an_attachment_is_of_one_vpc_and_made_once(tmp_path: Path) -> None:
    gateway = {"Gateway": {"Type": "AWS::EC2::TransitGateway"}}
    for name in ("A", "B"):
        gateway[f"Vpc{name}"] = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
        of = {"VpcId": {"Ref": f"Vpc{name}"}}
        gateway[f"Subnet{name}"] = {"Type": "AWS::EC2::Subnet", "Properties": {**of, "CidrBlock": "10.0.0.0/24"}}
    right = {**gateway, "First": attachment("A", "A"), "Second": attachment("B", "B")}
    assert faults(tmp_path, right) == []
    assert any("Subnet" in each for each in faults(tmp_path, {**right, "Second": attachment("B", "A")}))
    assert any("done once" in each for each in faults(tmp_path, {**right, "Second": attachment("A", "A")}))


@pytest.mark.parametrize(
    ("section", "refused", "taken"),
    [("AWSTemplateFormatVersion", "2010-09-10", "2010-09-09"),
     ("Outputs", {"A": {"Value": "a", "Description": "a" * 1025}}, {"A": {"Value": "a", "Description": "a" * 1024}})],
)  # fmt: skip
def test_a_template_is_of_the_one_version_and_its_descriptions_are_short(
    tmp_path: Path, section: str, refused: object, taken: object
) -> None:
    topic = {"Topic": {"Type": "AWS::SNS::Topic"}}
    assert len(faults(tmp_path, topic, {section: refused})) == 1
    assert faults(tmp_path, topic, {section: taken}) == []


def test_a_task_is_not_proven_to_start_beside_what_is_refused(tmp_path: Path) -> None:
    queue = "{Type: AWS::SQS::Queue, Properties: {ContentBasedDeduplication: true%s}}"
    told = answer(tmp_path, "nat", {"Queue": queue % ""})
    assert told.verdict.value == "unknown"
    assert "by content" in str(told.because)
    assert answer(tmp_path, "nat", {"Queue": queue % ", FifoQueue: true"}).yes


def role(service: str) -> dict[str, Any]:
    """A role that trusts one service."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}}


def attachment(vpc: str, subnet: str) -> dict[str, Any]:
    """An attachment of a VPC in a subnet."""
    ends = {"VpcId": {"Ref": f"Vpc{vpc}"}, "SubnetIds": [{"Ref": f"Subnet{subnet}"}]}
    kind = "AWS::EC2::TransitGatewayAttachment"
    return {"Type": kind, "Properties": {"TransitGatewayId": {"Ref": "Gateway"}, **ends}}


def faults(folder: Path, resources: dict[str, Any], sections: dict[str, Any] | None = None) -> list[str]:
    """What is refused of a template that has a parameter without a Default."""
    path = folder / "root.yaml"
    template = {"Parameters": {"Given": {"Type": "String"}}, "Resources": resources, **(sections or {})}
    path.write_text(yaml.safe_dump(template))
    return list(template_faults(load(path, {"AWS::Region": "us-east-1"}, project=folder)))

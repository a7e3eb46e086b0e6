"""What could not be deleted: who holds it, and what AWS offers where nothing can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.deploy.deletion import delete
from generator.deploy.story import deploy
from tests.aws.scripted import Answer, Refuse, Scripted, event, events, stack
from tests.deploy.test_deploy_states import BEFORE, run, scripted
from tests.deploy.test_endings import GONE_WRONG, WEB, ended, not_deleted


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def failed(**answers: Answer) -> Scripted:
    """A stack whose security group could not be deleted."""
    told = events(event(9, "", "DELETE_FAILED"), event(8, "Group", "DELETE_FAILED", **GONE_WRONG), BEFORE)
    began = event(7, "", "DELETE_IN_PROGRESS")
    told["StackEvents"].insert(2, began)
    return scripted(DescribeStacks=stack("DELETE_FAILED"), DescribeStackEvents=told, **answers)


def interface(description: str = "", **more: Any) -> dict[str, Any]:
    return {"NetworkInterfaceId": "eni-1", "Status": "in-use", "Description": description, **more}


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (interface("ELB app/front/50dc", RequesterId="amazon-elb"), "the load balancer front, made by amazon-elb"),
        (interface("ELB old"), "of the load balancer old"),
        (interface("arn:aws:ecs:us-east-1:111122223333:attachment/5e1c"), "of an ECS task"),
        (interface("AWS Lambda VPC ENI-mailer-0123abcd-1234-1234-1234-0123456789ab"), "of the Lambda function mailer,"),
        (interface("RDSNetworkInterface", RequesterId="amazon-rds"), "of a database of RDS"),
        (interface("VPC Endpoint Interface vpce-0123"), "of the endpoint vpce-0123"),
        (interface("Interface for NAT Gateway nat-0123"), "of the NAT gateway nat-0123"),
        (interface("mine", Attachment={"InstanceId": "i-0123"}), "of the instance i-0123"),
        (interface("something of ours", RequesterId="111122223333"), 'eni-1 of "something of ours"'),
        (interface("", Status="available"), "delete-network-interface --network-interface-id eni-1 --region us-east-1"),
    ],
)  # fmt: skip
def test_who_holds_a_group_is_named(held: Any, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    aws = failed(DescribeNetworkInterfaces={"NetworkInterfaces": [held]})
    assert deploy(run(aws)) == 4
    said = capsys.readouterr().err
    assert "sg-1 is held by eni-1" in said
    assert words in said
    (asked,) = aws.made("DescribeNetworkInterfaces")
    assert asked["Filters"] == [{"Name": "group-id", "Values": ["sg-1"]}]


def test_a_group_that_another_group_names_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    named = [{"IpProtocol": "tcp", "UserIdGroupPairs": [{"GroupId": "sg-1"}]}]
    groups = {
        "SecurityGroups": [
            {"GroupId": "sg-2", "GroupName": "others", "IpPermissions": named},
            {"GroupId": "sg-1", "GroupName": "own", "IpPermissions": named},
            {"GroupId": "sg-3", "GroupName": "strangers", "IpPermissions": []},
        ]
    }
    deploy(run(failed(DescribeSecurityGroups=groups)))
    said = capsys.readouterr().err
    assert "sg-1 is named by a rule of the group sg-2 (others)" in said
    assert "(own)" not in said
    assert "(strangers)" not in said


@pytest.mark.parametrize(
    ("type_", "id_", "name", "value"),
    [
        ("AWS::EC2::Subnet", "subnet-1", "subnet-id", "subnet-1"),
        ("AWS::EC2::VPC", "vpc-1", "vpc-id", "vpc-1"),
        ("AWS::EC2::VPCGatewayAttachment", "IGW|vpc-1", "vpc-id", "vpc-1"),
    ],
)
def test_what_of_a_network_is_held(type_: str, id_: str, name: str, value: str) -> None:
    told = events(
        event(9, "", "DELETE_FAILED"),
        event(8, "It", "DELETE_FAILED", ResourceType=type_, PhysicalResourceId=id_),
        event(7, "", "DELETE_IN_PROGRESS"),
    )
    aws = scripted(DescribeStacks=stack("DELETE_FAILED"), DescribeStackEvents=told)
    deploy(run(aws))
    (asked,) = aws.made("DescribeNetworkInterfaces")
    assert asked["Filters"] == [{"Name": name, "Values": [value]}]


def test_who_may_not_look_is_told_what_to_allow(capsys: pytest.CaptureFixture[str]) -> None:
    deploy(run(failed(DescribeNetworkInterfaces=Refuse("UnauthorizedOperation", "no", 403))))
    assert "allow ec2:DescribeNetworkInterfaces" in capsys.readouterr().err


def test_a_nested_stack_is_held_by_what_holds_something_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    held = {"NetworkInterfaces": [interface("RDSNetworkInterface")]}
    _, last = ended(scripted(DescribeStackEvents=not_deleted(), DescribeNetworkInterfaces=held), capsys)
    (left,) = last["left"]
    assert (left["resource"], left["id"]) == ("Web", WEB)
    assert left["held_by"] == ["Web/Group: sg-1 is held by eni-1 of a database of RDS"]


@pytest.mark.parametrize("act", [deploy, delete])
def test_the_stack_may_go_without_what_cannot_be_deleted(act: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert act(run(failed(GetTemplate={"TemplateBody": "{}"}), plan=act is delete)) in (0, 4)
    said = capsys.readouterr().err
    if act is deploy:
        where = "aws cloudformation delete-stack --stack-name task-management-dev --region us-east-1"
        assert f"{where} --retain-resources Group\n" in said
        assert f"{where} --deletion-mode FORCE_DELETE_STACK\n" in said


def test_only_a_deletion_that_failed_can_be_forced(capsys: pytest.CaptureFixture[str]) -> None:
    deploy(run(scripted(DescribeStacks=stack("UPDATE_ROLLBACK_FAILED"))))
    assert "FORCE_DELETE_STACK" not in capsys.readouterr().err

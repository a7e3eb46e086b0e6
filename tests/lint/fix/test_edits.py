"""What a remedy may mean in a text: at the finding's own place, and nowhere else."""

from __future__ import annotations

import pytest

from generator.finding import Finding
from generator.lint.fix.edits import MOST_GROUPS, edits
from generator.lint.fix.source import Source
from generator.remedy import Add, AddGateway, AddRefs, Exchange, LeaveOut, OpenPort, Remedy, Trust, WaitFor, Write

TEXT = """\
Resources:
  Role: {Type: AWS::IAM::Role}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties: {Path: /, Roles: []}
  Service:
    Type: AWS::ECS::Service
    Properties:
      Rebalancing: ENABLED
      Deployment: {MaximumPercent: 100}
"""


def edited(remedy: Remedy | None, resource: str, *steps: str | int, stack: str = "", text: str = TEXT) -> list[str]:
    path = ("Resources", resource, *(("Properties", *steps) if steps else ()))
    finding = Finding("", 1, 1, "", "", remedy=remedy, stack=stack, resource=resource, path=path)
    return [each.text for each in edits(finding, Source(text))]


def one(before: str, after: str) -> list[str]:
    assert before in TEXT
    return [TEXT.replace(before, after)]


def test_a_property_is_written_where_the_finding_is_beside_it_or_beside_it_and_one_deeper() -> None:
    on = "Rebalancing: ENABLED"
    assert edited(Write("Rebalancing", "DISABLED"), "Service", "Rebalancing") == one(on, "Rebalancing: DISABLED")
    assert edited(Write("Path", "/app/"), "Policy", "Roles") == one("Path: /,", "Path: /app/,")
    assert edited(Write("MaximumPercent", 200), "Service", "Rebalancing") == one("Percent: 100", "Percent: 200")
    assert edited(Write("Path", "/app/"), "Policy") == one("Path: /,", "Path: /app/,")
    assert edited(Write("Other", 1), "Service", "Rebalancing") == []
    assert edited(Write("DeletionPolicy", "Retain"), "Role") == one("Role}", "Role, DeletionPolicy: Retain}")


def test_an_address_with_a_mode_of_tls_in_it_stays_an_address() -> None:
    url = "postgres://app@db.example.com:5432/app?sslmode=require"
    text = f"Resources: {{Task: {{Properties: {{Environment: [{{Name: DATABASE_URL, Value: '{url}'}}]}}}}}}"
    at = ("Task", "Environment", 0, "Value")
    better = text.replace("=require", "=verify-full")
    assert edited(Exchange("sslmode=require", "sslmode=verify-full"), *at, text=text) == [better]
    assert edited(Write("PGSSLMODE", "verify-full"), *at, text=text) == [], "a value of another name"
    assert edited(Write("DATABASE_URL", "other"), *at, text=text) == [text.replace(f"'{url}'", "other")]


@pytest.mark.parametrize(("stack", "role"), [("", "Role"), ("Shop", "Shop/Role")])
def test_resources_are_named_as_their_own_template_does(stack: str, role: str) -> None:
    assert edited(AddRefs("Roles", (role,)), "Policy", stack=stack) == one("Roles: []", "Roles: [!Ref Role]")
    waiting = [TEXT + "    DependsOn: [Role]\n"]
    assert edited(WaitFor(role.replace("Role", "Service"), ("Role",)), "Service", stack=stack) == waiting


@pytest.mark.parametrize("role", ["Other/Role", "Shop/Nested/Role", "Missing"])
def test_a_resource_of_another_template_is_not_taken_for_one_of_the_same_name(role: str) -> None:
    assert edited(AddRefs("Roles", (role,)), "Policy", stack="Shop") == []
    assert edited(WaitFor(role, ("Role",)), "Service", stack="Shop") == []


def test_a_port_is_opened_for_the_group_that_is_named_or_for_any_of_a_few() -> None:
    def groups(number: int) -> str:
        return "Resources:\n" + "".join(
            f"  G{each}: {{Type: AWS::EC2::SecurityGroup, Properties: {{}}}}\n" for each in range(number)
        )

    def peers(remedy: OpenPort, number: int) -> list[str]:
        texts = edited(remedy, "G0", "SecurityGroupIngress", text=groups(number))
        return [name for text in texts for name in ("G0", "G1", "G2") if f"!GetAtt {name}.GroupId" in text]

    assert peers(OpenPort("Ingress", 443), 3) == ["G1", "G2"]
    assert peers(OpenPort("Ingress", 443, group="G2"), 3) == ["G2"]
    assert len(edited(OpenPort("Egress", 443), "G0", text=groups(MOST_GROUPS + 1))) == MOST_GROUPS
    assert edited(OpenPort("Egress", 443), "G0", text=groups(MOST_GROUPS + 2)) == []


def test_what_stands_there_already_or_is_not_known_is_no_edit() -> None:
    assert edited(Write("Path", "/"), "Policy") == []
    assert edited(None, "Policy") == []
    assert edited(LeaveOut("Nothing"), "Policy") == []


NETWORK = """\
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Private: {Type: AWS::EC2::RouteTable}
  Public: {Type: AWS::EC2::RouteTable}
"""


def test_a_gateway_endpoint_is_put_into_one_table_before_all() -> None:
    first, second, both = edited(AddGateway("s3"), "Vpc", text=NETWORK)
    assert first == NETWORK + (
        "  S3Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      VpcEndpointType: Gateway\n"
        '      ServiceName: !Sub "com.amazonaws.${AWS::Region}.s3"\n      VpcId: !Ref Vpc\n'
        "      RouteTableIds:\n        - !Ref Private\n"
    )
    assert second == first.replace("!Ref Private", "!Ref Public")
    assert both == first + "        - !Ref Public\n"
    two = NETWORK + "  Other: {Type: AWS::EC2::VPC}\n"
    assert edited(AddGateway("s3"), "Vpc", text=two) == [], "whose tables they are is a question"
    assert edited(AddGateway("s3"), "Vpc", text=NETWORK.replace("Vpc:", "S3Endpoint:")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Service: ec2.amazonaws.com", "Service: [ec2.amazonaws.com, ecs-tasks.amazonaws.com]"),
        ("Service: [ec2.amazonaws.com]", "Service: [ec2.amazonaws.com, ecs-tasks.amazonaws.com]"),
        ("Service: ecs-task.amazonaws.com", "Service: ecs-tasks.amazonaws.com"),
        (
            "Service: [ec2.amazonaws.com, ecs-task.amazonaws.com]",
            "Service: [ec2.amazonaws.com, ecs-tasks.amazonaws.com]",
        ),
        ("AWS: '*'", None),
    ],
)
def test_who_may_assume_a_role_already_still_may(before: str, after: str | None) -> None:
    text = (
        "Resources: {Role: {Properties: {AssumeRolePolicyDocument: {Statement: [{Action: sts:AssumeRole, Principal: {"
        f"{before}}}}}]}}}}}}}}"
    )
    found = edited(Trust("ecs-tasks.amazonaws.com"), "Role", text=text)
    assert found[:1] == ([text.replace(before, after)] if after else [])


def test_a_word_is_added_to_a_list_of_the_resource_or_of_another() -> None:
    text = "Resources: {A: {Properties: {Words: [x]}}, B: {Properties: {Words: [y]}}}"
    assert edited(Add("Words", "z"), "A", text=text) == [text.replace("[x]", "[x, z]")]
    assert edited(Add("Words", "z", "B"), "A", text=text) == [text.replace("[y]", "[y, z]")]
    assert edited(Add("Words", "z", "C"), "A", text=text) == []


def test_the_one_text_of_a_list_that_holds_the_words_is_meant() -> None:
    text = "Resources: {Task: {Properties: {Command: [CMD-SHELL, 'curl http://a:8080/']}}}"
    assert edited(Exchange(":8080", ":3000"), "Task", "Command", text=text) == [text.replace(":8080", ":3000")]
    assert edited(Exchange(":9", ":3000"), "Task", "Command", text=text) == []


def test_two_services_whose_names_are_alike_are_no_slip() -> None:
    text = (
        "Resources: {Role: {Properties: {AssumeRolePolicyDocument: {Statement: {Principal: {"
        "Service: ecs.amazonaws.com}}}}}}"
    )
    (found,) = edited(Trust("ec2.amazonaws.com"), "Role", text=text)
    assert "[ecs.amazonaws.com, ec2.amazonaws.com]" in found

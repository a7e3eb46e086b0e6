"""What a remedy may mean in a text: at the finding's own place, and nowhere else."""

from __future__ import annotations

import pytest

from generator.finding import Finding
from generator.lint.fix.edits import MOST_GROUPS, edits
from generator.lint.fix.source import Source
from generator.remedy import AddRefs, Exchange, LeaveOut, OpenPort, Remedy, WaitFor, Write

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

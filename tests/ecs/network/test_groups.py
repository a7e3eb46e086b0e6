"""Whom rules cover: prefix lists, the ranges that a VPC was given later, and addresses of the internet."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.needs.context import Context
from tests.edited import edited
from tests.one_app import OPEN, Change, add, attribute, both, graph, properties, row, set_to

ANYTHING = {"IpProtocol": "-1"}


def leaves(
    folder: Path, rule: dict[str, object], api: str, more: Change = lambda t: None, region: str = "us-east-1"
) -> str:
    """Whether the tasks of Web get to an API by a NAT gateway when this is their only rule for what goes out."""
    change = both(set_to("TaskGroup", SecurityGroupEgress=[{**ANYTHING, **rule}]), more)
    context = Context(graph(folder, change, region))
    return str(context.paths.api(context.tasks[0], api).verdict)


def by_list(value: object) -> dict[str, object]:
    return {"DestinationPrefixListId": value}


S3, OF_ELSEWHERE = "pl-63a5400a", "pl-6ea54007"


@pytest.mark.parametrize(
    ("listed", "region", "s3", "dynamodb", "ecr"),
    [
        (S3, "us-east-1", "yes", "no", "no"),
        (OF_ELSEWHERE, "us-east-1", "no", "unknown", "no"),
        (OF_ELSEWHERE, "us-west-1", "unknown", "unknown", "no"),
        ("pl-02cd2c6b", "us-east-1", "no", "unknown", "unknown"),
        ("pl-02cd2c6b", "eu-west-2", "yes", "unknown", "unknown"),
        ("pl-0123456789abcdef0", "eu-west-2", "unknown", "unknown", "unknown"),
        (OPEN, "us-east-1", "unknown", "unknown", "unknown"),
    ],
)
def test_the_list_of_one_service_does_not_lead_to_another(
    tmp_path: Path, listed: object, region: str, s3: str, dynamodb: str, ecr: str
) -> None:
    found = [leaves(tmp_path, by_list(listed), api, region=region) for api in ("s3", "dynamodb", "ecr.api")]
    assert found == [s3, dynamodb, ecr]


def made(*blocks: object, family: str = "IPv4") -> Change:
    entries = [{"Cidr": block} for block in blocks]
    values = {"PrefixListName": "ours", "AddressFamily": family, "MaxEntries": 9, "Entries": entries}
    return add("List", "AWS::EC2::PrefixList", **values)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (made("0.0.0.0/0"), "yes"),
        (made("0.0.0.0/1", "128.0.0.0/1"), "yes"),
        (made("10.0.0.0/8", "192.168.0.0/16"), "no"),
        (made("52.0.0.0/8"), "unknown"),
        (made(OPEN), "unknown"),
        (made("::/0", family="IPv6"), "no"),
        (both(made("10.0.0.0/8"), lambda t: t.update(Outputs={"It": {"Value": {"Ref": "List"}}})), "unknown"),
    ],
)
def test_a_list_that_is_made_here_is_read(tmp_path: Path, kept: Change, expected: str) -> None:
    assert leaves(tmp_path, by_list({"Ref": "List"}), "secretsmanager", kept) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("0.0.0.0/0", "yes"),
        ("10.0.0.0/8", "no"),
        ("255.255.255.255/32", "no"),
        ("52.0.0.0/8", "unknown"),
        (OPEN, "unknown"),
    ],
)
def test_a_range_holds_addresses_of_the_internet_or_none(tmp_path: Path, block: object, expected: str) -> None:
    assert leaves(tmp_path, {"CidrIp": block}, "secretsmanager") == expected


SECOND = add("Second", "AWS::EC2::VPCCidrBlock", VpcId={"Ref": "Vpc"}, CidrBlock="10.9.0.0/16")
IN_SECOND = set_to("TaskSubnet", CidrBlock="10.9.1.0/24")


def reaches_database(folder: Path, source: object, *changes: Change) -> str:
    """Whether the tasks get to the database when its group admits a range only."""
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": source}

    def without_namespace(template: dict[str, object]) -> None:
        for name in ("Namespace", "ApiName"):
            template["Resources"].pop(name)  # type: ignore[attr-defined]
        properties(template, "Api").pop("ServiceRegistries")

    return row(folder, "database", both(set_to("DataGroup", SecurityGroupIngress=[rule]), without_namespace, *changes))


@pytest.mark.parametrize("whole", ["10.0.0.0/16", attribute("Vpc", "CidrBlock")])
def test_the_first_range_of_a_vpc_is_not_all_of_it(tmp_path: Path, whole: object) -> None:
    assert reaches_database(tmp_path, whole) == "yes"
    assert reaches_database(tmp_path, whole, SECOND) == "yes", "the tasks are in the first"
    assert reaches_database(tmp_path, whole, SECOND, IN_SECOND) == "no"
    assert reaches_database(tmp_path, "10.9.0.0/16", SECOND, IN_SECOND) == "yes"
    assert reaches_database(tmp_path, "10.0.0.0/8", SECOND, IN_SECOND) == "yes"


def test_a_subnet_whose_range_is_not_known(tmp_path: Path) -> None:
    somewhere = set_to("TaskSubnet", CidrBlock=OPEN)
    assert reaches_database(tmp_path, "10.0.0.0/16", somewhere) == "yes"
    assert reaches_database(tmp_path, "10.0.0.0/16", somewhere, SECOND) == "unknown"
    assert reaches_database(tmp_path, "10.0.0.0/8", somewhere, SECOND) == "yes"
    assert reaches_database(tmp_path, "172.16.0.0/12", somewhere, SECOND) == "no"
    assert reaches_database(tmp_path, "10.0.1.0/24", somewhere) == "unknown"


def test_part_of_a_subnet_is_not_all_of_it(tmp_path: Path) -> None:
    assert reaches_database(tmp_path, "10.0.1.0/25") == "unknown"


def test_a_list_made_here_may_admit_subnets(tmp_path: Path) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "SourcePrefixListId": {"Ref": "List"}}
    admit = set_to("DataGroup", SecurityGroupIngress=[rule])
    assert reaches_database(tmp_path, OPEN, admit, made("10.0.1.0/24")) == "yes"
    assert reaches_database(tmp_path, OPEN, admit, made("10.0.2.0/24")) == "no"


@pytest.mark.parametrize(
    ("port", "block", "verdict"), [("443", "0.0.0.0/0", "yes"), ("80", "0.0.0.0/0", "no"), ("443", "10.0.0.0/16", "no")]
)
def test_a_rule_of_its_own_takes_the_default_rule_away(tmp_path: Path, port: str, block: str, verdict: str) -> None:
    rule = f"GroupId: !Ref TaskGroup, IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: {block}"
    edits = {"Out": f"{{Type: 'AWS::EC2::SecurityGroupEgress', Properties: {{{rule}}}}}"}
    assert edited(tmp_path, "nat", edits).verdict("ecr.api") == verdict


@pytest.mark.parametrize(
    ("written", "verdict"), [("DestinationSecurityGroupId", "yes"), ("SourceSecurityGroupId", "?")]
)
def test_egress_that_names_its_group_as_it_once_was_is_left_open(tmp_path: Path, written: str, verdict: str) -> None:
    """Whether such a rule still lets anybody out is nothing that CloudFormation says."""
    rule = f"[{{IpProtocol: tcp, FromPort: 443, ToPort: 443, {written}: !GetAtt EndpointGroup.GroupId}}]"
    found = edited(tmp_path, "isolated", {"TaskGroup.SecurityGroupEgress": rule})
    assert found.verdict("ecr.api") == verdict.replace("?", "unknown")

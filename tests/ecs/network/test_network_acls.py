"""Which network ACL a subnet has, and its entries, whoever writes them."""

from __future__ import annotations

from pathlib import Path

from generator.ecs.network.network import Network
from generator.ecs.network.network_acls import IN, OUT, Acl
from generator.logic import Truth
from generator.stack import Graph, Reference
from tests.nesting import nested, stack
from tests.one_app import OPEN, Change, Template, add, attribute, both, graph

TASKS = {"Ref": "TaskSubnet"}
MADE = add("Acl", "AWS::EC2::NetworkAcl", VpcId={"Ref": "Vpc"})


def given(acl: object, subnet: object = TASKS, name: str = "Given") -> Change:
    return add(name, "AWS::EC2::SubnetNetworkAclAssociation", SubnetId=subnet, NetworkAclId=acl)


def acls(of: Graph, path: str = "TaskSubnet") -> tuple[Acl, ...]:
    return Network(of).acls.of(Reference(path))


def names(of: Graph, path: str = "TaskSubnet") -> set[str]:
    return {acl.name for acl in acls(of, path)}


def numbers(acl: Acl, direction: str) -> list[int | None]:
    return [entry.number for entry in acl.entries[direction]]


def test_the_one_it_is_given_or_that_of_the_vpc(tmp_path: Path) -> None:
    made = graph(tmp_path, both(MADE, given({"Ref": "Acl"})))
    assert names(made) == {"Acl"}
    assert names(made, "PublicSubnet") == {"Vpc.DefaultNetworkAcl"}
    by_attribute = graph(tmp_path, both(MADE, given(attribute("Acl", "Id"), attribute("TaskSubnet", "SubnetId"))))
    assert names(by_attribute) == {"Acl"}
    assert names(graph(tmp_path, given(attribute("Vpc", "DefaultNetworkAcl")))) == {"Vpc.DefaultNetworkAcl"}
    assert not acls(graph(tmp_path, MADE))  # nobody gives it to anything


def test_more_than_one_that_it_may_have(tmp_path: Path) -> None:
    somewhere = graph(tmp_path, both(MADE, given({"Ref": "Acl"}, OPEN)))
    assert names(somewhere) == {"Acl", "Vpc.DefaultNetworkAcl"}
    elsewhere = graph(tmp_path, both(MADE, given({"Ref": "Acl"}, "subnet-0123456789abcdef0")))
    assert names(elsewhere) == {"Vpc.DefaultNetworkAcl"}
    two = both(MADE, given({"Ref": "Acl"}), add("Two", "AWS::EC2::NetworkAcl"), given({"Ref": "Two"}, name="Again"))
    assert names(graph(tmp_path, two)) == {"Acl", "Two"}


def test_an_acl_that_is_not_created_here(tmp_path: Path) -> None:
    (acl,) = acls(graph(tmp_path, given("acl-0123456789abcdef0")))
    assert (acl.seen, acl.complete) == (False, False)


def test_entries_by_direction(tmp_path: Path) -> None:
    def entry(name: str, number: int, **more: object) -> Change:
        usual: dict[str, object] = {"NetworkAclId": {"Ref": "Acl"}, "Protocol": "tcp", "CidrBlock": "0.0.0.0/0"}
        usual |= {"RuleNumber": number, "RuleAction": "allow", "PortRange": {"From": 443, "To": 444}}
        return add(name, "AWS::EC2::NetworkAclEntry", **{**usual, **more})

    change = both(
        MADE, given({"Ref": "Acl"}), entry("A", 30), entry("B", 20, Egress="true"), entry("C", 10, Protocol=17),
        entry("D", 40, Egress=OPEN), entry("E", 50, Protocol="all", PortRange=None), entry("F", 60, NetworkAclId=OPEN),
        entry("G", 70, NetworkAclId="acl-0123456789abcdef0"),
    )  # fmt: skip
    (acl,) = acls(graph(tmp_path, change))
    assert (numbers(acl, IN), numbers(acl, OUT)) == ([30, 10, 40, 50, 60], [20, 40])
    by_number = {entry.number: entry for entry in acl.entries[IN]}
    assert [by_number[number].applies for number in (30, 40, 60)] == [Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN]
    assert [str(by_number[number].ports) for number in (30, 50)] == ["443-444", "0-65535"]


def test_parts_of_it_in_several_stacks(tmp_path: Path) -> None:
    def parameters(*wanted: str) -> Template:
        return {name: {"Type": "String"} for name in wanted}

    network: Template = {
        "Resources": {
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
            "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
            "Acl": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "Vpc"}}},
        },
        "Outputs": {name: {"Value": {"Ref": name}} for name in ("Subnet", "Acl")},
    }
    rules: Template = {"Parameters": parameters("Acl", "Subnet"), "Resources": {}}
    given({"Ref": "Acl"}, {"Ref": "Subnet"})(rules)
    add("Entry", "AWS::EC2::NetworkAclEntry", NetworkAclId={"Ref": "Acl"}, RuleNumber=7, Protocol=-1)(rules)
    passed = {name: attribute("Network", f"Outputs.{name}") for name in ("Subnet", "Acl")}
    root: Template = {"Resources": {"Network": stack("network"), "Rules": stack("rules", passed)}}
    (acl,) = acls(nested(tmp_path, root, network=network, rules=rules), "Network/Subnet")
    assert (acl.name, numbers(acl, IN), acl.users) == ("Network/Acl", [7], ("Network/Subnet",))

"""Mount targets: one in each zone of the tasks, the way to it, and the order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said

Edits = dict[str, str | None]
OPEN: Edits = {"Parameters.Open": "{Type: String}"}
SECOND: Edits = {
    "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
    "Second": (
        "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.3.0/24, "
        "AvailabilityZone: !Select [1, !GetAZs '']}}"
    ),
    "SecondRouteTable": (
        "{Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Second, RouteTableId: "
        "!Ref RouteTable}}"
    ),
    "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "[!Ref Subnet, !Ref Second]",
}
TARGET = "{Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: %s, SecurityGroups: [%s]}}"


def mount(folder: Path, *edits: Edits) -> tuple[str, set[str]]:
    return said(folder, "mount uploads", OPEN, *edits, base="files")


def second_target(subnet: str = "!Ref Second", group: str = "!Ref FilesGroup") -> Edits:
    return {"SecondTarget": TARGET % (subnet, group), "Service.DependsOn": "[DefaultRoute, MountTarget, SecondTarget]"}


def test_no_mount_target_at_all(tmp_path: Path) -> None:
    assert mount(tmp_path, {"MountTarget": None, "Service.DependsOn": "[DefaultRoute]"}) == ("no", {"ECS231"})


def test_a_zone_without_a_mount_target(tmp_path: Path) -> None:
    assert mount(tmp_path, SECOND) == ("no", {"ECS231"})
    assert mount(tmp_path, SECOND, second_target()) == ("yes", set())


def test_another_subnet_of_the_same_zone_will_do(tmp_path: Path) -> None:
    assert mount(tmp_path, SECOND, {"Second.AvailabilityZone": "!Select [0, !GetAZs '']"}) == ("yes", set())


def test_subnets_whose_zone_is_not_told_may_have_a_target(tmp_path: Path) -> None:
    assert mount(tmp_path, SECOND, {"Second.AvailabilityZone": None}) == ("unknown", set())


@pytest.mark.parametrize("edit", [{"SecondTarget.FileSystemId": "!Ref Open"}, {"SecondTarget.SubnetId": "!Ref Open"}])
def test_a_target_of_somebodys_may_be_the_one(tmp_path: Path, edit: Edits) -> None:
    assert mount(tmp_path, SECOND, second_target(), edit) == ("unknown", set())


def test_the_target_in_the_zone_admits_the_tasks(tmp_path: Path) -> None:
    shut = "!Ref TaskGroup"
    assert mount(tmp_path, SECOND, second_target(group=shut)) == ("no", {"ECS232"})


def test_the_target_of_a_zone_without_tasks_does_not_matter(tmp_path: Path) -> None:
    network = "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets"
    assert mount(tmp_path, SECOND, second_target(group="!Ref TaskGroup"), {network: "[!Ref Subnet]"}) == ("yes", set())


@pytest.mark.parametrize(
    "edit",
    [
        {"FilesGroup.SecurityGroupIngress": "[]"},
        {"FilesGroup.SecurityGroupIngress.0.IpProtocol": "udp"},
        {"MountTarget.SecurityGroups": None},
        {"TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]"},
    ],
)
def test_2049_is_open_between_tasks_and_target(tmp_path: Path, edit: Edits) -> None:
    assert mount(tmp_path, edit)[0] == "no"
    assert "ECS232" in mount(tmp_path, edit)[1]


def test_groups_that_are_not_known_are_no_fault(tmp_path: Path) -> None:
    assert mount(tmp_path, {"MountTarget.SecurityGroups": "[!Ref Open]"}) == ("unknown", set())


@pytest.mark.parametrize(
    ("value", "expected"),
    [("false", ("no", {"ECS100"})), (None, ("no", {"ECS100"})), ("!Ref Open", ("unknown", set()))],
)
def test_the_name_has_to_resolve(tmp_path: Path, value: str | None, expected: tuple[str, set[str]]) -> None:
    assert mount(tmp_path, {"Vpc.EnableDnsHostnames": value}) == expected


def test_hosts_mount_through_their_own_network(tmp_path: Path) -> None:
    on_hosts: Edits = {"TaskDefinition.RequiresCompatibilities": "[EC2]", "Service.LaunchType": "EC2"}
    shut: Edits = {"FilesGroup.SecurityGroupIngress": "[]"}
    verdict, rules = mount(tmp_path, on_hosts, shut)
    assert (verdict, "ECS232" in rules) == ("unknown", False)


def test_what_may_run_on_hosts_is_not_said_to_be_shut_out(tmp_path: Path) -> None:
    shut: Edits = {"FilesGroup.SecurityGroupIngress": "[]"}
    assert mount(tmp_path, {"Service.LaunchType": "!Ref Open"}, shut) == ("unknown", set())


def test_no_target_is_missed_on_hosts_too(tmp_path: Path) -> None:
    on_hosts: Edits = {"TaskDefinition.RequiresCompatibilities": "[EC2]", "Service.LaunchType": "EC2"}
    assert mount(tmp_path, on_hosts, {"MountTarget": None, "Service.DependsOn": "[DefaultRoute]"})[0] == "no"


def test_the_service_waits_for_the_targets_of_its_tasks(tmp_path: Path) -> None:
    assert mount(tmp_path, {"Service.DependsOn": "[DefaultRoute]"}) == ("yes", {"WCS121"})

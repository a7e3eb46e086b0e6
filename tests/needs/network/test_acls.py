"""Network ACLs on every way: out to the internet, to endpoints, to databases and peers, in through load balancers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.needs.edge import Edge
from tests.needs.balancing.test_balancer_authentication import sign_in
from tests.needs.balancing.test_balancer_targets import admit, network
from tests.needs.balancing.test_public_names import call
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import (
    ELSEWHERE,
    OPEN,
    Change,
    Template,
    add,
    attribute,
    both,
    container,
    faults,
    properties,
    row,
    rows,
    rules,
    set_to,
)

ALL, VPC = "0.0.0.0/0", "10.0.0.0/16"
EVERYTHING = ("in 100 -1", "out 100 -1")
BALANCER, DATABASE, NAME, REGISTRY = "load balancer Balancer", "database Database", "api.app.local", "docker.io"
TASKS, PUBLIC = "TaskSubnet", "PublicSubnet"


@pytest.fixture(autouse=True)
def _nothing_else_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Edge, "doubts", lambda *_: ())


# What AWS writes as an example for a public subnet with web servers and a NAT gateway, and for a private one.
PUBLIC_EXAMPLE = (
    "in 100 80", "in 110 443", "in 140 1024-65535",
    "out 100 80", "out 110 443", f"out 120 3000 {VPC}", f"out 130 5432 {VPC}", "out 140 32768-65535",
)  # fmt: skip
PRIVATE_EXAMPLE = (
    f"in 100 3000 {VPC}", f"in 110 5432 {VPC}", "in 140 32768-65535",
    "out 100 443", f"out 110 5432 {VPC}", f"out 140 1024-65535 {VPC}",
)  # fmt: skip


def acl(name: str, subnet: str, *entries: str) -> Change:
    """Give a subnet an ACL of its own. An entry reads ``out 100 443 10.0.0.0/16 deny``: all and allow if not said."""
    made = add(name, "AWS::EC2::NetworkAcl", VpcId={"Ref": "Vpc"})
    given = add(
        f"{name}Of{subnet}",
        "AWS::EC2::SubnetNetworkAclAssociation",
        SubnetId={"Ref": subnet},
        NetworkAclId={"Ref": name},
    )
    return both(made, given, *(entry({"Ref": name}, f"{name}{i}", each) for i, each in enumerate(entries)))


def entry(acl_id: Any, name: str, text: str) -> Change:
    direction, number, ports, *rest = text.split()
    action = "deny" if "deny" in rest else "allow"
    block = next((word for word in rest if "/" in word), ALL)
    values: dict[str, Any] = {"NetworkAclId": acl_id, "RuleNumber": int(number), "RuleAction": action}
    values["CidrBlock"] = block
    if direction == "out":
        values["Egress"] = True
    if ports == "-1":
        return add(name, "AWS::EC2::NetworkAclEntry", Protocol=-1, **values)
    first, _, last = ports.partition("-")
    span = {"From": int(first), "To": int(last or first)}
    return add(name, "AWS::EC2::NetworkAclEntry", Protocol=6, PortRange=span, **values)


def dropped(folder: Path, change: Change) -> set[tuple[str, str, str]]:
    """The rule, the place, and what is said to be dropped."""
    return {
        (fault.rule, fault.at, fault.message.split(" drops ")[1].split(" (")[0])
        for fault in faults(folder, change)
        if fault.rule in ("ECS018", "ECS019")
    }


@pytest.mark.parametrize(
    "change",
    [
        acl("Acl", TASKS, *EVERYTHING),
        both(acl("Acl", TASKS, *EVERYTHING), acl("Front", PUBLIC, *EVERYTHING)),
        both(acl("Acl", TASKS, *PRIVATE_EXAMPLE), acl("Front", PUBLIC, *PUBLIC_EXAMPLE)),
        acl("Front", PUBLIC, *PUBLIC_EXAMPLE, "in 90 3389 deny", "in 91 0-65535 93.184.216.0/24 deny"),
        entry(attribute("Vpc", "DefaultNetworkAcl"), "Extra", "in 50 22 deny"),
        add("Acl", "AWS::EC2::NetworkAcl", VpcId={"Ref": "Vpc"}),
    ],
)
def test_what_lets_all_of_it_through_keeps_every_proof(tmp_path: Path, change: Change) -> None:
    (plain := tmp_path / "plain").mkdir()
    before, after = rows(plain, ""), rows(tmp_path, "", change)
    assert rules(tmp_path, change) == set()
    assert [(each.task, each.need.name, each.answer.verdict) for each in after] == [
        (each.task, each.need.name, each.answer.verdict) for each in before
    ]


def test_an_acl_without_entries_drops_everything(tmp_path: Path) -> None:
    change = acl("Acl", TASKS)
    found = dropped(tmp_path, change)
    assert ("ECS018", "Acl", "outbound traffic on 443 to the internet") in found
    assert ("ECS018", "Acl", "the answers of docker.io: inbound traffic on 32768-60999 from the internet") in found
    assert ("ECS019", "Acl", "inbound traffic on 3000 from PublicSubnet") in found
    assert [row(tmp_path, need, change) for need in (REGISTRY, BALANCER, DATABASE)] == ["no", "no", "no"]
    assert row(tmp_path, NAME, change) == "yes"  # Both services stand in one subnet, and no ACL is asked there.


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (("in 100 -1", "out 100 80"), "outbound traffic on 443 to the internet"),
        (("in 100 -1", "out 100 -1", "out 90 443 deny"), "outbound traffic on 443 to the internet"),
        (("in 100 -1", "out 100 -1", "out 200 443 deny"), ""),
        (("in 100 443", "out 100 -1"), "the answers of docker.io: inbound traffic on 32768-60999 from the internet"),
        (
            ("in 100 49152-65535", "out 100 -1"),
            "the answers of docker.io: inbound traffic on 32768-60999 from the internet",
        ),
        (("in 100 32768-60999", "out 100 443"), ""),
        (
            (f"in 100 -1 {VPC}", "out 100 -1"),
            "the answers of docker.io: inbound traffic on 32768-60999 from the internet",
        ),
    ],
)
def test_out_of_the_subnet_of_the_tasks(tmp_path: Path, entries: tuple[str, ...], expected: str) -> None:
    change = acl("Acl", TASKS, *entries)
    found = {what for rule, _, what in dropped(tmp_path, change) if rule == "ECS018"}
    assert found == ({expected} if expected else set())
    assert row(tmp_path, REGISTRY, change) == ("no" if expected else "yes")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (("in 100 1024-65535", "out 100 -1"), "inbound traffic on 443 from TaskSubnet"),
        (("in 100 -1", f"out 100 -1 {VPC}"), "outbound traffic on 443 to the internet"),
        (
            ("in 100 443", "in 110 32768-65535", "out 100 -1"),
            "the answers of docker.io: inbound traffic on 1024-65535 from the internet",
        ),
        (
            ("in 100 -1", "out 100 443"),
            "the answers of docker.io: outbound traffic on 32768-60999 to TaskSubnet",
        ),
        (("in 100 443", "in 110 1024-65535", "out 100 443", f"out 110 32768-65535 {VPC}"), ""),
    ],
)
def test_through_the_subnet_of_the_nat_gateway(tmp_path: Path, entries: tuple[str, ...], expected: str) -> None:
    change = acl("Front", PUBLIC, *entries)
    found = {what for rule, _, what in dropped(tmp_path, change) if rule == "ECS018"}
    assert found == ({expected} if expected else set())
    assert row(tmp_path, REGISTRY, change) == ("no" if expected else "yes")


def test_the_evidence_names_the_acls_that_somebody_wrote(tmp_path: Path) -> None:
    because = rows(tmp_path, REGISTRY, acl("Acl", TASKS, *EVERYTHING))[0].answer.because
    assert "Acl lets outbound traffic on 443 to the internet through" in because
    assert not any("DefaultNetworkAcl" in text for text in because)


def test_the_entry_that_denies_is_named(tmp_path: Path) -> None:
    change = acl("Acl", TASKS, *EVERYTHING, "out 90 443 deny")
    fault = next(fault for fault in faults(tmp_path, change) if fault.rule == "ECS018")
    assert (fault.at, fault.steps) == ("Acl2", ("RuleAction",))
    assert "network ACL Acl (of TaskSubnet) drops outbound traffic on 443" in fault.message
    assert "entry 90 (Acl2) denies it" in fault.message
    assert "Egress: true" in fault.fix
    assert fault.fix.endswith("RuleNumber below 90")


def test_entries_put_before_those_of_the_default_acl(tmp_path: Path) -> None:
    default = attribute("Vpc", "DefaultNetworkAcl")
    assert row(tmp_path, REGISTRY, entry(default, "Shut", "out 50 443 deny")) == "no"
    assert row(tmp_path, REGISTRY, entry(default, "Shut", "out 150 443 deny")) == "yes"
    elsewhere = both(add("Other", "AWS::EC2::VPC", CidrBlock="10.9.0.0/16"))
    other = entry(attribute("Other", "DefaultNetworkAcl"), "Shut", "out 50 443 deny")
    assert row(tmp_path, REGISTRY, both(elsewhere, other)) == "yes"


def test_gateway_endpoints_have_public_addresses(tmp_path: Path) -> None:
    def isolated(t: Template) -> None:
        properties(t, "TaskRoute").update(DestinationCidrBlock="192.168.0.0/16")
        image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1"
        container(t)["Image"] = image

    gate = add("S3", "AWS::EC2::VPCEndpoint", VpcId={"Ref": "Vpc"}, ServiceName="com.amazonaws.us-east-1.s3",
               VpcEndpointType="Gateway", RouteTableIds=[{"Ref": "TaskTable"}])  # fmt: skip
    assert row(tmp_path, "s3", both(isolated, gate)) == "yes"
    inside = acl("Acl", TASKS, f"in 100 -1 {VPC}", f"out 100 -1 {VPC}")
    assert row(tmp_path, "s3", both(isolated, gate, inside)) == "no"
    some = acl("Acl", TASKS, "in 100 -1", "out 100 443 52.216.0.0/15")
    assert row(tmp_path, "s3", both(isolated, gate, some)) == "unknown"


def test_endpoints_in_other_subnets(tmp_path: Path) -> None:
    second = add("SecondSubnet", "AWS::EC2::Subnet", VpcId={"Ref": "Vpc"}, CidrBlock="10.0.7.0/24")
    door = both(ELSEWHERE, second, secrets_endpoint())
    need = "secretsmanager"
    assert row(tmp_path, need, both(door, acl("Acl", "SecondSubnet"))) == "yes"
    moved = both(door, set_to("Door", SubnetIds=[{"Ref": "SecondSubnet"}]))
    shut = both(moved, acl("Acl", "SecondSubnet"))
    assert row(tmp_path, need, shut) == "no"
    assert ("ECS018", "Acl", "inbound traffic on 443 from TaskSubnet") in dropped(tmp_path, shut)
    asked = acl("Acl", "SecondSubnet", f"in 100 443 {VPC}", f"out 100 32768-65535 {VPC}")
    assert row(tmp_path, need, both(moved, asked)) == "yes"
    two = both(door, set_to("Door", SubnetIds=[{"Ref": "SecondSubnet"}, {"Ref": TASKS}]))
    assert row(tmp_path, need, both(two, acl("Acl", "SecondSubnet"))) == "unknown"


def test_databases_in_other_subnets(tmp_path: Path) -> None:
    change = acl("Front", PUBLIC, "in 100 443", "in 110 1024-5000", "in 120 5433-65535", "out 100 -1")
    assert dropped(tmp_path, change) == {("ECS019", "Front", "inbound traffic on 5432 from TaskSubnet")}
    assert row(tmp_path, DATABASE, change) == "no"
    alone = both(change, set_to("DataSubnets", SubnetIds=[{"Ref": TASKS}]))
    assert row(tmp_path, DATABASE, alone) == "yes"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (("in 100 -1", f"out 100 -1 {VPC}", "out 110 443"), "the answers of Balancer: outbound traffic on 1024-65535"),
        (("in 100 1024-65535", f"in 110 443 {VPC}", "out 100 -1"), "inbound traffic on 443 from the internet"),
        (("in 100 1024-65535", "in 110 443 93.184.216.0/24", f"in 120 443 {VPC}", "out 100 -1"), ""),
        (("in 100 443", "in 110 1024-65535", "out 100 443", "out 110 5432", "out 120 32768-65535"), "3000"),
    ],
)
def test_load_balancers(tmp_path: Path, entries: tuple[str, ...], expected: str) -> None:
    change = acl("Front", PUBLIC, *entries)
    found = {what for rule, _, what in dropped(tmp_path, change) if rule == "ECS019"}
    assert [expected in what for what in found] == ([True] if expected else [])
    assert row(tmp_path, BALANCER, change) == ("no" if expected else "yes")


def test_answers_to_load_balancers_come_back_on_more_ports_than_to_tasks(tmp_path: Path) -> None:
    narrow = acl("Front", PUBLIC, "in 100 443", f"in 110 32768-65535 {VPC}", f"in 120 5432 {VPC}", "out 100 -1")
    expected = "the answers of Web: inbound traffic on 1024-65535 from TaskSubnet"
    assert ("ECS019", "Front", expected) in dropped(tmp_path, narrow)


@pytest.mark.parametrize("value", [OPEN, "dualstack"])
def test_clients_may_come_by_ipv6(tmp_path: Path, value: object) -> None:
    change = acl("Front", PUBLIC, f"in 100 -1 {VPC}", "out 100 -1")
    both_ways = both(change, set_to("Balancer", IpAddressType=value))
    assert ("ECS019", "Front", "inbound traffic on 443 from the internet") in dropped(tmp_path, change)
    assert "ECS019" not in {rule for rule, _, _ in dropped(tmp_path, both_ways)}


def test_calls_that_come_back_by_the_public_name_of_a_load_balancer(tmp_path: Path) -> None:
    need, from_nat = "calls to Balancer", "the answers of Balancer: outbound traffic on 1024-65535 to the internet"
    assert row(tmp_path, need, both(call(), acl("Front", PUBLIC, *PUBLIC_EXAMPLE, "out 150 1024-65535"))) == "yes"
    kept_in = acl("Acl", TASKS, "in 100 -1", f"out 100 -1 {VPC}", "out 110 80")
    assert row(tmp_path, need, both(call(), kept_in)) == "no"
    mute = both(call(), acl("Second", "SecondPublicSubnet", "in 100 -1", "out 100 32768-65535"))
    assert ("ECS019", "Second", from_nat) in dropped(tmp_path, mute)
    clients = both(call(), acl("Second", "SecondPublicSubnet", "in 100 443 93.184.216.0/24", "in 110 1024-65535",
                               "out 100 -1"))  # fmt: skip
    assert [row(tmp_path, each, clients) for each in (need, BALANCER)] == ["unknown", "yes"]


def test_who_signs_clients_in_is_outside(tmp_path: Path) -> None:
    shut = acl("Second", "SecondPublicSubnet", "in 100 -1", f"out 100 -1 {VPC}", "out 110 1024-65535")
    assert row(tmp_path, BALANCER, both(sign_in(), acl("Second", "SecondPublicSubnet", *EVERYTHING))) == "yes"
    assert dropped(tmp_path, both(sign_in(), shut)) == {("ECS019", "Second", "outbound traffic on 443 to the internet")}
    assert row(tmp_path, BALANCER, both(sign_in("authenticate-oidc"), shut)) == "unknown"


def test_a_load_balancer_for_networks_has_addresses_or_keeps_those_of_clients(tmp_path: Path) -> None:
    everybody = admit(ALL, protocol="-1")
    inside = acl("Acl", TASKS, f"in 100 -1 {VPC}", f"out 100 -1 {VPC}")
    assert row(tmp_path, BALANCER, both(network(kept="false"), everybody, inside)) == "yes"
    found = dropped(tmp_path, both(network(kept="true"), everybody, inside))
    assert ("ECS019", "Acl", "inbound traffic on 3000 from the internet") in found
    assert row(tmp_path, BALANCER, both(network(kept="true"), everybody, acl("Acl", TASKS, *EVERYTHING))) == "yes"
    silent = acl("Second", "SecondPublicSubnet", "in 100 -1", "out 100 443", "out 110 3001-65535")
    said = [fault.message for fault in faults(tmp_path, both(network(kept="true"), everybody, silent))]
    assert any("connections of clients of Balancer to Web on 3000" in message for message in said)


def test_udp_has_entries_of_its_own(tmp_path: Path) -> None:
    def udp(number: int) -> Change:
        return both(
            network("UDP", kept="false", groups=True),
            set_to("Targets", HealthCheckPort="3001", HealthCheckProtocol="TCP"),
            set_to("TaskGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": ALL}]),
            set_to("BalancerGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": ALL}]),
            acl("Acl", TASKS, "in 100 3000", "in 110 3001", "out 100 1024-65535", "out 110 1024-65535"),
            *(set_to(name, Protocol=number) for name in ("Acl0", "Acl2")),
        )

    assert "ECS019" not in {rule for rule, _, what in dropped(tmp_path, udp(17)) if "Balancer" in what or "UDP" in what}
    assert row(tmp_path, BALANCER, udp(17)) == "yes"
    mute = both(udp(17), set_to("Acl2", Protocol=6))
    assert "the answers of Web: outbound UDP traffic on 1024-65535 to the internet" in {
        what for *_, what in dropped(tmp_path, mute)
    }
    shut = {what for rule, _, what in dropped(tmp_path, udp(6)) if rule == "ECS019"}
    assert "inbound UDP traffic on 3000 from the internet" in shut


def test_the_ports_of_windows_and_of_whoever_sets_them(tmp_path: Path) -> None:
    def system(family: str) -> Change:
        return set_to("WebTask", RuntimePlatform={"OperatingSystemFamily": family})

    high = acl("Acl", TASKS, "in 100 49152-65535", "in 110 3000", "out 100 -1")
    assert row(tmp_path, REGISTRY, both(high, system("WINDOWS_SERVER_2022_CORE"))) == "yes"
    assert row(tmp_path, REGISTRY, both(high, system("LINUX"))) == "no"
    linux = acl("Acl", TASKS, "in 100 32768-60999", "in 110 3000", "out 100 -1")
    control = [{"Namespace": "net.ipv4.ip_local_port_range", "Value": "10000 60000"}]
    assert row(tmp_path, REGISTRY, linux) == "yes"
    assert row(tmp_path, REGISTRY, both(linux, lambda t: container(t).update(SystemControls=control))) == "no"


@pytest.mark.parametrize(
    ("spoil", "denied", "allowed"),
    [
        (set_to("Acl0", RuleAction=OPEN), "unknown", "unknown"),
        (set_to("Acl0", RuleNumber=OPEN), "unknown", "yes"),
        (set_to("Acl0", CidrBlock=OPEN), "unknown", "unknown"),
        (set_to("Acl0", NetworkAclId=OPEN), "unknown", "unknown"),
        (set_to("Acl0", Egress=OPEN), "unknown", "unknown"),
        (set_to("Acl0", Protocol=OPEN), "unknown", "unknown"),
        (set_to("Acl0", PortRange={"From": OPEN, "To": 443}), "unknown", "unknown"),
        (set_to("AclOfTaskSubnet", NetworkAclId=OPEN), "unknown", "unknown"),
        (set_to("AclOfTaskSubnet", SubnetId=OPEN), "unknown", "unknown"),
        (lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Acl"}}}), "unknown", "yes"),
    ],
)
def test_what_is_not_known_is_not_decided(tmp_path: Path, spoil: Change, denied: str, allowed: str) -> None:
    denies = acl("Acl", TASKS, "out 90 443 deny", "in 100 -1", "out 100 -1")
    allows = acl("Acl", TASKS, "out 90 443", "in 100 -1")
    assert [row(tmp_path, REGISTRY, change) for change in (denies, allows)] == ["no", "yes"]
    assert [row(tmp_path, REGISTRY, both(change, spoil)) for change in (denies, allows)] == [denied, allowed]


def test_entries_for_ipv6_alone_let_no_ipv4_through(tmp_path: Path) -> None:
    def six(t: Template) -> None:
        properties(t, "Acl1").pop("CidrBlock")
        properties(t, "Acl1")["Ipv6CidrBlock"] = "::/0"

    change = acl("Acl", TASKS, "in 100 -1", "out 100 -1")
    assert row(tmp_path, REGISTRY, change) == "yes"
    assert row(tmp_path, REGISTRY, both(change, six)) == "no"

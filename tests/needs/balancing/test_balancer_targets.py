"""The way from a load balancer to the tasks, above all from one for networks: whose address do they see?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, row, rules, set_in, set_to

NEED = "load balancer Balancer"
EVERYWHERE, VPC, OFFICE = "0.0.0.0/0", "10.0.0.0/16", "203.0.113.0/24"


def network(protocol: str = "TCP", kept: str = "", *, groups: bool = False, **attributes: str) -> Change:
    """Make the load balancer one for networks, without groups of its own unless it is to have them."""
    named = {**attributes, **({"preserve_client_ip__enabled": kept} if kept else {})}
    listed = [{"Key": key.replace("__", "."), "Value": value} for key, value in named.items()]
    return both(
        set_to("Balancer", Type="network", **({} if groups else {"SecurityGroups": None})),
        set_to("Listener", Protocol=protocol, **({} if protocol == "TLS" else {"Certificates": None})),
        set_to("Targets", Protocol=protocol, TargetGroupAttributes=listed),
        declare(*({"TCP_UDP": ("tcp", "udp"), "UDP": ("udp",)}.get(protocol, ("tcp",)))),
    )


def declare(*protocols: str) -> Change:
    """Have the container declare its port for some protocols."""
    return set_in("WebTask", PortMappings=[{"ContainerPort": 3000, "Protocol": each} for each in protocols])


def admit(*sources: str, protocol: str = "tcp") -> Change:
    """Have the tasks admit some addresses, and nobody else."""
    port = {"IpProtocol": protocol, "FromPort": 3000, "ToPort": 3000}
    return set_to("TaskGroup", SecurityGroupIngress=[{**port, "CidrIp": source} for source in sources])


@pytest.mark.parametrize("source", [EVERYWHERE, VPC])
@pytest.mark.parametrize("protocol", ["TCP", "TLS"])
def test_its_own_addresses_have_to_be_admitted(tmp_path: Path, protocol: str, source: str) -> None:
    assert row(tmp_path, NEED, both(network(protocol), admit(source))) == "yes"
    assert rules(tmp_path, both(network(protocol), admit(source))) == set()


@pytest.mark.parametrize("sources", [(), (OFFICE,)])
def test_without_groups_nothing_but_addresses_admits_it(tmp_path: Path, sources: tuple[str, ...]) -> None:
    change = both(network(), admit(*sources))
    (finding,) = faults(tmp_path, change)
    assert (finding.rule, finding.at, finding.steps) == ("ECS101", "TaskGroup", ("SecurityGroupIngress",))
    assert finding.message.startswith("no security group of Web admits the addresses of Balancer, which has no groups")
    assert finding.fix.endswith("CidrIp: the CIDR blocks of the subnets of Balancer")


def test_a_rule_for_a_group_that_it_does_not_carry_admits_it_not(tmp_path: Path) -> None:
    assert rules(tmp_path, network()) == {"ECS101"}


def test_with_groups_it_is_judged_as_one_for_applications(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, network(groups=True)) == "yes"
    assert row(tmp_path, NEED, network(kept="true", groups=True)) == "yes"
    closed = both(network(groups=True), set_to("BalancerGroup", SecurityGroupIngress=[]))
    (finding,) = faults(tmp_path, closed)
    assert "its security groups admit nobody there" in finding.message


def test_clients_whose_addresses_are_kept_have_to_be_admitted(tmp_path: Path) -> None:
    change = both(network(kept="true"), admit(VPC))
    (finding,) = faults(tmp_path, change)
    assert finding.message.startswith("Balancer keeps the addresses of its clients, and no security group of Web")
    assert row(tmp_path, NEED, both(network(kept="true"), admit(EVERYWHERE))) == "yes"
    assert row(tmp_path, NEED, both(network(kept="true"), admit(VPC, OFFICE))) == "yes"
    assert row(tmp_path, NEED, both(network(kept="false"), admit(VPC))) == "yes"


def test_health_checks_come_from_its_own_addresses_even_then(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, both(network(kept="true"), admit(OFFICE)))
    assert (finding.rule, finding.at) == ("ECS083", "TaskGroup")


def test_an_internal_one_keeps_addresses_of_the_vpc(tmp_path: Path) -> None:
    internal = set_to("Balancer", Scheme="internal")
    assert row(tmp_path, NEED, both(network(kept="true"), internal, admit(VPC))) == "yes"
    assert row(tmp_path, NEED, both(network(kept="true"), internal, admit())) == "no"


def test_udp_keeps_addresses_always_and_is_checked_by_tcp(tmp_path: Path) -> None:
    change = both(network("UDP", kept="false"), admit(EVERYWHERE, protocol="udp"))
    assert {fault.rule for fault in faults(tmp_path, change)} == {"ECS083"}, "nothing lets the health checks in"
    inside = [{"IpProtocol": "-1", "CidrIp": VPC}]
    (finding,) = faults(tmp_path, both(network("UDP", kept="false"), set_to("TaskGroup", SecurityGroupIngress=inside)))
    assert finding.message.startswith("Balancer keeps the addresses of its clients")
    anything = set_to("TaskGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": EVERYWHERE}])
    assert row(tmp_path, NEED, both(network("UDP"), anything)) == "yes"
    (finding,) = [each for each in faults(tmp_path, both(network("UDP"), admit(EVERYWHERE))) if each.rule == "ECS101"]
    assert "IpProtocol udp, FromPort 3000" in finding.fix


@pytest.mark.parametrize(
    ("spoken", "declared", "expected"),
    [("UDP", ("tcp",), "unknown"), ("TCP_UDP", ("udp",), "unknown"), ("TCP", ("udp",), "unknown"),
     ("TCP", ("udp", "tcp"), "yes"), ("TCP_UDP", ("tcp", "udp"), "yes")],
)  # fmt: skip
def test_the_port_is_declared_for_what_is_spoken(
    tmp_path: Path, spoken: str, declared: tuple[str, ...], expected: str
) -> None:
    anything = set_to("TaskGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": EVERYWHERE}])
    assert row(tmp_path, NEED, both(network(spoken), anything, declare(*declared))) == expected


def test_both_protocols_have_to_be_admitted(tmp_path: Path) -> None:
    rules_of = [{"IpProtocol": each, "FromPort": 3000, "ToPort": 3000, "CidrIp": EVERYWHERE} for each in ("tcp", "17")]
    assert row(tmp_path, NEED, both(network("TCP_UDP"), set_to("TaskGroup", SecurityGroupIngress=rules_of))) == "yes"
    one = set_to("TaskGroup", SecurityGroupIngress=rules_of[:1])
    assert row(tmp_path, NEED, both(network("TCP_UDP"), one)) == "no"


@pytest.mark.parametrize(
    "change",
    [
        both(network(), admit(VPC), set_to("Targets", TargetGroupAttributes=OPEN)),
        both(network(), admit(VPC), set_to("Targets", Protocol=OPEN)),
        both(network(proxy_protocol_v2__enabled="true"), admit(VPC)),
        both(network(), admit(VPC), set_to("Targets", HealthCheckPort=OPEN)),
        both(network(), admit(VPC), set_to("Balancer", Type="gateway")),
        both(network(), admit(VPC), set_to("Balancer", Type=OPEN)),
        both(network(kept="true"), set_to("Balancer", Scheme=OPEN), admit(VPC)),
    ],
)
def test_what_is_not_seen_of_it(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, NEED, change) == "unknown"


def test_a_proxy_protocol_that_is_off_is_none(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, both(network(proxy_protocol_v2__enabled="false"), admit(VPC))) == "yes"


def test_a_health_check_on_the_port_of_the_requests_may_be_named(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, set_to("Targets", HealthCheckPort="traffic-port")) == "yes"
    assert row(tmp_path, NEED, set_to("Targets", HealthCheckPort="3000")) == "yes"
    assert rules(tmp_path, set_to("Targets", HealthCheckPort="9000")) == {"ECS083"}

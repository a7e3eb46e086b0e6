"""What Elastic Load Balancing refuses of target groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, both, faults, row, rules, set_in, set_to

NEED = "load balancer Balancer"


def of(**values: Any) -> Change:
    return set_to("Targets", **values)


@pytest.mark.parametrize(
    ("interval", "timeout", "expected"),
    [
        (5, 5, "no"),
        (10, 30, "no"),
        ("5", "6", "no"),
        (5, None, "no"),
        (None, 30, "no"),
        (None, 60, "no"),
        (6, None, "unknown"),
        (10, None, "yes"),
        (11, None, "yes"),
        (5, 2, "yes"),
        (None, 29, "yes"),
        (OPEN, 30, "yes"),
        (10, OPEN, "yes"),
        (None, None, "yes"),
    ],
)
def test_the_times_of_a_health_check(tmp_path: Path, interval: Any, timeout: Any, expected: str) -> None:
    given = {"HealthCheckIntervalSeconds": interval, "HealthCheckTimeoutSeconds": timeout}
    change = of(**{key: value for key, value in given.items() if value is not None})
    assert row(tmp_path, NEED, change) == expected
    assert rules(tmp_path, change) == ({"ECS086"} if expected == "no" else set())


@pytest.mark.parametrize(("interval", "timeout"), [(400, 20), (30, 1), (4, 2)])
def test_times_that_no_health_check_has_are_refused(tmp_path: Path, interval: int, timeout: int) -> None:
    change = of(HealthCheckIntervalSeconds=interval, HealthCheckTimeoutSeconds=timeout)
    assert rules(tmp_path, change) == {"ECS290"}
    assert row(tmp_path, NEED, change) == "unknown"


@pytest.mark.parametrize(
    ("interval", "timeout", "expected"),
    [
        (10, 10, "yes"),
        (10, 11, "no"),
        (None, 30, "yes"),
        (None, 31, "no"),
        (5, None, "unknown"),
        (10, None, "yes"),
        (30, None, "yes"),
    ],
)
def test_for_networks_a_timeout_may_be_as_long_as_the_interval(
    tmp_path: Path, interval: Any, timeout: Any, expected: str
) -> None:
    given = {"HealthCheckIntervalSeconds": interval, "HealthCheckTimeoutSeconds": timeout}
    network = both(set_to("Balancer", Type="network"), set_to("Listener", Protocol="TLS"), of(Protocol="TCP"))
    change = both(network, of(**{key: value for key, value in given.items() if value is not None}))
    assert row(tmp_path, NEED, change) == expected
    assert rules(tmp_path, change) == ({"ECS086"} if expected == "no" else set())


@pytest.mark.parametrize(("protocol", "expected"), [("HTTP", "yes"), ("HTTPS", "unknown")])
def test_ten_seconds_are_longer_than_what_applies_to_plain_http(tmp_path: Path, protocol: str, expected: str) -> None:
    change = of(Protocol=protocol, HealthCheckIntervalSeconds=10)
    assert row(tmp_path, NEED, change) == expected


def test_counts_out_of_bounds_are_not_proven(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, of(HealthyThresholdCount=1)) == "unknown"
    assert row(tmp_path, NEED, of(UnhealthyThresholdCount=11)) == "unknown"
    assert row(tmp_path, NEED, of(HealthyThresholdCount=2, UnhealthyThresholdCount=10)) == "yes"


@pytest.mark.parametrize("missing", ["VpcId", "Protocol", "Port"])
def test_what_targets_need_is_not_proven_without(tmp_path: Path, missing: str) -> None:
    assert row(tmp_path, NEED, of(**{missing: None})) == "unknown"


@pytest.mark.parametrize(
    ("version", "matcher", "expected"),
    [
        ("GRPC", {"HttpCode": "200"}, "no"),
        ("GRPC", {"GrpcCode": "0"}, "yes"),
        ("GRPC", {"HttpCode": "200", "GrpcCode": "0"}, "yes"),
        ("GRPC", None, "yes"),
        ("HTTP2", {"GrpcCode": "0"}, "no"),
        ("HTTP2", {"HttpCode": "200-299"}, "yes"),
        ("HTTP1", {"GrpcCode": "0-99"}, "no"),
        ("HTTP1", {"HttpCode": "200,404"}, "yes"),
        (OPEN, {"GrpcCode": "0"}, "yes"),
    ],
)
def test_codes_go_with_the_protocol_version(tmp_path: Path, version: Any, matcher: Any, expected: str) -> None:
    change = of(ProtocolVersion=version, **({"Matcher": matcher} if matcher else {}))
    assert row(tmp_path, NEED, change) == expected
    assert rules(tmp_path, change) == ({"ECS192"} if expected == "no" else set())


@pytest.mark.parametrize("version", ["GRPC", "HTTP2"])
def test_http_2_comes_in_by_https(tmp_path: Path, version: str) -> None:
    plain = set_to("Listener", Protocol="HTTP", Certificates=None)
    (finding,) = faults(tmp_path, both(of(ProtocolVersion=version), plain))
    assert (finding.rule, finding.at, finding.steps) == ("ECS192", "Targets", ("ProtocolVersion",))
    assert "Listener, which forwards to it, is not one of HTTPS: CreateListener fails" in finding.message
    assert rules(tmp_path, plain) == set()
    assert row(tmp_path, NEED, of(ProtocolVersion=version)) == "yes"


@pytest.mark.parametrize(
    ("protocol", "expected"), [("TCP", "no"), ("UDP", "no"), ("TLS", "no"), ("HTTPS", "yes"), ("HTTP", "yes")]
)
def test_the_protocol_of_health_checks(tmp_path: Path, protocol: str, expected: str) -> None:
    assert row(tmp_path, NEED, of(HealthCheckProtocol=protocol)) == expected
    # The container asks its own port by plain HTTP.
    found = {"ECS197"} if expected == "no" else {"ECS362"} if protocol == "HTTPS" else set()
    assert rules(tmp_path, of(HealthCheckProtocol=protocol)) == found


def certified(protocol: str) -> dict[str, Any]:
    """What a listener of TLS must have, and no other may."""
    return {} if protocol == "TLS" else {"Certificates": None}


@pytest.mark.parametrize(
    ("listener", "group", "refused"),
    [
        ("TCP", "TCP", False),
        ("TCP", "TCP_UDP", False),
        ("TLS", "TCP", False),
        ("TLS", "TLS", False),
        ("UDP", "TCP_UDP", False),
        ("TCP_UDP", "TCP_UDP", False),
        ("TCP", "UDP", True),
        ("TCP", "TLS", True),
        ("UDP", "TCP", True),
        ("TCP_UDP", "UDP", True),
        ("TLS", "UDP", True),
    ],
)
def test_what_a_listener_of_networks_forwards_to(tmp_path: Path, listener: str, group: str, refused: bool) -> None:
    change = both(
        set_to("Balancer", Type="network"),
        set_to("Listener", Protocol=listener, **certified(listener)),
        of(Protocol=group),
        set_in("WebTask", PortMappings=[{"ContainerPort": 3000, "Protocol": each} for each in ("tcp", "udp")]),
        set_to("TaskGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]),
        set_to("BalancerGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]),
    )  # fmt: skip
    assert row(tmp_path, NEED, change) == ("no" if refused else "yes")
    assert rules(tmp_path, change) == ({"ECS145"} if refused else set())


def test_one_load_balancer_is_all_that_a_target_group_has(tmp_path: Path) -> None:
    groups, subnets = [{"Ref": "BalancerGroup"}], [{"Ref": "PublicSubnet"}, {"Ref": "SecondPublicSubnet"}]
    kind, forward = "AWS::ElasticLoadBalancingV2::", [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]
    second = both(
        add("Second", f"{kind}LoadBalancer", Subnets=subnets, SecurityGroups=groups),
        add("Door", f"{kind}Listener", LoadBalancerArn={"Ref": "Second"}, Port=443, Protocol="HTTPS",
            Certificates=[{"CertificateArn": OPEN}], DefaultActions=forward),
    )  # fmt: skip
    assert "ECS199" in rules(tmp_path, second)
    assert row(tmp_path, NEED, second) == "no"
    same = add("Door", f"{kind}Listener", LoadBalancerArn={"Ref": "Balancer"}, Port=80, Protocol="HTTP",
               DefaultActions=forward)  # fmt: skip
    assert "ECS199" not in rules(tmp_path, same)


def weighing(*weights: object) -> Change:
    groups = [{"TargetGroupArn": {"Ref": "Targets"}, "Weight": weight} for weight in weights]
    return set_to("Listener", DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}])


@pytest.mark.parametrize(("weight", "expected"), [(0, "unknown"), (OPEN, "unknown"), (1, "yes"), (77, "yes")])
def test_a_weight_of_nothing_sends_nothing(tmp_path: Path, weight: object, expected: str) -> None:
    assert row(tmp_path, NEED, weighing(weight)) == expected
    assert rules(tmp_path, weighing(weight)) == ({"WCS190"} if weight == 0 else set())


@pytest.mark.parametrize(
    "moves", [{"DeploymentConfiguration": {"Strategy": "CANARY"}}, {"DeploymentController": {"Type": "CODE_DEPLOY"}}]
)
def test_deployments_may_change_weights(tmp_path: Path, moves: dict[str, Any]) -> None:
    change = both(weighing(0), set_to("Web", **moves))
    assert "WCS190" not in rules(tmp_path, change)
    assert row(tmp_path, NEED, change) == "unknown"


def test_classic_load_balancers_are_not_followed(tmp_path: Path) -> None:
    classic = set_to("Api", LoadBalancers=[{"ContainerName": "api", "ContainerPort": 8080, "LoadBalancerName": "old"}])
    assert row(tmp_path, "load balancer old", classic) == "unknown"
    assert rules(tmp_path, classic) == {"ECS198"}
    on_hosts = both(set_to("ApiTask", NetworkMode="bridge", RequiresCompatibilities=["EC2"]), set_to(
        "Api", LaunchType="EC2", NetworkConfiguration=None, ServiceRegistries=None))  # fmt: skip
    assert "ECS198" not in rules(tmp_path, both(classic, on_hosts))

"""Calls of tasks to a load balancer by its name: they come back to it from another address than they left with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.needs.balancing.public_names import public_name_needs
from generator.needs.context import Context
from tests.one_app import OPEN, Change, add, both, faults, graph, row, rows, rules, set_in, set_to

NEED = "calls to Balancer"
OFFICE = {"CidrIp": "198.51.100.7/32"}
NAT = {"CidrIp": {"Fn::Sub": "${Address.PublicIp}/32"}}


def admit(*sources: dict[str, Any], port: int = 443) -> Change:
    rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
    return set_to("BalancerGroup", SecurityGroupIngress=[{**rule, **source} for source in sources])


def call(url: Any = "https://${Balancer.DNSName}/orders", by: str = "ApiTask") -> Change:
    value = {"Fn::Sub": url} if isinstance(url, str) else url
    return set_in(by, Environment=[{"Name": "ORDERS_URL", "Value": value}])


def answers(folder: Path, change: Change) -> list[str]:
    """What this need alone says, whatever else touches the tasks."""
    context = Context(graph(folder, change))
    return [str(each.verdict) for task in context.tasks for _, each in public_name_needs(context, task)]


def test_what_the_nat_gateway_sends_has_to_be_admitted(tmp_path: Path) -> None:
    change = both(call(), admit(OFFICE))
    (finding,) = faults(tmp_path, change)
    assert (finding.rule, finding.at, finding.steps) == ("ECS194", "BalancerGroup", ("SecurityGroupIngress",))
    assert finding.message.startswith("Api calls Balancer by its public name (ORDERS_URL), which leads out through Nat")
    assert "the address of Address" in finding.fix
    assert row(tmp_path, NEED, change) == "no"


@pytest.mark.parametrize("source", [NAT, {"CidrIp": "0.0.0.0/0"}])
def test_what_is_admitted(tmp_path: Path, source: dict[str, Any]) -> None:
    assert rules(tmp_path, both(call(), admit(OFFICE, source))) == set()
    assert answers(tmp_path, both(call(), admit(OFFICE, source))) == ["yes"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}, "yes"),
        ({"FromPort": 1, "ToPort": 8080, "CidrIp": "0.0.0.0/0"}, "yes"),
        ({"FromPort": 443, "ToPort": 443, "DestinationSecurityGroupId": {"Ref": "BalancerGroup"}}, "no"),
        ({"FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}, "no"),
    ],
)
def test_a_call_leaves_for_public_addresses(tmp_path: Path, rule: dict[str, Any], expected: str) -> None:
    closed = set_to("ApiGroup", SecurityGroupEgress=[{"IpProtocol": "tcp", **rule}])
    change = both(call(), admit(OFFICE, NAT), closed)
    assert answers(tmp_path, change) == [expected]
    told = [fault.message for fault in faults(tmp_path, change) if fault.rule == "ECS194"]
    assert ["lets 443 out to the internet" in message for message in told] == ([True] if expected == "no" else [])


@pytest.mark.parametrize("source", [{"CidrIp": "10.0.0.0/16"}, {"SourceSecurityGroupId": {"Ref": "ApiGroup"}}])
def test_nothing_private_is_seen_of_the_caller(tmp_path: Path, source: dict[str, Any]) -> None:
    assert "ECS194" in rules(tmp_path, both(call(), admit(source)))


def test_a_service_behind_it_may_hold_its_name_for_links(tmp_path: Path) -> None:
    change = both(call(by="WebTask"), admit(OFFICE))
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, NEED, change) == "unknown"


def test_a_public_address_of_the_task_is_another_each_time(tmp_path: Path) -> None:
    network = {"AwsvpcConfiguration": {"Subnets": [{"Ref": "PublicSubnet"}], "SecurityGroups": [{"Ref": "ApiGroup"}],
                                       "AssignPublicIp": "ENABLED"}}  # fmt: skip
    change = both(call(), set_to("Api", NetworkConfiguration=network))
    found = [fault for fault in faults(tmp_path, both(change, admit(NAT))) if fault.rule == "ECS194"]
    assert ["from the public address of each task" in fault.message for fault in found] == [True]
    assert "ECS194" not in rules(tmp_path, both(change, admit({"CidrIp": "0.0.0.0/0"})))


def test_without_a_way_out_there_is_none_to_its_name(tmp_path: Path) -> None:
    change = both(call(), lambda t: t["Resources"].pop("TaskRoute"), *(
        (lambda t, name=name: t["Resources"][name].pop("DependsOn")) for name in ("Web", "Api")
    ))  # fmt: skip
    assert [
        fault.message for fault in faults(tmp_path, change) if fault.rule == "ECS194" and "no way to" in fault.message
    ]


def test_a_port_that_nothing_listens_on(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, call("http://${Balancer.DNSName}:8443/"))
    assert finding.message.startswith("Api calls Balancer on 8443 (ORDERS_URL), where it has no listener")
    assert (
        row(tmp_path, NEED, both(call("http://${Balancer.DNSName}:8443/"), set_to("Listener", Port=OPEN))) == "unknown"
    )


def record(**values: Any) -> Change:
    return add("Record", "AWS::Route53::RecordSet", HostedZoneId="Z0", Name="shop.example.com.", Type="A", **values)


@pytest.mark.parametrize(
    "values",
    [
        {"AliasTarget": {"DNSName": {"Fn::GetAtt": ["Balancer", "DNSName"]}, "HostedZoneId": "Z1"}},
        {"AliasTarget": {"DNSName": {"Fn::Sub": "dualstack.${Balancer.DNSName}"}, "HostedZoneId": "Z1"}},
        {"TTL": "60", "ResourceRecords": [{"Fn::GetAtt": ["Balancer", "DNSName"]}]},
    ],
)
def test_a_record_that_leads_to_it(tmp_path: Path, values: dict[str, Any]) -> None:
    change = both(call({"Fn::Join": ["", ["https://", "Shop.example.com/api"]]}), record(**values), admit(OFFICE))
    assert rules(tmp_path, change) == {"ECS194"}


@pytest.mark.parametrize("value", ["https://shop.example.com/", {"Ref": "Balancer"}, OPEN, "https://${Open}/"])
def test_what_is_no_name_of_it(tmp_path: Path, value: Any) -> None:
    assert rows(tmp_path, NEED, both(call(value), admit(OFFICE))) == []


@pytest.mark.parametrize(
    "change",
    [
        call("${Balancer.DNSName}"),
        both(call(), admit({"CidrIp": OPEN})),
        both(call(), admit({"SourcePrefixListId": "pl-0123"})),
        both(call(), admit(OFFICE), set_to("Nat", AllocationId=OPEN)),
        both(call(), set_to("Balancer", Scheme=OPEN)),
        both(call(), set_to("Balancer", SecurityGroups=[OPEN])),
    ],
)
def test_calls_that_are_not_decided(tmp_path: Path, change: Change) -> None:
    assert "ECS194" not in rules(tmp_path, change)
    assert row(tmp_path, NEED, change) == "unknown"


def test_an_internal_one_is_called_inside_the_vpc(tmp_path: Path) -> None:
    internal = both(call(), set_to("Balancer", Scheme="internal"))
    member = admit({"SourceSecurityGroupId": {"Ref": "ApiGroup"}})
    assert answers(tmp_path, both(internal, member)) == ["yes"]
    found = [fault for fault in faults(tmp_path, both(internal, admit(OFFICE))) if fault.rule == "ECS194"]
    assert [fault.message.startswith("no security group of Balancer admits Api on 443") for fault in found] == [True]

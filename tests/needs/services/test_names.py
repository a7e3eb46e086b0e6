"""Names: registered, resolved, and answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import (
    OPEN,
    Change,
    Template,
    add,
    both,
    container,
    faults,
    row,
    rows,
    rules,
    set_in,
    set_to,
    variable,
    without,
)

NEED = "api.app.local:8080"


def places(folder: Path, change: Change) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(fault.rule, fault.at, fault.steps) for fault in faults(folder, change)]


REGISTER = "ServiceRegistries of the called service: an AWS::ServiceDiscovery::Service "


@pytest.mark.parametrize("value", ["http://apo.app.local:8080", "apo.app.local", "grpc://apo.app.local:50051/x"])
def test_a_name_that_nobody_registers(tmp_path: Path, value: str) -> None:
    found = places(tmp_path, variable("PEER", value))
    assert found == [("ECS102", "WebTask", ("ContainerDefinitions", 0, "Environment", 1, "Value"))]


def test_a_name_that_no_service_registers_under(tmp_path: Path) -> None:
    change = set_to("Api", ServiceRegistries=None)
    assert rules(tmp_path, change) == {"ECS102"}
    assert row(tmp_path, NEED, change) == "no"


@pytest.mark.parametrize(
    "change",
    [
        variable("PEER", "https://api.example.com"),
        variable("PEER", "http://api:8080"),
        variable("PEER", "http://localhost:8080"),
        variable("PEER", OPEN),
        variable("PEER", {"Fn::Sub": "http://${Open}:8080"}),
        variable("NOTE", "see apo.app.local for more, please"),
        variable("MAIL", "x@app.local"),
    ],
)
def test_what_is_no_name_in_the_namespace(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()
    assert len(rows(tmp_path, "api.app.local", change)) == 1


WRONG = variable("PEER", "http://apo.app.local:8080")


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.update(Outputs={"N": {"Value": {"Ref": "Namespace"}}}),
        set_to(
            "Api",
            ServiceConnectConfiguration={
                "Enabled": True,
                "Namespace": OPEN,
                "Services": [{"PortName": OPEN, "ClientAliases": [{"Port": 80, "DnsName": OPEN}]}],
            },
        ),
        add("Record", "AWS::Route53::RecordSet", Name="apo.app.local", Type="CNAME"),
        add("Function", "AWS::Lambda::Function", Environment={"Variables": {"N": {"Ref": "Namespace"}}}),
        add("More", "AWS::ServiceDiscovery::Service", Name=OPEN, NamespaceId={"Ref": "Namespace"}),
        add("More", "AWS::ServiceDiscovery::Service", Name="apo", NamespaceId=OPEN),
    ],
)
def test_others_that_may_register_it(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(WRONG, change)) == set()
    assert row(tmp_path, "apo.app.local", both(WRONG, change)) == "unknown"


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.update(Outputs={"N": {"Value": {"Fn::GetAtt": ["ApiName", "Arn"]}}}),
        set_to("Web", ServiceRegistries=[{"RegistryArn": OPEN}]),
        set_to("Web", ServiceRegistries=OPEN),
        add("Instance", "AWS::ServiceDiscovery::Instance", ServiceId={"Ref": "ApiName"}),
    ],
)
def test_others_that_may_register_under_it(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(set_to("Api", ServiceRegistries=None), change)) == set()


def test_a_name_made_of_a_parameter(tmp_path: Path) -> None:
    """What is not known equals itself wherever it is used."""
    named = both(
        set_to("Namespace", Name={"Fn::Sub": "${Open}.local"}),
        lambda t: container(t)["Environment"].__setitem__(
            0, {"Name": "API", "Value": {"Fn::Sub": "http://api.${Open}.local:8080"}}
        ),
    )
    assert row(tmp_path, "api.", named) == "yes"


def named_by(*pieces: object) -> Change:
    value = {"Fn::Join": ["", [*pieces]]}
    return lambda t: container(t)["Environment"].__setitem__(0, {"Name": "API", "Value": value})


def test_a_name_made_of_references(tmp_path: Path) -> None:
    by_reference = named_by("http://", {"Fn::GetAtt": ["ApiName", "Name"]}, ".app.local:8080")
    assert row(tmp_path, NEED, by_reference) == "yes"
    assert row(tmp_path, "${", named_by("http://", OPEN, ".app.local:8080")) == "unknown"
    assert rules(tmp_path, named_by("http://", OPEN, ".app.local:8080")) == set()


def test_the_namespace_may_stand_in_the_dns_settings(tmp_path: Path) -> None:
    change = set_to("ApiName", NamespaceId=None, DnsConfig={"NamespaceId": {"Ref": "Namespace"}})
    assert row(tmp_path, NEED, change) == "yes"


@pytest.mark.parametrize(
    "flags", [{"EnableDnsHostnames": None}, {"EnableDnsHostnames": False}, {"EnableDnsSupport": "false"}]
)
def test_dns_that_is_off(tmp_path: Path, flags: dict[str, object]) -> None:
    found = faults(tmp_path, set_to("Vpc", **flags))
    assert [(fault.rule, fault.at, fault.steps) for fault in found] == [("ECS100", "Vpc", tuple(flags))]
    assert found[0].tasks == ("Web", "Api")


def test_dns_that_matters_to_nobody(tmp_path: Path) -> None:
    change = both(
        without("Namespace", "ApiName"), set_to("Api", ServiceRegistries=None), set_to("Vpc", EnableDnsHostnames=None)
    )
    assert rules(tmp_path, change) == set()


def test_dns_that_is_not_seen(tmp_path: Path) -> None:
    assert rules(tmp_path, set_to("Vpc", EnableDnsHostnames=OPEN)) == set()
    assert row(tmp_path, NEED, set_to("Vpc", EnableDnsHostnames=OPEN)) == "unknown"
    assert row(tmp_path, NEED, set_to("Namespace", Vpc=OPEN)) == "unknown"


def test_a_peer_that_does_not_admit_its_caller(tmp_path: Path) -> None:
    assert places(tmp_path, set_to("ApiGroup", SecurityGroupIngress=[])) == [
        ("ECS103", "ApiGroup", ("SecurityGroupIngress",))
    ]
    other_port = lambda t: container(t)["Environment"][0].update(Value="http://api.app.local:9090")  # noqa: E731
    assert rules(tmp_path, other_port) == {"ECS103"}
    assert rules(tmp_path, set_to("ApiGroup", SecurityGroupIngress=OPEN)) == set()


def test_a_name_without_a_port_is_only_resolved(tmp_path: Path) -> None:
    def bare(template: Template) -> None:
        container(template)["Environment"][0]["Value"] = "api.app.local"
        set_to("ApiGroup", SecurityGroupIngress=[])(template)

    assert row(tmp_path, "api.app.local", bare) == "yes"


def test_a_caller_in_another_vpc(tmp_path: Path) -> None:
    change = both(add("Far", "AWS::EC2::VPC", CidrBlock="10.1.0.0/16"), set_to("Namespace", Vpc={"Ref": "Far"}))
    assert row(tmp_path, NEED, change) == "unknown" or "ECS100" in rules(tmp_path, change)


def test_nothing_is_said_without_variables(tmp_path: Path) -> None:
    assert rows(tmp_path, "api", set_in("WebTask", Environment=None)) == []


def records(*types: str) -> Change:
    """Make a change that gives the api's name records of some types."""
    return set_to("ApiName", DnsConfig={"DnsRecords": [{"Type": each, "TTL": 10} for each in types]})


def test_a_name_without_an_address_is_called_in_vain(tmp_path: Path) -> None:
    for change in (records("SRV"), set_to("ApiName", DnsConfig=None)):
        found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS102"]
        assert [(fault.at, fault.steps) for fault in found] == [("ApiName", ("DnsConfig",))]


@pytest.mark.parametrize(
    ("change", "said", "fix"),
    [
        (
            variable("PEER", "apo.app.local"),
            "Web calls apo.app.local (PEER), but no service registers this name, so the name does not resolve",
            REGISTER + "with Name apo in Namespace; or correct the name",
        ),
        (
            set_to("Api", ServiceRegistries=None),
            "Web calls api.app.local:8080 (API_URL), but no ECS service lists ApiName in its ServiceRegistries",
            REGISTER + "with Name api in Namespace; or correct the name",
        ),
        (
            records("SRV"),
            "Web calls api.app.local:8080 (API_URL), but ApiName has only SRV records, which hold no address",
            "DnsConfig: DnsRecords with Type A",
        ),
        (
            set_to("ApiName", DnsConfig=None),
            "Web calls api.app.local:8080 (API_URL), but ApiName has no DNS records (DnsConfig is not set), so",
            "DnsConfig: DnsRecords with Type A",
        ),
    ],
)
def test_what_is_said_of_a_name_that_leads_nowhere(tmp_path: Path, change: Change, said: str, fix: str) -> None:
    (finding,) = [finding for finding in faults(tmp_path, change) if finding.rule == "ECS102"]
    assert finding.message.startswith(said)
    assert finding.fix == fix

"""What AWS refuses to create, or creates in vain: one change of the small app each, and where nothing is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.proof.one_app import (
    OPEN,
    Change,
    add,
    both,
    faults,
    properties,
    rules,
    set_to,
)

PUT_OUT: dict[str, Change] = {
    name: lambda t, name=name: t.update(Outputs={"It": {"Value": {"Ref": name}}})  # type: ignore[misc]
    for name in ("Cluster", "Logs", "Targets")
}


def on_spot(*providers: object) -> Change:
    """Make a change that starts the api on Spot, in a cluster with some capacity providers."""
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    return both(
        set_to("Api", LaunchType=None, CapacityProviderStrategy=strategy),
        lambda t: t["Resources"]["Cluster"].update(Properties={"CapacityProviders": list(providers)}),
    )


def records(*types: str) -> Change:
    """Make a change that gives the api's name records of some types."""
    return set_to("ApiName", DnsConfig={"DnsRecords": [{"Type": each, "TTL": 10} for each in types]})


def registered_nowhere(t: dict[str, Any]) -> None:
    """Take the service out of its target group, to which a rule forwards."""
    del properties(t, "Web")["LoadBalancers"]
    t["Resources"]["Rule"] = {
        "Type": "AWS::ElasticLoadBalancingV2::ListenerRule",
        "Properties": {
            "ListenerArn": {"Ref": "Listener"},
            "Actions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
        },
    }


WRONG: list[tuple[str, Change, str, tuple[Any, ...]]] = [
    ("WCS122", lambda t: t["Resources"]["PublicRoute"].pop("DependsOn"), "PublicRoute", ()),
    ("ECS143", registered_nowhere, "Targets", ()),
    ("ECS180", on_spot("FARGATE"), "Api", ("CapacityProviderStrategy", 0, "CapacityProvider")),
    ("ECS180", on_spot(), "Api", ("CapacityProviderStrategy", 0, "CapacityProvider")),
    ("ECS181", set_to("Api", LaunchType=None), "Api", ()),
    ("ECS104", records("A", "SRV"), "Api", ("ServiceRegistries", 0)),
    ("ECS145", set_to("Balancer", Type="network", SecurityGroups=None), "Listener", ("Protocol",)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "resource", "steps"), WRONG)
def test_what_is_refused(tmp_path: Path, rule: str, change: Change, resource: str, steps: tuple[Any, ...]) -> None:
    found = [fault for fault in faults(tmp_path, change) if fault.rule == rule]
    assert [(fault.at, fault.steps) for fault in found][:1] == [(resource, steps)]
    assert all(fault.message and fault.fix for fault in found)


RIGHT: list[tuple[str, Change]] = [
    ("WCS122", set_to("PublicRoute", RouteTableId=OPEN)),
    ("ECS143", lambda t: properties(t, "Web").pop("LoadBalancers")),
    ("ECS143", both(registered_nowhere, PUT_OUT["Targets"])),
    ("ECS143", both(registered_nowhere, set_to("Targets", Targets=[{"Id": "10.0.0.9"}]))),
    ("ECS143", both(registered_nowhere, set_to("Api", DeploymentController={"Type": "CODE_DEPLOY"}))),
    ("ECS180", on_spot("FARGATE", "FARGATE_SPOT")),
    ("ECS180", on_spot(OPEN)),
    ("ECS180", both(on_spot("FARGATE"), PUT_OUT["Cluster"])),
    ("ECS180", both(on_spot(), add(
        "More", "AWS::ECS::ClusterCapacityProviderAssociations", Cluster={"Ref": "Cluster"},
        CapacityProviders=["FARGATE_SPOT"], DefaultCapacityProviderStrategy=[]))),
    ("ECS181", both(set_to("Api", LaunchType=None), add(
        "Machine", "AWS::EC2::Instance", UserData={"Fn::Sub": "echo ECS_CLUSTER=${Cluster}"}))),
    ("ECS104", both(records("SRV"), lambda t: properties(t, "Api")["ServiceRegistries"][0].update(Port=8080))),
    ("ECS145", set_to("Balancer", Type=OPEN)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_what_may_be_right(tmp_path: Path, rule: str, change: Change) -> None:
    assert rule not in rules(tmp_path, change)


def test_a_name_without_an_address_is_called_in_vain(tmp_path: Path) -> None:
    for change in (records("SRV"), set_to("ApiName", DnsConfig=None)):
        found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS102"]
        assert [(fault.at, fault.steps) for fault in found] == [("ApiName", ("DnsConfig",))]


def test_the_share_of_refused_passwords_is_told(tmp_path: Path) -> None:
    def change(t: dict[str, Any]) -> None:
        properties(t, "Login")["GenerateSecretString"].update(ExcludePunctuation=False, PasswordLength=16)

    (found,) = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS098"]
    assert "40% of such passwords" in found.message

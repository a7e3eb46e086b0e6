"""Images from public registries, which only the internet leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, properties, row, rows, rules, set_in, set_to, without

ISOLATED = both(without("TaskRoute"), *(lambda t, n=n: t["Resources"][n].pop("DependsOn") for n in ("Api",)))
ALONE = both(ISOLATED, lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "LoginAttachment"]))


@pytest.mark.parametrize(
    ("image", "registry"),
    [
        ("node:22-alpine", "docker.io"),
        ("registry-1.docker.io/library/node:22-alpine", "docker.io"),
        ("public.ecr.aws/docker/library/node:22-alpine", "public.ecr.aws"),
        ("mirror.gcr.io/library/node:22-alpine", "mirror.gcr.io"),
        ("ghcr.io/org/app:1", "ghcr.io"),
    ],
)
def test_isolated_subnets_do_not_lead_there(tmp_path: Path, image: str, registry: str) -> None:
    change = both(ALONE, set_in("WebTask", Image=image, HealthCheck=None))
    assert "no" in [each.answer.verdict for each in rows(tmp_path, registry, change) if each.task == "Web"]
    found = [fault for fault in faults(tmp_path, change) if fault.at == "WebTask"]
    assert [(fault.rule, fault.steps, fault.tasks) for fault in found] == [
        ("ECS010", ("ContainerDefinitions", 0, "Image"), ("Web",))
    ]


@pytest.mark.parametrize(
    "change",
    [
        set_in("WebTask", Image="registry.corp.example/app:1"),
        set_in("WebTask", Image=OPEN),
        lambda t: t.update(Outputs={"T": {"Value": {"Ref": "TaskTable"}}}),
        add("Gateway", "AWS::EC2::Route", RouteTableId=OPEN, DestinationCidrBlock="0.0.0.0/0"),
        lambda t: properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"].update(Subnets=OPEN),
    ],
)
def test_where_it_may_be_reached(tmp_path: Path, change: Change) -> None:
    found = [fault.rule for fault in faults(tmp_path, both(ALONE, change)) if fault.at == "WebTask"]
    assert found == []


def test_a_registry_may_be_reached_by_ipv6(tmp_path: Path) -> None:
    six = {"RouteTableId": {"Ref": "TaskTable"}, "EgressOnlyInternetGatewayId": OPEN}
    dual = both(ALONE, add("Six", "AWS::EC2::Route", DestinationIpv6CidrBlock="::/0", **six))
    assert {str(each.answer.verdict) for each in rows(tmp_path, "docker.io", dual)} == {"unknown"}
    part = both(ALONE, add("Six", "AWS::EC2::Route", DestinationIpv6CidrBlock="2001:db8::/32", **six))
    assert {str(each.answer.verdict) for each in rows(tmp_path, "docker.io", part)} == {"no"}


def test_a_group_that_lets_nothing_out(tmp_path: Path) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 8080, "CidrIp": "10.0.0.0/16"}
    assert "ECS041" in rules(tmp_path, set_to("TaskGroup", SecurityGroupEgress=[rule]))
    assert rows(tmp_path, "docker.io", set_in("WebTask", Image="registry.corp.example/app:1"))[0].task == "Api"
    assert row(tmp_path, "docker.io", set_to("TaskGroup", SecurityGroupEgress=OPEN)) == "unknown"


def test_instances_pull_for_their_tasks(tmp_path: Path) -> None:
    shut = both(ALONE, set_in("WebTask", HealthCheck=None))
    instances = both(shut, set_to("Web", LaunchType="EC2"), set_to("WebTask", RequiresCompatibilities=["EC2"]))
    found = [fault for fault in faults(tmp_path, instances) if "Web" in fault.tasks]
    assert {fault.rule for fault in found} == {"ECS270"}  # there are no instances, which is another matter
    either = both(shut, set_to("Web", LaunchType=None), set_to("WebTask", RequiresCompatibilities=["EC2", "FARGATE"]))
    # Without a strategy of the cluster these are instances as well.
    assert "Web" not in {each.task for each in rows(tmp_path, "docker.io", either)}
    offered = add(
        "Offered",
        "AWS::ECS::ClusterCapacityProviderAssociations",
        Cluster={"Ref": "Cluster"},
        CapacityProviders=["FARGATE"],
        DefaultCapacityProviderStrategy=[{"CapacityProvider": "FARGATE", "Weight": 1}],
    )
    either = both(either, offered)
    assert {fault.rule for fault in faults(tmp_path, either) if "Web" in fault.tasks} <= {"ECS270"}
    assert [str(each.answer.verdict) for each in rows(tmp_path, "docker.io", either) if each.task == "Web"] == [
        "unknown"
    ]

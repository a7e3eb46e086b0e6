"""What tasks cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cost import Usage
from tests.cost.bills import by_use, paid, priced, unknown

SIZE = {"Cpu": "512", "Memory": "1024", "RequiresCompatibilities": ["FARGATE"], "NetworkMode": "awsvpc"}
NETWORK = {"AwsvpcConfiguration": {"Subnets": ["subnet-1", "subnet-2"]}}


def service(size: dict[str, Any] | None = None, /, **properties: Any) -> dict[str, Any]:
    definition = SIZE | (size or {}) | {"ContainerDefinitions": [{"Name": "web", "Image": "nginx"}]}
    told = {"LaunchType": "FARGATE", "TaskDefinition": {"Ref": "Task"}, "NetworkConfiguration": NETWORK} | properties
    return {
        "Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": definition},
        "It": {
            "Type": "AWS::ECS::Service",
            "Properties": {key: value for key, value in told.items() if value is not None},
        },
    }


def test_tasks_are_paid_by_processor_and_memory(tmp_path: Path) -> None:
    bill = priced(tmp_path, service(DesiredCount=3))
    what = "3 tasks of 0.5 vCPU, 1 GB"
    assert paid(bill) == {
        ("It", f"{what}: processors"): round(3 * 0.5 * 730 * 0.04048, 4),
        ("It", f"{what}: memory"): round(3 * 1 * 730 * 0.004445, 4),
    }


WRITTEN: list[dict[str, Any]] = [
    {"Cpu": "1 vCPU", "Memory": "2 GB"},
    {"Cpu": "1vcpu", "Memory": "2GB"},
    {"Cpu": 1024, "Memory": 2048},
]


@pytest.mark.parametrize("size", WRITTEN)
def test_sizes_are_read_however_they_are_written(tmp_path: Path, size: dict[str, Any]) -> None:
    assert priced(tmp_path, service(size)).monthly == pytest.approx(730 * (0.04048 + 2 * 0.004445))


def test_one_task_runs_where_no_number_is_written(tmp_path: Path) -> None:
    assert priced(tmp_path, service()).monthly == pytest.approx(730 * (0.5 * 0.04048 + 0.004445))


def test_arm_is_cheaper(tmp_path: Path) -> None:
    bill = priced(tmp_path, service({"RuntimePlatform": {"CpuArchitecture": "ARM64"}}, DesiredCount=1))
    assert bill.monthly == pytest.approx(730 * (0.5 * 0.03238 + 0.00356))


def test_windows_has_no_price_here(tmp_path: Path) -> None:
    platform = {"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}
    (item,) = unknown(priced(tmp_path, service({"RuntimePlatform": platform}, DesiredCount=1)))
    assert "WINDOWS_SERVER_2022_CORE" in item.unknown


def test_storage_is_paid_above_20_gib(tmp_path: Path) -> None:
    plain = priced(tmp_path, service(DesiredCount=2)).monthly
    more = priced(tmp_path, service({"EphemeralStorage": {"SizeInGiB": 120}}, DesiredCount=2)).monthly
    assert more - plain == pytest.approx(2 * 100 * 730 * 0.000111)


@pytest.mark.parametrize("where", ["service", "cluster"])
def test_spot_is_not_known_but_its_ceiling_is(tmp_path: Path, where: str) -> None:
    strategy = [{"CapacityProvider": "FARGATE", "Base": 1}, {"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    resources = service(DesiredCount=2, LaunchType=None, Cluster={"Ref": "Cluster"})
    cluster: dict[str, Any] = {"Type": "AWS::ECS::Cluster", "Properties": {}}
    if where == "cluster":
        cluster["Properties"]["DefaultCapacityProviderStrategy"] = strategy
    else:
        resources["It"]["Properties"]["CapacityProviderStrategy"] = strategy
    bill = priced(tmp_path, resources | {"Cluster": cluster})
    (item,) = unknown(bill)
    assert bill.monthly == 0
    assert f"${2 * 730 * (0.5 * 0.04048 + 0.004445):,.2f}" in item.unknown


def test_tasks_on_hosts_cost_what_their_hosts_cost(tmp_path: Path) -> None:
    bill = priced(tmp_path, service({"RequiresCompatibilities": ["EC2"]}, LaunchType="EC2", DesiredCount=2))
    assert bill.items == ()


def test_a_public_address_is_paid_for_each_task(tmp_path: Path) -> None:
    network = {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "ENABLED"}}
    bill = priced(tmp_path, service(DesiredCount=2, NetworkConfiguration=network))
    assert paid(bill)["It", "public IPv4 addresses of 2 tasks"] == 7.3


def scaled(count: object) -> dict[str, Any]:
    target = {
        "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 2, "MaxCapacity": 6,
        "ResourceId": {"Fn::Sub": "service/c/${It.Name}"},
    }  # fmt: skip
    return service(DesiredCount=count) | {
        "Target": {"Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": target}
    }


@pytest.mark.parametrize(("count", "tasks"), [(None, 2), (3, 3)])
def test_scaling_begins_at_what_is_wanted_or_else_at_the_least(tmp_path: Path, count: object, tasks: int) -> None:
    bill = priced(tmp_path, scaled(count))
    assert bill.items[0].what == f"{tasks} tasks of 0.5 vCPU, 1 GB (scales to 6): processors"


def test_what_a_parameter_decides_is_not_known(tmp_path: Path) -> None:
    parameters = {"Count": {"Type": "Number"}, "Cpu": {"Type": "String"}}
    resources = service({"Cpu": {"Ref": "Cpu"}}, DesiredCount={"Ref": "Count"})
    (item,) = unknown(priced(tmp_path, resources, parameters=parameters))
    assert "size" in item.unknown
    assert "number of its tasks" in item.unknown


def test_scheduled_tasks_are_paid_by_the_hours_that_they_run(tmp_path: Path) -> None:
    target = {
        "Id": "night", "Arn": "arn:aws:ecs:us-east-1:111122223333:cluster/c",
        "EcsParameters": {
            "TaskDefinitionArn": {"Ref": "Task"}, "LaunchType": "FARGATE", "NetworkConfiguration": {
                "AwsVpcConfiguration": {"Subnets": ["subnet-1"]}
            },
        },
    }  # fmt: skip
    rule = {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 day)", "Targets": [target]}}
    resources = {"Task": service()["Task"], "Rule": rule}
    assert by_use(priced(tmp_path, resources))["Rule", "task-hours"] == (
        "task-hours",
        pytest.approx(0.5 * 0.04048 + 0.004445),
    )
    used = priced(tmp_path, resources, Usage({"task-hours": 30}))
    assert used.monthly == pytest.approx(30 * (0.5 * 0.04048 + 0.004445))

"""What we build works once it is deployed: tasks can write, logs arrive, outages are noticed, a second try succeeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import steps
from generator.build.steps import Built
from generator.config import InputError
from tests.gallery import TEMPLATES, built, resources

PROD = built("task-management", "prod")


def build(folder: Path, services: dict[str, Any], **sections: Any) -> Built:
    app = {"name": "a", "region": "us-east-1", "services": services, **sections}
    (folder / "app.yaml").write_text(json.dumps(app))
    return steps.build(folder / "app.yaml", TEMPLATES)[0]


def service(**settings: Any) -> dict[str, Any]:
    return {"image": "web:v1", "port": 3000, **settings}


def only(whole: Built, kind: str) -> dict[str, Any]:
    (found,) = resources(whole, kind).values()
    return found


def written(whole: Built) -> tuple[dict[str, Any], dict[str, Any]]:
    """The task definition of the one service, and its container."""
    definition = only(whole, "AWS::ECS::TaskDefinition")
    return definition, definition["ContainerDefinitions"][0]


def test_a_task_that_may_write_nowhere_else_writes_to_memory(tmp_path: Path) -> None:
    definition, container = written(build(tmp_path, {"web": service(tmpfs_mib=128)}))
    (tmp,) = container["LinuxParameters"]["Tmpfs"]
    assert (tmp["ContainerPath"], tmp["Size"]) == ("/tmp", 128)
    assert not any("mode" in option or option in ("ro", "noexec") for option in tmp.get("MountOptions", []))
    assert definition.keys() & {"Volumes"} == container.keys() & {"MountPoints"} == set()


def test_a_task_that_may_write_everywhere_has_the_tmp_of_its_image(tmp_path: Path) -> None:
    definition, container = written(build(tmp_path, {"web": service(read_only_root_filesystem=False)}))
    assert definition.keys() & {"Volumes"} == container.keys() & {"MountPoints"} == set()
    assert "Tmpfs" not in container["LinuxParameters"]


def refusal(folder: Path, services: dict[str, Any], **sections: Any) -> str:
    with pytest.raises(InputError) as refused:
        build(folder, services, **sections)
    return str(refused.value)


def test_a_region_where_tmp_may_not_be_memory_is_told_the_way_out(tmp_path: Path) -> None:
    told = refusal(tmp_path, {"web": service()}, region="us-gov-west-1")
    assert "services.web.read_only_root_filesystem: leaves no place to write" in told
    assert "set `read_only_root_filesystem: false`" in told
    build(tmp_path, {"web": service(read_only_root_filesystem=False)}, region="us-gov-west-1")


def test_tmp_does_not_take_all_memory(tmp_path: Path) -> None:
    assert "services.web.tmpfs_mib: takes all" in refusal(tmp_path, {"web": service(tmpfs_mib=512)})
    build(tmp_path, {"web": service(tmpfs_mib=512, memory_mib=1024)})
    build(tmp_path, {"web": service(tmpfs_mib=512, read_only_root_filesystem=False)})


def test_the_flow_log_names_its_group() -> None:
    flow_log = only(PROD, "AWS::EC2::FlowLog")
    assert flow_log["LogGroupName"] == {"Ref": "FlowLogGroup"}
    assert "LogDestination" not in flow_log


@pytest.mark.parametrize("insights", ["enhanced", "enabled", "disabled"])
def test_an_outage_of_all_tasks_raises_an_alarm(tmp_path: Path, insights: str) -> None:
    whole = build(tmp_path, {"web": service()}, cluster={"container_insights": insights}, alarms={"enabled": True})
    silent = {"AWS/ApplicationELB"}  # no target is no target that fails
    alarms = resources(whole, "AWS::CloudWatch::Alarm").values()
    (found,) = (each for each in alarms if each["Namespace"] not in silent)
    assert found["TreatMissingData"] == "breaching"
    assert found["ComparisonOperator"] == "LessThanThreshold"
    assert {each["Name"] for each in found["Dimensions"]} == {"ClusterName", "ServiceName"}


def test_a_failed_first_creation_leaves_no_log_group_in_the_way() -> None:
    groups = [
        body["Resources"][name]
        for body in PROD.composition.bodies.values()
        for name, each in body["Resources"].items()
        if each["Type"] == "AWS::Logs::LogGroup"
    ]
    assert {group["DeletionPolicy"] for group in groups} == {"Delete", "RetainExceptOnCreate"}
    assert all(group["UpdateReplacePolicy"] == "Retain" for group in groups if group["DeletionPolicy"] != "Delete")


@pytest.mark.parametrize(
    ("services", "cluster", "providers"),
    [
        ({"web": service(spot=False)}, {}, ["FARGATE"]),
        ({"web": service(spot=True)}, {}, ["FARGATE_SPOT"]),
        ({"web": service(spot=True), "api": service(spot=False)}, {}, ["FARGATE", "FARGATE_SPOT"]),
        ({"web": service(spot=False)}, {"capacity_providers": ["FARGATE_SPOT"]}, ["FARGATE", "FARGATE_SPOT"]),
    ],
)
def test_the_cluster_offers_what_services_use(
    tmp_path: Path, services: dict[str, Any], cluster: dict[str, Any], providers: list[str]
) -> None:
    whole = build(tmp_path, services, cluster=cluster)
    assert only(whole, "AWS::ECS::Cluster")["CapacityProviders"] == providers
    used = {
        each["CapacityProviderStrategy"][0]["CapacityProvider"]
        for each in resources(whole, "AWS::ECS::Service").values()
    }
    assert used <= set(providers)


def test_the_monitoring_role_is_allowed_what_rds_looks_for() -> None:
    policies = [
        each["PolicyDocument"]["Statement"]
        for name, each in resources(PROD, "AWS::IAM::ManagedPolicy").items()
        if name.startswith("monitoring.yaml")
    ]
    ((prepare, write),) = policies
    group = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:RDS*"
    assert prepare["Resource"] == [{"Fn::Sub": group}]
    assert write["Resource"] == [{"Fn::Sub": f"{group}:log-stream:*"}]


CERTIFICATE = "arn:aws:acm:us-east-1:{}:certificate/{}"
EXAMPLE = CERTIFICATE.format("111122223333", "12345678-1234-1234-1234-123456789012")
ROUTED = {"web": service(route={"path": "/*"})}


def said(whole: Built) -> list[str]:
    return [".".join(map(str, note.path)) for note in whole.notes]


def test_build_says_that_alarms_reach_nobody(tmp_path: Path) -> None:
    services = {"web": service()}
    assert said(build(tmp_path, services, alarms={"enabled": True})) == ["alarms.email"]
    assert said(build(tmp_path, services, alarms={"enabled": True, "email": "team@example.com"})) == []
    assert said(build(tmp_path, services, alarms={"enabled": False})) == []


@pytest.mark.parametrize(
    ("arn", "services", "notes"),
    [
        (EXAMPLE, ROUTED, ["load_balancer.certificate_arn"]),
        (
            CERTIFICATE.format("999988887777", "00000000-0000-0000-0000-000000000000"),
            ROUTED,
            ["load_balancer.certificate_arn"],
        ),
        (CERTIFICATE.format("999988887777", "8f1c02d4-6b7e-4a53-9d20-3e5f7a91b6c8"), ROUTED, []),
        (EXAMPLE, {"web": service()}, []),
    ],
)
def test_build_says_that_a_certificate_is_a_placeholder(
    tmp_path: Path, arn: str, services: dict[str, Any], notes: list[str]
) -> None:
    assert said(build(tmp_path, services, load_balancer={"certificate_arn": arn})) == notes


def test_notes_stand_at_their_line() -> None:
    (certificate,) = (note for note in PROD.notes if note.path[0] == "load_balancer")
    assert certificate.where.startswith(f"{TEMPLATES.parent / 'app.yaml'}:")
    line = int(certificate.where.split(":")[-2])
    assert "certificate_arn:" in (TEMPLATES.parent / "app.yaml").read_text().splitlines()[line - 1]

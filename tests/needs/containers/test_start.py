"""The row of the start: who starts the task, on what, and on which ports of its host."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.needs.containers.start import START
from generator.needs.matrix import Prover
from generator.stack import load

PORT = "TaskDefinition.ContainerDefinitions.0.PortMappings.0.HostPort"


def verdict(folder: Path, **edits: str | None) -> str:
    named = tuple((steps.replace("__", "."), value) for steps, value in edits.items())
    (folder / "root.yaml").write_text(template("isolated", named))
    proofs = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    (answer,) = [proof.answer for proof in proofs if proof.need.name == START]
    return answer.verdict.value


def test_a_task_on_fargate_that_a_service_starts_is_looked_at_in_full(tmp_path: Path) -> None:
    assert verdict(tmp_path) == "yes"


@pytest.mark.parametrize(("launch", "expected"), [("EC2", "yes"), ("EXTERNAL", "unknown")])
def test_hosts_have_a_row_of_their_own_unless_they_are_elsewhere(launch: str, expected: str, tmp_path: Path) -> None:
    edits = {"Service__LaunchType": launch, "TaskDefinition__RequiresCompatibilities": f"[{launch}]"}
    assert verdict(tmp_path, **edits) == expected


def test_a_task_that_no_service_starts_has_no_network_that_is_followed(tmp_path: Path) -> None:
    assert verdict(tmp_path, Service=None) == "unknown"


@pytest.mark.parametrize(("port", "expected"), [("3000", "yes"), ("0", "yes"), ("80", "unknown")])
def test_a_host_port_has_to_be_the_containers(port: str, expected: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, **{PORT.replace(".", "__"): port}) == expected


@pytest.mark.parametrize(
    ("key", "zone", "expected"),
    [
        ("AvailabilityZone", "us-east-1a", "yes"),
        ("AvailabilityZone", "us-east-1-bos-1a", "unknown"),
        ("AvailabilityZone", "us-east-1-wl1-bos-wlz-1", "unknown"),
        ("AvailabilityZone", "!Select [0, !GetAZs '']", "yes"),
        ("AvailabilityZoneId", "use1-az1", "yes"),
        ("AvailabilityZoneId", "use1-bos1-az1", "unknown"),
    ],
)
def test_a_local_zone_does_not_have_everything(tmp_path: Path, key: str, zone: str, expected: str) -> None:
    assert verdict(tmp_path, **{f"Subnet__{key}": zone}) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{RegistryArn: !GetAtt Discovery.Arn, ContainerName: web}", "yes"),
        ("{RegistryArn: !GetAtt Discovery.Arn, ContainerName: wob}", "unknown"),
        ("{RegistryArn: !GetAtt Discovery.Arn, ContainerName: web, ContainerPort: 3000}", "unknown"),
        ("{RegistryArn: 'arn:aws:servicediscovery:x', ContainerName: web, ContainerPort: 3000}", "yes"),
        ("{RegistryArn: 'arn:aws:servicediscovery:x', ContainerName: web, ContainerPort: 3000, Port: 3000}", "unknown"),
        ("{RegistryArn: 'arn:aws:servicediscovery:x', Port: 3000}", "yes"),
    ],
)
def test_what_is_registered_is_a_container_of_the_task(tmp_path: Path, entry: str, expected: str) -> None:
    discovery = {
        "Discovery": "{Type: AWS::ServiceDiscovery::Service}",
        "Discovery__DnsConfig": "{NamespaceId: ns-1, DnsRecords: [{Type: A, TTL: 10}]}",
    }
    assert verdict(tmp_path, **discovery, Service__ServiceRegistries=f"[{entry}]") == expected


def test_a_container_that_is_registered_is_no_matter_of_other_rows(tmp_path: Path) -> None:
    named = (("Service.ServiceRegistries", "[{RegistryArn: 'arn:aws:servicediscovery:x', ContainerName: wob}]"),)
    (tmp_path / "root.yaml").write_text(template("isolated", named))
    proofs = Prover(load(tmp_path / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    assert {proof.need.name for proof in proofs if proof.answer.verdict.value != "yes"} == {START}


@pytest.mark.parametrize(("controller", "expected"), [("ECS", "yes"), ("CODE_DEPLOY", "unknown")])
def test_the_controller_that_ecs_is_itself_changes_nothing(tmp_path: Path, controller: str, expected: str) -> None:
    assert verdict(tmp_path, Service__DeploymentController=f"{{Type: {controller}}}") == expected


@pytest.mark.parametrize(
    ("added", "expected"), [("[SYS_PTRACE]", "yes"), ("[]", "yes"), ("[SYS_PTRACE, NET_ADMIN]", "unknown")]
)
def test_fargate_adds_one_capability(tmp_path: Path, added: str, expected: str) -> None:
    key = "TaskDefinition__ContainerDefinitions__0__LinuxParameters"
    assert verdict(tmp_path, **{key: f"{{Capabilities: {{Add: {added}}}}}"}) == expected


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"Service__Cluster": None}, "unknown"),
        ({"Service__Cluster": None, "Cluster": None}, "yes"),
        ({"Service__Cluster": None, "Cluster__ClusterName": "default"}, "yes"),
    ],
)
def test_a_service_without_a_cluster_beside_one_looks_forgotten(
    tmp_path: Path, edits: dict[str, str | None], expected: str
) -> None:
    assert verdict(tmp_path, **edits) == expected

"""Values of which no page says whether they are taken: the row of the start is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

FIRST = "TaskDefinition.ContainerDefinitions.0"


@pytest.mark.parametrize(
    ("place", "value", "word"),
    [
        (f"{FIRST}.Ulimits", "[{Name: core, SoftLimit: 1, HardLimit: 1}]", "core"),
        (f"{FIRST}.PortMappings", "[{ContainerPortRange: 90-80}]", "90-80"),
        (f"{FIRST}.PortMappings", "[{ContainerPort: 3000, Protocol: sctp}]", "sctp"),
        ("Service.DeploymentConfiguration", "{MinimumHealthyPercent: 0, MaximumPercent: 50}", "MaximumPercent"),
        ("Service.DeploymentConfiguration", "{MinimumHealthyPercent: 300, MaximumPercent: 400}", "300"),
        ("TaskDefinition.Family", "<service>-web", "Family"),
        (f"{FIRST}.Image", "docker.io/acme/team/shop:1", "Docker Hub"),
        (f"{FIRST}.Image", "acme/team/shop:1", "Docker Hub"),
        (f"{FIRST}.Image", "ghcr.io/shop:1", "owner"),
    ],
)
def test_nobody_says_yes(tmp_path: Path, place: str, value: str, word: str) -> None:
    result = edited(tmp_path, "nat", {place: value}, region="eu-central-1")
    assert result.verdict("start") == "unknown"
    assert word in result.because("start")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (f"{FIRST}.Ulimits", "[{Name: nofile, SoftLimit: 10, HardLimit: 10}]"),
        (f"{FIRST}.PortMappings", "[{ContainerPortRange: 80-90}]"),
        ("Service.DeploymentConfiguration", "{MinimumHealthyPercent: 100, MaximumPercent: 200}"),
        (f"{FIRST}.Image", "docker.io/acme/shop:1"),
        (f"{FIRST}.Image", "shop:1"),
        (f"{FIRST}.Image", "ghcr.io/acme/team/shop:1"),
        (f"{FIRST}.Image", "registry.example.com:5000/a/b/shop:1"),
        (f"{FIRST}.Image", "localhost:5000/a/b/shop:1"),
    ],
)
def test_what_is_usual_stays_proven(tmp_path: Path, place: str, value: str) -> None:
    assert edited(tmp_path, "nat", {place: value}, region="eu-central-1").verdict("start") == "yes"

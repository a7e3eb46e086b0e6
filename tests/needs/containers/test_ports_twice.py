"""Ports of one interface, or of one host, for two containers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.needs.of_containers import beside, said

FIRST, SECOND = (f"TaskDefinition.ContainerDefinitions.{index}" for index in range(2))
ON_HOSTS = {"TaskDefinition.RequiresCompatibilities": "[EC2]", "Service.LaunchType": "EC2"}
BRIDGE = {**ON_HOSTS, "TaskDefinition.NetworkMode": "bridge", "Service.NetworkConfiguration": None}


@pytest.mark.parametrize(
    ("port", "twice"),
    [
        ({"ContainerPort": 3000}, True),
        ({"ContainerPort": 3000, "Protocol": "tcp"}, True),
        ({"ContainerPort": 3000, "Protocol": "udp"}, False),
        ({"ContainerPort": 3001}, False),
    ],
)
def test_containers_of_one_interface_share_its_ports(tmp_path: Path, port: dict[str, Any], twice: bool) -> None:
    edits = {SECOND: beside(Name="other", PortMappings=[port])}
    assert said(tmp_path, "start", edits) == (("no", {"ECS223"}) if twice else ("yes", set()))


@pytest.mark.parametrize(("first", "second", "twice"), [("80", 80, True), ("80", 0, False), ("0", 0, False)])
def test_containers_of_one_host_share_its_ports(tmp_path: Path, first: str, second: int, twice: bool) -> None:
    edits = {
        **BRIDGE,
        f"{FIRST}.PortMappings.0.HostPort": first,
        SECOND: beside(Name="other", PortMappings=[{"ContainerPort": 3000, "HostPort": second}]),
    }
    assert ("ECS223" in said(tmp_path, "start", edits)[1]) is twice

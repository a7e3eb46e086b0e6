"""Tasks for Windows, and what only Linux has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said

FIRST = "TaskDefinition.ContainerDefinitions.0"
WINDOWS = {
    "TaskDefinition.RuntimePlatform": "{OperatingSystemFamily: WINDOWS_SERVER_2022_CORE}",
    "TaskDefinition.Cpu": "1024",
    "TaskDefinition.Memory": "2048",
}
EFS = "[{Name: files, EFSVolumeConfiguration: {FilesystemId: fs-0123456789abcdef0}}]"


def test_a_task_for_windows_is_looked_at_in_full(tmp_path: Path) -> None:
    assert said(tmp_path, "start", WINDOWS) == ("yes", set())


def test_windows_has_ephemeral_storage_on_fargate(tmp_path: Path) -> None:
    assert said(tmp_path, "start", {**WINDOWS, "TaskDefinition.EphemeralStorage": "{SizeInGiB: 40}"}) == ("yes", set())


def test_linux_may_be_named(tmp_path: Path) -> None:
    assert said(tmp_path, "start", {"TaskDefinition.RuntimePlatform": "{OperatingSystemFamily: LINUX}"})[0] == "yes"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (f"{FIRST}.ReadonlyRootFilesystem", "true"),
        (f"{FIRST}.LinuxParameters", "{InitProcessEnabled: true}"),
        ("TaskDefinition.RuntimePlatform.CpuArchitecture", "ARM64"),
        ("TaskDefinition.Cpu", "512"),
        ("TaskDefinition.Volumes", EFS),
        (f"{FIRST}.Ulimits", "[{Name: nofile, SoftLimit: 1024, HardLimit: 1024}]"),
        (f"{FIRST}.SystemControls", "[{Namespace: net.core.somaxconn, Value: '1024'}]"),
        ("TaskDefinition.PidMode", "task"),
    ],
)
def test_what_only_linux_has(tmp_path: Path, place: str, value: str) -> None:
    verdict, rules = said(tmp_path, "start", {**WINDOWS, place: value})
    assert (verdict, "ECS226" in rules) == ("no", True)
    on_linux = {**WINDOWS, place: value, "TaskDefinition.RuntimePlatform.OperatingSystemFamily": "LINUX"}
    assert "ECS226" not in said(tmp_path, "start", on_linux)[1]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("TaskDefinition.RuntimePlatform.OperatingSystemFamily", "WINDOWS_SERVER_20H2_CORE"),
        ("TaskDefinition.RuntimePlatform.OperatingSystemFamily", "!Ref System"),
    ],
)
def test_what_is_not_known_of_windows(tmp_path: Path, place: str, value: str) -> None:
    edits = {**WINDOWS, "Parameters.System": "{Type: String}", place: value}
    assert said(tmp_path, "start", edits) == ("unknown", set())


@pytest.mark.parametrize("value", ["false", "!Ref System"])
def test_a_root_that_is_not_certainly_read_only_is_no_fault(tmp_path: Path, value: str) -> None:
    edits = {**WINDOWS, "Parameters.System": "{Type: String}", f"{FIRST}.ReadonlyRootFilesystem": value}
    assert said(tmp_path, "start", edits)[1] == set()

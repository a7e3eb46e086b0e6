"""Images for another processor than the task runs on."""

from __future__ import annotations

from pathlib import Path

from tests.one_app import OPEN, Change, both, faults, rules, set_in, set_to


def platform(architecture: object) -> Change:
    return set_to("WebTask", RuntimePlatform={"CpuArchitecture": architecture})


def test_an_image_of_the_other_architecture(tmp_path: Path) -> None:
    arm, x86 = set_in("WebTask", Image="mystery/app:1.2-arm64"), set_in("WebTask", Image="amd64/node:22-alpine")
    found = faults(tmp_path, arm)
    assert [(fault.rule, fault.steps) for fault in found] == [("ECS161", ("ContainerDefinitions", 0, "Image"))]
    assert rules(tmp_path, both(arm, platform("X86_64"))) == {"ECS161"}
    assert rules(tmp_path, both(x86, platform("ARM64"))) == {"ECS161"}
    assert rules(tmp_path, both(arm, platform("ARM64"))) == set()
    assert rules(tmp_path, both(arm, platform(OPEN))) == set()
    assert rules(tmp_path, x86) == set()
    for name, expected in (
        ("mysql:5.7", {"ECS161"}),
        ("mysql:8.4", set()),
        ("mcr.microsoft.com/mssql/server", {"ECS161"}),
    ):
        assert rules(tmp_path, both(set_in("WebTask", Image=name), platform("ARM64"))) & {"ECS161"} == expected, name
    for name in ("mystery/charm64:1", "mystery/app:1-arm64-amd64", "mystery/farm64er:1", "mystery/app:x86"):
        assert rules(tmp_path, set_in("WebTask", Image=name)) == set(), name


def test_instances_may_be_of_any_architecture(tmp_path: Path) -> None:
    change = both(
        set_in("WebTask", Image="mystery/app:1.2-arm64"),
        set_to("WebTask", RequiresCompatibilities=["EC2"]),
        set_to("Web", LaunchType="EC2"),
    )
    assert "ECS161" not in rules(tmp_path, change)

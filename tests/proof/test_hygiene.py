"""Tags that move, architectures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.one_app import OPEN, Change, add, both, faults, properties, rules, set_in, set_to

REPOSITORY = add("Images", "AWS::ECR::Repository", RepositoryName="web")
HOST = "111122223333.dkr.ecr.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("image", "fires"),
    [
        ("mystery/app", True),
        ("mystery/app:latest", True),
        ("registry.example:5000/app", True),
        ({"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:latest"}, True),
        ({"Fn::Sub": "${Open}:latest"}, True),
        ({"Fn::GetAtt": ["Images", "RepositoryUri"]}, True),
        ({"Fn::Sub": "${Images.RepositoryUri}:latest"}, True),
        ("mystery/app:1.2", False),
        ("registry.example:5000/app:1", False),
        ("mystery/app@sha256:" + "a" * 64, False),
        ("mystery/app:latest@sha256:" + "a" * 64, False),
        ({"Fn::Sub": "${Images.RepositoryUri}:1.2"}, False),
        ({"Fn::Sub": "${Images.RepositoryUri}:${Open}"}, False),
        ({"Fn::Sub": f"{HOST}/${{Open}}"}, False),
        (OPEN, False),
        ("", False),
    ],
)
def test_a_tag_that_moves(tmp_path: Path, image: object, fires: bool) -> None:
    assert ("WCS151" in rules(tmp_path, both(REPOSITORY, set_in("WebTask", Image=image)))) is fires


def test_an_image_that_a_parameter_names(tmp_path: Path) -> None:
    parameter = lambda t: t["Parameters"].update(I={"Type": "String", "Default": "app:latest"})  # noqa: E731
    assert rules(tmp_path, both(parameter, set_in("WebTask", Image={"Ref": "I"}))) == set()


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
    for name in ("mystery/charm64:1", "mystery/app:1-arm64-amd64", "mystery/farm64er:1", "mystery/app:x86"):
        assert rules(tmp_path, set_in("WebTask", Image=name)) == set(), name


def test_instances_may_be_of_any_architecture(tmp_path: Path) -> None:
    change = both(
        set_in("WebTask", Image="mystery/app:1.2-arm64"),
        set_to("WebTask", RequiresCompatibilities=["EC2"]),
        set_to("Web", LaunchType="EC2"),
    )
    assert "ECS161" not in rules(tmp_path, change)


def test_the_app_has_what_these_tests_change(tmp_path: Path) -> None:
    assert rules(tmp_path, lambda t: properties(t, "WebTask")) == set()

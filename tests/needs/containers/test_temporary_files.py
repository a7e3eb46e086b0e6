"""Places to write temporary files, and whose they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.needs.matrix import Prover
from tests.one_app import OPEN, Change, both, container, faults, graph, properties, rows, rules, set_in, set_to

MOUNT = {"SourceVolume": "scratch", "ContainerPath": "/tmp"}
UNSEEN = "registry.corp.example/web:1"


def mounted(path: str = "/tmp", image: str = "node:22-alpine", **more: Any) -> Change:
    """The web container an empty volume, somebody to run as, and nothing else to write to."""
    values: dict[str, Any] = {"User": "1000:1000", "ReadonlyRootFilesystem": True, "Image": image}
    values["MountPoints"] = [{"SourceVolume": "scratch", "ContainerPath": path}]
    return both(set_to("WebTask", Volumes=[{"Name": "scratch"}]), set_in("WebTask", **values | more))


def in_memory(**more: Any) -> Change:
    return set_in("WebTask", LinuxParameters={"Tmpfs": [{"ContainerPath": "/tmp", "Size": 64, **more}]})


def verdicts(folder: Path, change: Change) -> list[str]:
    return [str(each.answer.verdict) for each in rows(folder, "/", change)]


@pytest.mark.parametrize("user", ["1000:1000", "1000", "node", "1000:0"])
@pytest.mark.parametrize("path", ["/tmp", "/tmp/", "/data"])
def test_an_empty_volume_is_roots_where_the_image_is_known(tmp_path: Path, user: str, path: str) -> None:
    found = faults(tmp_path, mounted(path, User=user))
    assert [(each.rule, each.steps, each.tasks) for each in found] == [
        ("ECS162", ("ContainerDefinitions", 0, "MountPoints", 0), ("Web",))
    ]
    assert verdicts(tmp_path, mounted(path, User=user)) == ["no"]


def test_a_writable_root_does_not_help_where_the_volume_is(tmp_path: Path) -> None:
    assert rules(tmp_path, mounted(ReadonlyRootFilesystem=None)) == {"ECS162"}


def test_an_image_that_is_not_seen_is_no_more_than_a_warning(tmp_path: Path) -> None:
    assert rules(tmp_path, mounted(image=UNSEEN)) == {"WCS162"}
    assert verdicts(tmp_path, mounted(image=UNSEEN)) == ["unknown"]


@pytest.mark.parametrize(
    "change",
    [
        mounted("/data", UNSEEN),
        both(
            mounted(image=UNSEEN),
            set_to("WebTask", RuntimePlatform={"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        ),
        mounted(image=UNSEEN, ReadonlyRootFilesystem=None),
        mounted(image=UNSEEN, ReadonlyRootFilesystem=OPEN),
        mounted(image=UNSEEN, User=None),
        mounted(image=UNSEEN, User=OPEN),
        mounted(image="postgres:17", User="postgres", MountPoints=[{**MOUNT, "ContainerPath": "/var/lib/postgresql"}]),
        mounted(User=None),
        mounted(User="0"),
        mounted(User="root:1000"),
        mounted(MountPoints=[{**MOUNT, "ReadOnly": True}]),
        mounted(MountPoints=[{**MOUNT, "ReadOnly": OPEN}]),
        mounted(MountPoints=[{**MOUNT, "ContainerPath": OPEN}]),
        both(mounted(), set_to("WebTask", Volumes=[{"Name": "scratch", "Host": {"SourcePath": "/mnt"}}])),
        both(
            mounted(), set_to("WebTask", Volumes=[{"Name": "scratch", "EFSVolumeConfiguration": {"FilesystemId": "f"}}])
        ),
        both(mounted(), set_to("WebTask", Volumes=[{"Name": "scratch", "ConfiguredAtLaunch": True}])),
        both(
            mounted(), set_to("WebTask", Volumes=[{"Name": "scratch", "DockerVolumeConfiguration": {"Scope": "task"}}])
        ),
        both(mounted(), set_to("WebTask", Volumes=OPEN)),
        both(mounted(), set_to("WebTask", RuntimePlatform={"OperatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})),
        both(mounted(), set_to("WebTask", RuntimePlatform={"OperatingSystemFamily": OPEN})),
        both(mounted(), set_to("WebTask", RequiresCompatibilities=["EC2"]), set_to("Web", LaunchType="EC2")),
    ],
)
def test_what_may_be_right(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) & {"ECS162", "WCS162"} == set()
    assert "no" not in verdicts(tmp_path, change)


@pytest.mark.parametrize(
    "more",
    [
        {"MountPoints": [MOUNT]},
        {"MountPoints": [{**MOUNT, "SourceVolume": OPEN}]},
        {"MountPoints": OPEN},
        {"VolumesFrom": [{"SourceContainer": "web"}]},
    ],
)
def test_another_container_may_prepare_the_volume(tmp_path: Path, more: dict[str, Any]) -> None:
    helper = {"Name": "own", "Image": "busybox:1.36", "Essential": False, **more}
    change = both(mounted(), lambda t: properties(t, "WebTask")["ContainerDefinitions"].append(helper))
    assert "ECS162" not in rules(tmp_path, change)


def shared(image: str = "node:22-alpine", **more: Any) -> Change:
    """Have a second container mount the volume of the first."""
    helper = {"Name": "own", "Image": image, "Essential": False, "MountPoints": [MOUNT], **more}
    return both(mounted(), lambda t: properties(t, "WebTask")["ContainerDefinitions"].append(helper))


@pytest.mark.parametrize("path", ["/tmp", "/data"])
def test_sharing_among_containers_none_of_which_is_root_changes_nothing(tmp_path: Path, path: str) -> None:
    change = shared(User="1001", MountPoints=[{**MOUNT, "ContainerPath": path}])
    found = [each.steps[1] for each in faults(tmp_path, change) if each.rule == "ECS162"]
    assert found == [0, 1]
    assert verdicts(tmp_path, change) == ["no", "no"]


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"User": "root"}, []),
        ({"User": OPEN}, []),
        ({"User": "1001", "Image": UNSEEN}, ["unknown", "unknown"]),
        ({"User": "1001", "MountPoints": [{**MOUNT, "ReadOnly": True}]}, ["no"]),
        ({"User": "root", "MountPoints": [{**MOUNT, "ReadOnly": True}]}, ["no"]),
    ],
)
def test_who_shares_it_may_have_prepared_it(tmp_path: Path, more: dict[str, Any], verdict: list[str]) -> None:
    assert verdicts(tmp_path, shared(**more)) == verdict


def test_a_place_to_read_only_is_none_to_write_to(tmp_path: Path) -> None:
    change = mounted(MountPoints=[{**MOUNT, "ReadOnly": True}])
    assert verdicts(tmp_path, change) == ["unknown"]
    assert verdicts(tmp_path, both(change, set_in("WebTask", ReadonlyRootFilesystem=None))) == []


def test_launch_type_that_is_not_known(tmp_path: Path) -> None:
    change = both(
        mounted(),
        set_to("WebTask", RequiresCompatibilities=["EC2", "FARGATE"]),
        set_to("Web", LaunchType=OPEN),
    )
    assert "ECS162" not in rules(tmp_path, change)
    assert verdicts(tmp_path, change) == ["unknown"]


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ({}, "yes"),
        ({"MountOptions": ["exec", "nodev", "nosuid"]}, "yes"),
        ({"MountOptions": ["mode=0700"]}, "unknown"),
        ({"MountOptions": ["ro"]}, "unknown"),
        ({"MountOptions": OPEN}, "unknown"),
    ],
)
def test_memory_belongs_to_everybody(tmp_path: Path, options: dict[str, Any], verdict: str) -> None:
    change = both(set_in("WebTask", User="1000", ReadonlyRootFilesystem=True), in_memory(**options))
    assert verdicts(tmp_path, change) == [verdict]
    assert rules(tmp_path, change) == set()


def test_a_region_in_which_fargate_may_not_know_it(tmp_path: Path) -> None:
    there = graph(
        tmp_path, both(set_in("WebTask", User="1000", ReadonlyRootFilesystem=True), in_memory()), region="us-gov-west-1"
    )
    (proof,) = (each for each in Prover(there).proofs if each.need.name.startswith("/"))
    assert str(proof.answer.verdict) == "unknown"
    assert "us-gov-west-1" in proof.answer.because[0]


DOCKERFILE = "FROM {}\nRUN npm ci\n{}\nUSER node\n"


@pytest.mark.parametrize(
    ("base", "line", "verdict", "found"),
    [
        ("node:22-alpine", "VOLUME /tmp", "yes", set()),
        ("node:22-alpine", 'VOLUME ["/cache", "/tmp/"]', "yes", set()),
        ("registry.corp.example/base:1", "VOLUME /tmp", "yes", set()),
        ("node:22-alpine", "", "no", {"ECS162"}),
        ("node:22-alpine", "VOLUME /var/tmp", "no", {"ECS162"}),
        ("node:22-alpine", "ARG PLACE\nVOLUME $PLACE", "unknown", {"WCS162"}),
        ("node:22-alpine", "ENV PLACE=/tmp\nVOLUME $PLACE", "yes", set()),
        ("registry.corp.example/base:1", "", "unknown", {"WCS162"}),
    ],
)
@pytest.mark.parametrize("user", ["1000", None])
def test_the_dockerfile_tells(
    tmp_path: Path, base: str, line: str, verdict: str, found: set[str], user: str | None
) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE.format(base, line))
    remark = {"ecs-proof": [{"container": "web", "dockerfile": "Dockerfile"}]}
    change = both(
        mounted(image=UNSEEN, User=user, HealthCheck=None), lambda t: t["Resources"]["WebTask"].update(Metadata=remark)
    )
    assert verdicts(tmp_path, change) == [verdict]
    assert rules(tmp_path, change) & {"ECS162", "WCS162"} == found


def test_a_volume_of_the_image_elsewhere_may_still_be_roots(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM node:22-alpine\nVOLUME /data\n")
    remark = {"ecs-proof": [{"container": "web", "dockerfile": "Dockerfile"}]}
    change = both(mounted("/data", UNSEEN), lambda t: t["Resources"]["WebTask"].update(Metadata=remark))
    assert verdicts(tmp_path, change) == ["unknown"]


def test_the_app_has_no_place_to_write_before_it_is_changed(tmp_path: Path) -> None:
    assert verdicts(tmp_path, lambda t: container(t)) == []

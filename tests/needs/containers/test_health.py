"""Container health checks: well formed, and of a program that the image has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import (
    OPEN,
    Change,
    Template,
    both,
    container,
    faults,
    properties,
    row,
    rows,
    rules,
    set_in,
    set_to,
)


def check(**values: object) -> Change:
    return lambda t: container(t)["HealthCheck"].update(values)


def command(*words: object) -> Change:
    return check(Command=list(words))


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("node:22-alpine", ["CMD-SHELL", "curl -f http://localhost:3000/ || exit 1"]),
        ("node:22-alpine", ["CMD", "curl", "-f", "http://localhost:3000/"]),
        ("gcr.io/distroless/static-debian12:nonroot", ["CMD-SHELL", "wget http://localhost:3000/"]),
    ],
)
def test_a_program_that_the_image_lacks(tmp_path: Path, image: str, words: list[str]) -> None:
    change = both(set_in("WebTask", Image=image), command(*words))
    found = faults(tmp_path, change)
    assert [(fault.rule, fault.at, fault.tasks) for fault in found] == [("ECS080", "WebTask", ("Web",))]
    assert found[0].steps == ("ContainerDefinitions", 0, "HealthCheck", "Command")
    assert row(tmp_path, "health check of web", change) == "no"


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("mystery/app:1", ["CMD-SHELL", "curl http://localhost:3000/"]),
        ("node:22-alpine", ["CMD-SHELL", OPEN]),
        ("node:22-alpine", OPEN),
        ("node:22-alpine", ["CMD-SHELL", "$PROBE http://localhost:3000/"]),
    ],
)
def test_what_is_not_known_of_a_public_image(tmp_path: Path, image: str, words: object) -> None:
    change = both(set_in("WebTask", Image=image), check(Command=words))
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, "health check of web", change) == "unknown"


LACKING = both(
    set_in("WebTask", Image="node:22-alpine"), command("CMD-SHELL", "curl -f http://localhost:3000/ || exit 1")
)
INSTALLED = "apk add --no-cache curl && node server.js"


def with_tools(template: Template) -> None:
    """Add a container whose volumes another may take."""
    containers = properties(template, "WebTask")["ContainerDefinitions"]
    containers.append({"Name": "tools", "Image": containers[0]["Image"], "Essential": False})


def mounted(path: str) -> Change:
    mount = {"SourceVolume": "shared", "ContainerPath": path}
    return both(set_to("WebTask", Volumes=[{"Name": "shared"}]), set_in("WebTask", MountPoints=[mount]))


@pytest.mark.parametrize(
    "change",
    [
        set_in("WebTask", Command=["sh", "-c", INSTALLED]),
        set_in("WebTask", EntryPoint=["sh", "-c"], Command=[INSTALLED]),
        set_in("WebTask", EntryPoint=["/sbin/tini", "--"], Command=["/bin/sh", "-ec", INSTALLED]),
        set_in("WebTask", Command=["sh", "-c", {"Fn::Sub": "apk add curl && node server.js ${Open}"}]),
        set_in("WebTask", Command=OPEN),
        set_in("WebTask", Command=["sh", "/mnt/start.sh"]),
        mounted("/usr/local/bin"),
        both(set_in("WebTask", VolumesFrom=[{"SourceContainer": "tools"}]), with_tools),
    ],
)
def test_a_program_that_comes_after_the_image(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(LACKING, change)) == set()
    assert row(tmp_path, "health check of web", both(LACKING, change)) == "unknown"


@pytest.mark.parametrize(
    "change",
    [
        set_in("WebTask", Command=["node", "server.js"]),
        set_in("WebTask", Command=["sh", "-c", "node migrate.js && exec node server.js"]),
        set_in("WebTask", Command=["sh", "-c", {"Fn::Sub": "node server.js ${Open}"}]),
        mounted("/data"),
        set_in("WebTask", VolumesFrom=[]),
    ],
)
def test_a_start_that_brings_nothing(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(LACKING, change)) == {"ECS080"}


def test_a_private_image_may_have_anything(tmp_path: Path) -> None:
    change = both(
        set_in("WebTask", Image="111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"),
        command("CMD-SHELL", "curl http://localhost:3000/"),
    )
    assert rows(tmp_path, "health check of web", change) == []


def test_a_container_whose_health_does_not_matter(tmp_path: Path) -> None:
    lacking = command("CMD", "curl", "http://localhost:3000/")
    sidecar = {"Name": "main", "Image": "node:22-alpine", "Command": ["./start"]}

    def optional(template: dict[str, object]) -> None:
        lacking(template)
        container(template)["Essential"] = False
        properties(template, "WebTask")["ContainerDefinitions"].append(sidecar)

    def awaited(template: dict[str, object]) -> None:
        optional(template)
        container(template, index=1)["DependsOn"] = [{"ContainerName": "web", "Condition": "HEALTHY"}]

    assert rules(tmp_path, optional) == set()
    assert rules(tmp_path, awaited) == {"ECS080"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (check(Interval=4), "Interval"),
        (check(Interval=301), "Interval"),
        (check(Timeout=1), "Timeout"),
        (check(Timeout=61), "Timeout"),
        (check(Retries=0), "Retries"),
        (check(Retries=11), "Retries"),
        (check(StartPeriod=-1), "StartPeriod"),
        (check(StartPeriod=301), "StartPeriod"),
        (command(), "Command"),
        (set_in("WebTask", HealthCheck={"Interval": 30}), "Command"),
    ],
)
def test_a_check_that_ecs_refuses(tmp_path: Path, change: Change, key: str) -> None:
    found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS082"]
    assert [fault.steps[-1] for fault in found] == [key]
    assert row(tmp_path, "health check of web", change) == "no"


@pytest.mark.parametrize(
    "change",
    [
        check(Interval=5, Timeout=2, Retries=1, StartPeriod=0),
        check(Interval=300, Timeout=60, Retries=10, StartPeriod=300),
        check(Interval=OPEN),
        check(Interval={"Ref": "AWS::NoValue"}),
        command("NONE"),
        set_in("WebTask", HealthCheck=OPEN),
    ],
)
def test_a_check_that_ecs_takes_or_that_is_not_seen(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()


def test_ecs_refuses_a_check_on_which_nothing_depends(tmp_path: Path) -> None:
    change = both(
        check(Interval=4),
        set_in("WebTask", Essential=False),
        lambda t: properties(t, "WebTask")["ContainerDefinitions"].append({"Name": "main", "Image": "mystery/app:1"}),
    )
    assert rules(tmp_path, change) == {"ECS082"}
    assert rows(tmp_path, "health check of web", change) == []

"""Health checks: well formed, of a program that the image has, of a port that is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.one_app import (
    OPEN,
    Change,
    attribute,
    both,
    container,
    faults,
    properties,
    row,
    rows,
    rules,
    set_in,
    set_to,
    variable,
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


def test_a_private_image_may_have_anything(tmp_path: Path) -> None:
    change = both(
        set_in("WebTask", Image="111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"),
        command("CMD-SHELL", "curl http://localhost:3000/"),
    )
    assert rows(tmp_path, "health check of web", change) == []


def test_a_container_whose_health_does_not_matter(tmp_path: Path) -> None:
    lacking = command("CMD", "curl", "http://localhost:3000/")
    sidecar = {"Name": "main", "Image": "node:22-alpine"}

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


@pytest.mark.parametrize("words", [["curl -f http://localhost:3000/"], ["/healthcheck"], ["cmd-shell", "true"]])
def test_a_command_that_nothing_runs(tmp_path: Path, words: list[str]) -> None:
    assert rules(tmp_path, command(*words)) == {"WCS084"}


def test_a_port_that_nothing_else_speaks_of(tmp_path: Path) -> None:
    asks = command("CMD-SHELL", "wget -q -O - http://127.0.0.1:5000/ || exit 1")
    assert rules(tmp_path, asks) == {"WCS083"}
    assert rules(tmp_path, command("CMD-SHELL", "wget -q -O - http://localhost/ || exit 1")) == {"WCS083"}
    assert rules(tmp_path, both(asks, variable("MANAGEMENT_PORT", "5000"))) == set()
    assert rules(tmp_path, both(asks, variable("MANAGEMENT_PORT", OPEN))) == set()
    assert rules(tmp_path, both(asks, set_in("WebTask", Command=["serve", "--admin=:5000"]))) == set()
    ranged = {"ContainerPortRange": "4990-5010"}
    assert rules(tmp_path, both(asks, lambda t: container(t)["PortMappings"].append(ranged))) == set()
    assert rules(tmp_path, both(asks, lambda t: container(t)["PortMappings"].append({"ContainerPort": OPEN}))) == set()
    admin = command("CMD-SHELL", "wget -q -O - http://127.0.0.1:9901/ready || exit 1")
    assert rules(tmp_path, admin) == set(), "a port of administration is declared by nobody"
    sidecar = {
        "Name": "proxy",
        "Image": "mystery/proxy:1",
        "HealthCheck": {"Command": ["CMD-SHELL", "wget http://localhost/"]},
    }
    aside = lambda t: properties(t, "WebTask")["ContainerDefinitions"].append(sidecar)  # noqa: E731
    assert rules(tmp_path, aside) == set(), "a container that declares no port at all"
    elsewhere = command("CMD-SHELL", "wget -q -O - http://example.com:5000/ || exit 1")
    assert rules(tmp_path, elsewhere) == set()


def test_the_target_group_asks_a_port_that_is_shut(tmp_path: Path) -> None:
    assert rules(tmp_path, set_to("Targets", HealthCheckPort=8081)) == {"ECS083"}
    assert rules(tmp_path, set_to("Targets", HealthCheckPort="traffic-port")) == set()
    assert rules(tmp_path, set_to("Targets", HealthCheckPort=3000)) == set()
    assert rules(tmp_path, set_to("Targets", HealthCheckPort=OPEN)) == set()

    def opened(template: dict[str, object]) -> None:
        properties(template, "Targets")["HealthCheckPort"] = 8081
        rule = properties(template, "TaskGroup")["SecurityGroupIngress"]
        rule.append({**rule[0], "FromPort": 8081, "ToPort": 8081})

    assert rules(tmp_path, opened) == set()


def test_nobody_asks_for_the_health(tmp_path: Path) -> None:
    silent = set_in("ApiTask", HealthCheck=None)
    assert rules(tmp_path, silent) == {"ICS081"}
    assert rules(tmp_path, set_in("ApiTask", HealthCheck={"Command": ["NONE"]})) == {"ICS081"}
    assert rules(tmp_path, set_in("WebTask", HealthCheck=None)) == set(), "its target group asks"
    assert rules(tmp_path, set_in("ApiTask", HealthCheck=OPEN)) == set()
    assert rules(tmp_path, both(silent, set_to("Api", LoadBalancers=OPEN))) == set()
    assert rules(tmp_path, both(silent, set_to("Api", VpcLatticeConfigurations=[{"PortName": "x"}]))) == set()
    assert rules(tmp_path, both(silent, set_in("ApiTask", PortMappings=None))) == set(), "it serves nothing"
    assert rules(tmp_path, set_to("Api", TaskDefinition=attribute("Nowhere", "Arn"))) == set()

"""Health checks that are of little use: not run at all, of another port than is served, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import (
    OPEN,
    Change,
    attribute,
    both,
    container,
    properties,
    rules,
    set_in,
    set_to,
    variable,
)


def command(*words: object) -> Change:
    return lambda t: container(t)["HealthCheck"].update(Command=list(words))


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
    assert rules(tmp_path, both(silent, set_to("Api", VpcLatticeConfigurations=[{"PortName": "x"}]))) == {"ECS334"}, (
        "no port has that name"
    )
    portless = both(silent, set_in("ApiTask", PortMappings=None))
    assert rules(tmp_path, portless) == {"ICS081"}, "others find it by its name"
    assert rules(
        tmp_path, both(portless, set_to("Api", ServiceRegistries=None), set_in("WebTask", Environment=None))
    ) == (set()), "it serves nothing"
    assert rules(tmp_path, set_to("Api", TaskDefinition=attribute("Nowhere", "Arn"))) == set()

"""Settings that are half written, or that speak against one another about a port; and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"
PROBE = f"{CONTAINER}.HealthCheck.Command"
RULE = (
    "{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: 4, "
    "Conditions: [CONDITION], Actions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"
)
CODE = "require('http').get('http://127.0.0.1:3000/up')"


def found(folder: Path, **edits: str | None) -> set[str]:
    return edited(folder, "balanced", {key.replace("__", "."): value for key, value in edits.items()}).rules


def probe(*words: str) -> dict[str, str | None]:
    return {PROBE: "[" + ", ".join(f'"{word}"' for word in words) + "]"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("CMD", "node", CODE), {"ECS089"}),
        (("CMD", "/usr/local/bin/node", "-e"), {"ECS089"}),
        (("CMD", "python3", "-c"), {"ECS089"}),
        (("CMD", "sh", "wget -q http://127.0.0.1:3000/"), {"ECS089"}),
        (("CMD-SHELL", "curl", "-f", "http://127.0.0.1:3000/"), {"ECS089"}),
        (("CMD-SHELL", "echo", "started"), set()),
        (("CMD-SHELL", "/probe.sh", "fast"), set()),
        (("CMD", "node", "-e", CODE), set()),
        (("CMD", "node", "/app/probe.js"), set()),
        (("CMD", "node", "--experimental-modules", CODE), set()),
        (("CMD", "sh", "-c", "wget -q http://127.0.0.1:3000/"), set()),
        (("CMD", "sh", "/probe.sh"), set()),
        (("CMD", "node", "--eval=up()"), set()),
        (("CMD", "python3", "-c", "up()", "-c"), set()),
        (("CMD", "/probe", "-e"), set()),
    ],
)
def test_an_interpreter_is_given_something_to_run(words: tuple[str, ...], expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, **probe(*words)) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("[{Value: fast}]", {"ECS360"}),
        ("[{Name: '', Value: fast}]", {"ECS360"}),
        ("[{Name: MODE, Value: ''}]", set()),
        ("[{Name: MODE}]", {"WCS420"}),
        ("[!Ref AWS::NoValue, {Name: MODE}]", {"WCS420"}),
        ("[{Name: MODE, Value: !Ref AWS::NoValue}]", set()),
        ("[!Ref AWS::NoValue]", set()),
    ],
)
def test_a_variable_has_a_name_and_a_value(entries: str, expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, **{f"{CONTAINER}.Environment": entries}) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{PathPatternConfig: {Values: [/x]}}", {"ECS361"}),
        ("{Field: path-pattern, Values: [/x]}, {}", {"ECS361"}),
        ("{Field: path-pattern, Values: [/x]}", set()),
        ("{Field: path-pattern, Values: [/x]}, !Ref AWS::NoValue", set()),
    ],
)
def test_a_condition_has_a_field(condition: str, expected: set[str], tmp_path: Path) -> None:
    assert found(tmp_path, Rule=RULE.replace("CONDITION", condition)) == expected


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"Targets.HealthCheckProtocol": "HTTPS"}, {"ECS362"}),
        ({"Targets.Protocol": "HTTPS"}, {"ECS362"}),
        (probe("CMD-SHELL", "curl -kf https://localhost:3000/ || exit 1"), {"ECS362"}),
        ({"Targets.Protocol": "HTTPS", **probe("CMD-SHELL", "curl -kf https://localhost:3000/ || exit 1")}, set()),
        ({"Targets.HealthCheckProtocol": "HTTPS", **probe("CMD-SHELL", "curl http://localhost:3000/; exit 0")}, set()),
        ({"Targets.HealthCheckProtocol": "HTTPS", **probe("CMD", "/probe", "3000")}, set()),
    ],
)
def test_a_port_speaks_one_protocol(edits: dict[str, str | None], expected: set[str], tmp_path: Path) -> None:
    assert edited(tmp_path, "balanced", edits).rules == expected


@pytest.mark.parametrize(
    ("environment", "more", "expected"),
    [
        ("[{Name: PORT, Value: '8080'}]", {}, {"WCS363"}),
        ("[{Name: PORT, Value: '3000'}]", {}, set()),
        ("[{Name: PORT, Value: '5432'}, {Name: HTTP_PORT, Value: '3000'}]", {}, set()),
        ("[{Name: PORT, Value: '8080'}]", {f"{CONTAINER}.Command": "[serve, --port, '3000']"}, set()),
        ("[{Name: DB_PORT, Value: '5432'}]", {}, set()),
    ],
)
def test_port_is_where_requests_go(
    environment: str, more: dict[str, str | None], expected: set[str], tmp_path: Path
) -> None:
    assert edited(tmp_path, "balanced", {f"{CONTAINER}.Environment": environment, **more}).rules == expected


@pytest.mark.parametrize(
    ("path", "more", "expected"),
    [
        ("/up", {}, {"WCS364"}),
        ("/", {}, set()),
        ("/up", {"Targets.HealthCheckPath": "/up"}, set()),
        ("/up", {"Targets.HealthCheckProtocol": "HTTP"}, {"WCS364"}),
        ("/up", {"Targets.ProtocolVersion": "HTTP1"}, {"WCS364"}),
        ("/up", {"Targets.HealthCheckPath": "/"}, set()),
        ("/up", {"Targets.Matcher": "{HttpCode: 200-499}"}, set()),
    ],
)
def test_the_path_of_health(path: str, more: dict[str, str | None], expected: set[str], tmp_path: Path) -> None:
    asks = probe("CMD-SHELL", f"wget -q -O /dev/null http://127.0.0.1:3000{path} || exit 1")
    assert edited(tmp_path, "balanced", {"Targets.HealthCheckPath": None, **asks, **more}).rules == expected

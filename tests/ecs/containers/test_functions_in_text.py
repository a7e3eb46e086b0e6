"""Functions that are written inside of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import Change, add, both, container, faults, properties, row, rules, set_in, set_to, variable

PORT = lambda t: t["Parameters"].update(Port={"Type": "Number", "Default": 3000})  # noqa: E731


def command(*words: object) -> Change:
    return lambda t: container(t)["HealthCheck"].update(Command=list(words))


@pytest.mark.parametrize(
    "words",
    [
        ["CMD-SHELL", "wget -qO- http://localhost:!Ref Port/ || exit 1"],
        ["CMD-SHELL", "wget -qO- 'http://localhost:!Ref Port/' || exit 1"],
        ["CMD-SHELL", "wget -qO- http://localhost:!Ref Undeclared/ || exit 1"],
        ["CMD-SHELL", 'wget -qO- "http://localhost:{Ref: Port}/" || exit 1'],
        ["CMD-SHELL", {"Fn::Sub": "wget -qO- http://localhost:${!Ref Port}/ || exit 1"}],
        ["CMD-SHELL", {"Fn::Join": ["", ["wget -qO- http://localhost:", "!Ref Port", "/"]]}],
        ["CMD", "nc", "-z", "localhost", "!Ref Port"],
    ],
)
def test_a_health_check_that_asks_for_no_url(tmp_path: Path, words: list[object]) -> None:
    found = faults(tmp_path, both(PORT, command(*words)))
    assert [(fault.rule, fault.at, fault.steps[:4]) for fault in found] == [
        ("ECS085", "WebTask", ("ContainerDefinitions", 0, "HealthCheck", "Command"))
    ]
    assert "Fn::Sub" in found[0].fix
    assert "${" in found[0].fix


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (set_in("WebTask", Image="registry.example.com/web:!Ref Tag"), "ECS210"),
        (lambda t: properties(t, "Web").update(ServiceName="!Ref AWS::StackName"), "ECS210"),
        (variable("ORIGIN", "https://!Ref Host/"), "WCS210"),
        (variable("ORIGIN", "!GetAtt Balancer.DNSName"), "WCS210"),
        (variable("REGION", '{"Ref": "AWS::Region"}'), "WCS210"),
        (variable("ORIGIN", "!Sub https://${AWS::Region}.example.com"), "WCS210"),
        (set_in("WebTask", Command=["serve", "--name=!Ref AWS::StackName"]), "WCS210"),
        (command("CMD-SHELL", "wget -qO- --header 'Host: !Ref Host' http://localhost:3000/"), "WCS210"),
    ],
)
def test_it_is_an_error_where_nothing_is_called_so(tmp_path: Path, change: Change, rule: str) -> None:
    assert rule in rules(tmp_path, change)


def test_the_place_is_the_text(tmp_path: Path) -> None:
    found = [each for each in faults(tmp_path, variable("ORIGIN", "https://!Ref Host/")) if each.rule == "WCS210"]
    (place,) = [each.steps for each in found]
    assert (place[0], place[2], place[-1]) == ("ContainerDefinitions", "Environment", "Value")


@pytest.mark.parametrize(
    "change",
    [
        variable("GREETING", "Read the !Reference first"),
        variable("PATTERN", '{"Ref": "main"}'),
        variable("TEMPLATE", "Resources:\n  A:\n    Value: !Ref Other\n"),
        variable("NOTE", "a ! Ref Vpc"),
        lambda t: properties(t, "TaskGroup").update(GroupDescription="What !Ref TaskGroup leads to"),
        set_to("Web", Tags=[{"Key": "how", "Value": "!Ref Web"}]),
        add("Box", "AWS::EC2::Instance", UserData="#!/bin/sh\necho '!Ref Vpc'"),
        add("Topic", "Custom::Anything", Text="!Ref Vpc"),
    ],
)
def test_other_texts_are_left_alone(tmp_path: Path, change: Change) -> None:
    assert not {"ECS085", "ECS210", "WCS210"} & rules(tmp_path, change)


def test_a_health_check_that_decides_nothing_is_no_error(tmp_path: Path) -> None:
    def optional(template: dict[str, object]) -> None:
        command("CMD-SHELL", "wget -qO- http://localhost:!Ref Port/")(template)
        container(template)["Essential"] = False
        properties(template, "WebTask")["ContainerDefinitions"].append({"Name": "main", "Image": "mystery/app:1"})

    assert "ECS085" not in rules(tmp_path, both(PORT, optional))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (command("CMD-SHELL", "wget -qO- http://localhost:${Port}/"), "unknown"),
        (command("CMD-SHELL", {"Fn::Sub": "wget -qO- http://localhost:${Port}/"}), "yes"),
        (command("CMD-SHELL", {"Fn::Sub": "wget -qO- http://localhost:${!Port}/"}), "yes"),
        (command("CMD-SHELL", "wget -qO- http://localhost:${PORT}/"), "yes"),
        (both(command("CMD-SHELL", "wget -qO- http://localhost:${Port}/"), variable("Port", "3000")), "yes"),
    ],
)
def test_a_name_outside_of_sub_leaves_the_start_unknown(tmp_path: Path, change: Change, expected: str) -> None:
    assert row(tmp_path, "start", both(PORT, change)) == expected


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (variable("ORIGIN", "https://${Balancer.DNSName}/"), "WCS210"),
        (variable("REGION", "${AWS::Region}"), "WCS210"),
        (set_in("WebTask", Command=["sh", "-c", "serve --region ${AWS::Region}"]), "WCS210"),
        (set_in("WebTask", Image="${AWS::AccountId}.dkr.ecr.us-east-1.amazonaws.com/web:1"), "ECS210"),
    ],
)
def test_a_name_outside_of_sub_stays_as_it_is(tmp_path: Path, change: Change, rule: str) -> None:
    assert rule in rules(tmp_path, change)


@pytest.mark.parametrize("text", [{"Fn::Sub": "https://${Balancer.DNSName}/"}, "${java.home}", "${HOME}", "${a.b}"])
def test_what_is_put_in_or_is_of_a_program_is_let_be(tmp_path: Path, text: object) -> None:
    assert "WCS210" not in rules(tmp_path, variable("ORIGIN", text))

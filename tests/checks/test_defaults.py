"""What rests on a Default says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.one_app import Change, Template, both, container, faults, set_in


def declared(**defaults: object) -> Change:
    """Make a change that declares parameters with these Defaults."""
    return lambda t: t["Parameters"].update(
        {name: {"Type": "String", "Default": default} for name, default in defaults.items()}
    )


def interval(value: object) -> Change:
    return lambda t: container(t)["HealthCheck"].update(Interval=value)


def conditional(template: Template) -> None:
    template["Conditions"] = {"Wanted": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
    container(template)["HealthCheck"]["Interval"] = {"Fn::If": ["Wanted", 1, 30]}


def existing(template: Template) -> None:
    template["Conditions"] = {"Wanted": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
    template["Resources"]["WebTask"]["Condition"] = "Wanted"
    template["Resources"]["Web"]["Condition"] = "Wanted"
    container(template)["HealthCheck"]["Interval"] = 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (both(declared(Every="1"), interval({"Ref": "Every"})), "(this rests on the Default of Every)"),
        (both(declared(Stage="prod"), conditional), "(this rests on the Defaults by which Wanted is decided)"),
        (both(declared(Stage="prod"), existing), "(this rests on the Default of Stage)"),
        (interval(1), ""),
    ],
)
def test_a_property_that_a_default_decides(tmp_path: Path, change: Change, said: str) -> None:
    found = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS082"]
    assert len(found) == 1
    assert found[0].message.endswith(said) if said else "rests on" not in found[0].message


def test_defaults_elsewhere_in_the_resource_do_not_count(tmp_path: Path) -> None:
    change = both(declared(Size="512"), interval(1), set_in("WebTask", Memory={"Ref": "Size"}))
    assert all("rests on" not in fault.message for fault in faults(tmp_path, change))


PORT = "{Port: {Type: Number, Default: 80}}"
RULE = "[{IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}]"
CONTAINER = "TaskDefinition.ContainerDefinitions.0"


@pytest.mark.parametrize(
    ("base", "edits", "rule", "of"),
    [
        ("nat", {"Parameters": PORT, "TaskGroup.SecurityGroupEgress": RULE}, "ECS041", "Port"),
        ("balanced", {"Parameters": PORT, "TaskGroup.SecurityGroupIngress": RULE}, "ECS101", "Port"),
        (
            "balanced",
            {
                "Parameters": "{Every: {Type: Number, Default: 10}}",
                "Targets.HealthCheckTimeoutSeconds": "10",
                "Targets.HealthCheckIntervalSeconds": "!Ref Every",
            },
            "ECS086",
            "Every",
        ),
        (
            "nat",
            {
                "Parameters": "{Image: {Type: String, Default: 'public.ecr.aws/docker/library/debian:12'}}",
                f"{CONTAINER}.Image": "!Ref Image",
                f"{CONTAINER}.Command": "[serve]",
            },
            "ECS080",
            "Image",
        ),
        (
            "balanced",
            {"Parameters": PORT, f"{CONTAINER}.Environment": "[{Name: PORT, Value: !Ref Port}]"},
            "WCS363",
            "Port",
        ),
    ],
)
def test_what_is_judged_beside_the_property_counts_too(
    tmp_path: Path, base: str, edits: Edits, rule: str, of: str
) -> None:
    found = [finding for finding in edited(tmp_path, base, edits).findings if finding.rule == rule]
    assert found
    assert all(finding.message.endswith(f"(this rests on the Default of {of})") for finding in found)

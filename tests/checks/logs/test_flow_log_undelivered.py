"""Flow logs that do not arrive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, attribute, both, faults, rules

GROUP = add("Traffic", "AWS::Logs::LogGroup", LogGroupName="/vpc/flow-log")
ARN = "arn:aws:logs:us-east-1:111122223333:log-group:/vpc/flow-log"


def flow_log(**destination: object) -> Change:
    return both(
        GROUP, add("FlowLog", "AWS::EC2::FlowLog", ResourceId={"Ref": "Vpc"}, ResourceType="VPC", **destination)
    )


@pytest.mark.parametrize(
    "destination",
    [
        {"LogDestination": attribute("Traffic", "Arn")},
        {"LogDestination": attribute("Traffic", "Arn"), "LogDestinationType": "cloud-watch-logs"},
        {"LogDestination": f"{ARN}:*"},
        {"LogDestination": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Traffic}:*"}},
    ],
)
def test_a_destination_with_a_star(tmp_path: Path, destination: dict[str, Any]) -> None:
    found = faults(tmp_path, flow_log(**destination))
    assert [(each.rule, each.at, each.steps) for each in found] == [("WCS163", "FlowLog", ("LogDestination",))]


@pytest.mark.parametrize(
    "destination",
    [
        {"LogGroupName": {"Ref": "Traffic"}},
        {"LogDestination": ARN},
        {"LogDestination": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Traffic}"}},
        {"LogDestination": OPEN},
        {"LogDestination": "arn:aws:s3:::bucket/*", "LogDestinationType": "s3"},
        {"LogDestination": attribute("Traffic", "Arn"), "LogDestinationType": OPEN},
    ],
)
def test_a_destination_that_is_delivered_to(tmp_path: Path, destination: dict[str, Any]) -> None:
    assert rules(tmp_path, flow_log(**destination)) == set()

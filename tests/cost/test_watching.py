"""What logs, alarms, dashboards, flow logs, web ACLs and hosted zones cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cost.bills import by_use, one, paid, priced

ALARM = "AWS::CloudWatch::Alarm"
BAND = "ANOMALY_DETECTION_BAND(m1)"


def stat(name: str, period: int = 60) -> dict[str, Any]:
    return {"Id": name, "MetricStat": {"Metric": {"MetricName": name}, "Period": period, "Stat": "Sum"}}


@pytest.mark.parametrize(
    ("properties", "monthly"),
    [
        ({"MetricName": "CPU", "Period": 60}, 0.1),
        ({"MetricName": "CPU", "Period": 10}, 0.3),
        ({"Metrics": [stat("m1"), stat("m2"), {"Id": "e", "Expression": "m1/m2"}]}, 0.2),
        ({"Metrics": [stat("m1", 30), stat("m2")]}, 0.6),
        (
            {
                "Metrics": [stat("m1"), {"Id": "e", "Expression": "ANOMALY_DETECTION_BAND(m1)"}],
                "ThresholdMetricId": "e",
            },
            0.3,
        ),
    ],
)
def test_an_alarm_is_paid_for_each_metric(tmp_path: Path, properties: dict[str, Any], monthly: float) -> None:
    assert priced(tmp_path, one(ALARM, **properties)).monthly == pytest.approx(monthly)


def test_a_flow_log_is_paid_once(tmp_path: Path) -> None:
    log = {"Type": "AWS::EC2::FlowLog", "Properties": {"LogGroupName": {"Ref": "It"}, "ResourceId": "vpc-1"}}
    found = by_use(
        priced(tmp_path, one("AWS::Logs::LogGroup") | {"Flow": log, "Other": {"Type": "AWS::Logs::LogGroup"}})
    )
    assert set(found) == {
        ("It", "logs-stored-gb"), ("Flow", "flow-log-gb"), ("Other", "logs-gb"), ("Other", "logs-stored-gb"),
    }  # fmt: skip


def test_a_web_acl_and_its_rules(tmp_path: Path) -> None:
    rules = [{"Name": "a", "Priority": 1}, {"Name": "b", "Priority": 2}]
    assert priced(tmp_path, one("AWS::WAFv2::WebACL", Rules=rules)).monthly == 7


@pytest.mark.parametrize(
    ("kind", "monthly"),
    [
        ("AWS::CloudWatch::Dashboard", 3.0),
        ("AWS::Route53::HostedZone", 0.5),
        ("AWS::ServiceDiscovery::PrivateDnsNamespace", 0.5),
    ],
)
def test_what_has_a_price_a_month(tmp_path: Path, kind: str, monthly: float) -> None:
    assert list(paid(priced(tmp_path, one(kind))).values()) == [monthly]

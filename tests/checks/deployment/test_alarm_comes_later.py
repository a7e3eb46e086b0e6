"""Alarms that a service names by text."""

from __future__ import annotations

from pathlib import Path

from tests.one_app import Change, add, both, faults, rules, set_to

SLOW = add("Slow", "AWS::CloudWatch::Alarm", AlarmName="slow", EvaluationPeriods=1, ComparisonOperator="x")


def watched_by(name: object) -> Change:
    alarms = {"Enable": True, "Rollback": True, "AlarmNames": [name]}
    return both(SLOW, set_to("Api", DeploymentConfiguration={"Alarms": alarms}))


def test_an_alarm_that_may_be_created_later(tmp_path: Path) -> None:
    (finding,) = [each for each in faults(tmp_path, watched_by("slow")) if each.rule == "WCS136"]
    assert (finding.at, finding.steps[-1]) == ("Api", 0)
    assert finding.fix == "DependsOn of Api: add Slow"


def test_alarms_that_are_there_or_are_from_elsewhere(tmp_path: Path) -> None:
    assert "WCS136" not in rules(tmp_path, watched_by({"Ref": "Slow"}))
    assert "WCS136" not in rules(tmp_path, watched_by("another"))
    waits: Change = lambda t: t["Resources"]["Api"].update(DependsOn="Slow")  # noqa: E731
    assert "WCS136" not in rules(tmp_path, both(watched_by("slow"), waits))

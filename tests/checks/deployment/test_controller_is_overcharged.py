"""What deployment controllers other than ECS do not take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, rules, set_to

BREAKER = set_to("Api", DeploymentConfiguration={"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}})
ALARMS = set_to("Api", DeploymentConfiguration={"Alarms": {"Enable": True, "Rollback": True, "AlarmNames": ["x"]}})


def by(controller: object) -> Change:
    return set_to("Api", DeploymentController={"Type": controller})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (both(by("CODE_DEPLOY"), BREAKER), "does not take the deployment circuit breaker"),
        (both(by("EXTERNAL"), BREAKER), "does not take the deployment circuit breaker"),
        (both(by("EXTERNAL"), ALARMS), "does not take alarms of a deployment"),
        (both(by("EXTERNAL"), set_to("Api", SchedulingStrategy="DAEMON")), "does not take SchedulingStrategy DAEMON"),
        (both(by("CODE_DEPLOY"), set_to("Api", LoadBalancers=[])), "and no LoadBalancers"),
        (by("EXTERNAL"), "and a TaskDefinition"),
    ],
)
def test_what_is_refused(tmp_path: Path, change: Change, words: str) -> None:
    messages = [finding.message for finding in faults(tmp_path, change) if finding.rule == "ECS135"]
    assert any(words in message for message in messages), messages


@pytest.mark.parametrize(
    "change",
    [
        BREAKER,
        both(by("ECS"), BREAKER, ALARMS),
        both(by(OPEN), BREAKER),
        both(by("EXTERNAL"), set_to("Api", TaskDefinition=None)),
        both(
            by("CODE_DEPLOY"),
            set_to("Api", DeploymentConfiguration={"DeploymentCircuitBreaker": {"Enable": False, "Rollback": False}}),
            set_to("Api", LoadBalancers=[{"ContainerName": "api", "ContainerPort": 80, "TargetGroupArn": OPEN}]),
        ),
    ],
)
def test_what_is_taken(tmp_path: Path, change: Change) -> None:
    assert "ECS135" not in rules(tmp_path, change)

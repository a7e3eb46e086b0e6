"""Alarms of deployments: those of the templates by name or reference, and no ARNs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.deployment.alarm_comes_later import AlarmComesLater
from tests.edited import edited

ALARMS = "Service.DeploymentConfiguration.Alarms"


@pytest.mark.parametrize(
    ("names", "enabled", "word"),
    [
        ("[shop-slow]", "true", ""),
        ("[!Ref Slow]", "true", ""),
        ("[!GetAtt Slow.Arn]", "true", "is given the ARN of Slow"),
        ("['arn:aws:cloudwatch:us-east-1:111122223333:alarm:slow']", "true", "takes names"),
        ("[other]", "true", "whether there is the alarm other"),
        ("[other]", "false", ""),
    ],
)
def test_a_deployment_is_watched_by_alarms_that_are_there(tmp_path: Path, names: str, enabled: str, word: str) -> None:
    told = {f"{ALARMS}.AlarmNames": names, f"{ALARMS}.Enable": enabled}
    result = edited(tmp_path, "nat", AlarmComesLater.good, told)
    assert result.verdict("start") == ("unknown" if word else "yes")
    assert word in result.because("start")

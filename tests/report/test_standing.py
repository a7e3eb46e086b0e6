"""Where a deployment stands, in a few words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from generator.changes.causes import Event
from generator.changes.progress import Progress
from generator.report.standing import standing

STACK = "AWS::CloudFormation::Stack"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MADE = [("Api", STACK, "UPDATE_COMPLETE"), ("Api/Service", "AWS::ECS::Service", "UPDATE_COMPLETE")]
FAILED = [("Api", STACK, "UPDATE_COMPLETE"), ("Api/Service", "AWS::ECS::Service", "UPDATE_FAILED")]
AT_WORK = [("Api", STACK, "UPDATE_COMPLETE"), ("Api/Service", "AWS::ECS::Service", "UPDATE_IN_PROGRESS")]
DELETING = [*MADE, ("Api/Old", "AWS::ECS::TaskDefinition", "DELETE_IN_PROGRESS")]


@pytest.mark.parametrize(
    ("resources", "root", "planned", "said"),
    [
        pytest.param(AT_WORK, "UPDATE_IN_PROGRESS", 0, ("1 of 2 done", False), id="what was heard of"),
        pytest.param(AT_WORK, "UPDATE_IN_PROGRESS", 9, ("1 of 9 done", False), id="what is to come"),
        pytest.param(FAILED, "UPDATE_IN_PROGRESS", 2, ("1 of 2 done", False), id="a failure is not done"),
        pytest.param(MADE, "UPDATE_COMPLETE", 9, ("2 done", False), id="done, though less than planned"),
        pytest.param(DELETING, "UPDATE_COMPLETE", 2, ("2 done, deleting what is old", False), id="nested cleanup"),
        pytest.param(
            DELETING, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", 2, ("2 done, deleting what is old", False), id="cleanup"
        ),
        pytest.param(AT_WORK, "UPDATE_ROLLBACK_IN_PROGRESS", 2, ("rolling back, 1 at work", True), id="rolling back"),
        pytest.param(MADE, "UPDATE_ROLLBACK_COMPLETE", 2, ("rolled back", True), id="rolled back"),
        pytest.param(
            DELETING,
            "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
            2,
            ("rolled back, deleting what was new", True),
            id="rolled back, cleanup",
        ),
        pytest.param(
            FAILED, "UPDATE_ROLLBACK_FAILED", 2, ("failed (UPDATE_ROLLBACK_FAILED)", True), id="stuck in a rollback"
        ),
        pytest.param([], "DELETE_COMPLETE", 0, ("deleted", False), id="deleted"),
    ],
)
def test_it_is_true_at_every_moment(
    resources: list[tuple[str, str, str]], root: str, planned: int, said: tuple[str, bool]
) -> None:
    progress = Progress()
    progress.apply(
        Event(str(number), NOON + timedelta(seconds=number), tuple(path.split("/")) if path else (), type_, status)
        for number, (path, type_, status) in enumerate([*resources, ("", STACK, root)])
    )
    assert standing(progress, planned) == said

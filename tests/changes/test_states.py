"""What may be done with a stack, for every status that CloudFormation has."""

from __future__ import annotations

import botocore.session
import pytest

from generator.changes.states import Outcome, Step, outcome, step

MODEL = botocore.session.get_session().get_service_model("cloudformation")
STATUSES = MODEL.shape_for("StackStatus").enum


def test_a_stack_that_does_not_exist_is_created() -> None:
    assert step("") is Step.CREATE


@pytest.mark.parametrize("status", STATUSES)
def test_who_is_in_progress_is_waited_for_and_nobody_else(status: str) -> None:
    waits = status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS"
    assert (step(status) is Step.WAIT) == waits
    assert (outcome(status) is Outcome.RUNNING) == waits


@pytest.mark.parametrize("status", STATUSES)
def test_a_failure_is_never_taken_for_success(status: str) -> None:
    if "FAILED" in status or "ROLLBACK" in status:
        assert outcome(status) is not Outcome.DONE
    if status.endswith("_FAILED"):
        assert outcome(status) is Outcome.STUCK


@pytest.mark.parametrize(
    "status", [each for each in STATUSES if each.startswith(("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"))]
)
def test_what_can_only_be_deleted_gets_no_change_set(status: str) -> None:
    assert step(status) is Step.RECREATE


def test_no_change_set_while_a_rollback_is_stuck() -> None:
    assert step("UPDATE_ROLLBACK_FAILED") is Step.REPAIR


def test_a_status_of_the_future_is_left_to_a_person() -> None:
    assert step("SOMETHING_NEW_COMPLETE") is Step.REPAIR
    assert step("SOMETHING_NEW_IN_PROGRESS") is Step.WAIT

"""Which actions of IAM there are; more of it is tried where they stand in a configuration."""

from __future__ import annotations

import pytest

from generator.awsdata.iam_actions import there_is


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("lambda:Invoke", "lambda:InvokeFunction"),
        ("events:PutEvent", "events:PutEvents"),
        ("sqs:PublishMessage", "sqs:SendMessage"),
    ],
)
def test_an_action_that_is_none(wrong: str, right: str) -> None:
    assert not there_is(wrong)
    assert there_is(right)

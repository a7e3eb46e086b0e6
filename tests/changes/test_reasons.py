"""Why a change set was not made."""

from __future__ import annotations

import pytest

from generator.changes.reasons import Failure, only_from_root, reason

NESTED = "arn:aws:cloudformation:us-east-1:111122223333:changeSet/deploy-a-Keys/12345678"


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("The submitted information didn't contain changes. Submit different information.", Failure.NO_CHANGE),
        ("No updates are to be performed.", Failure.NO_CHANGE),
        (f"Nested change set {NESTED} was not successfully created: Currently in FAILED.", Failure.CHILD),
        (
            "The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot "
            "Early Validation errors, use the DescribeEvents API for detailed failure information.",
            Failure.VALIDATION,
        ),
        ("Template format error: Unresolved resource dependencies [Vpc]", Failure.OTHER),
        ("", Failure.OTHER),
    ],
)
def test_sorted(text: str, failure: Failure) -> None:
    assert reason(text).failure is failure


def test_names_the_nested_set() -> None:
    assert reason(f"Nested change set {NESTED} was not successfully created: Currently in FAILED.").child == NESTED


@pytest.mark.parametrize(
    "text", ["Only executable from the root change set.", "Executable from root change set"], ids=["only", "plain"]
)
def test_a_nested_set_that_waits_for_its_root_is_in_order(text: str) -> None:
    assert only_from_root(text)
    assert not only_from_root("Currently in FAILED")

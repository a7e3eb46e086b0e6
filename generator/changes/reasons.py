"""Why a change set was not made: its StatusReason, sorted into what a deployer does about it.

Texts as CloudFormation writes them (API reference of DescribeChangeSet; github.com/aws/aws-cli and aws/aws-cdk-cli
compare with the same ones), read 2026-11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Failure(Enum):
    """What a failed change set means."""

    NO_CHANGE = "there is nothing to change"
    CHILD = "the change set of a nested stack failed; its own reason says why"
    VALIDATION = "validation before deployment found something; DescribeEvents has the details"
    OTHER = "the reason says it"


@dataclass(frozen=True)
class Reason:
    """A failed change set's reason. ``child`` is the id of the nested change set that it names."""

    failure: Failure
    text: str
    child: str = ""


_NO_CHANGE = ("didn't contain changes", "no updates are to be performed")
_CHILD = re.compile(r"Nested change set (?P<id>\S+) was not successfully created")
_UNEXECUTABLE_CHILD = ("only executable from the root change set", "executable from root change set")


def reason(text: str) -> Reason:
    """Sort the StatusReason of a change set whose Status is FAILED."""
    lowered = text.lower()
    if any(words in lowered for words in _NO_CHANGE):
        return Reason(Failure.NO_CHANGE, text)
    if child := _CHILD.search(text):
        return Reason(Failure.CHILD, text, child["id"])
    if "AWS::EarlyValidation" in text:
        return Reason(Failure.VALIDATION, text)
    return Reason(Failure.OTHER, text)


def only_from_root(text: str) -> bool:
    """Whether a nested change set merely says that it is executed with its root."""
    return any(words in text.lower() for words in _UNEXECUTABLE_CHILD)

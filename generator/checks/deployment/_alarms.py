"""What the checks of alarms share."""

from __future__ import annotations

from generator.stack import Absent, Listing, Value

ALARM = "AWS::CloudWatch::Alarm"


def is_empty(value: Value) -> bool:
    """Tell whether a list of actions or subscriptions certainly holds none."""
    return isinstance(value, Absent) or value == Listing(())

"""Ours: a log group that a failed first creation leaves behind, under the name that the next try needs."""

from __future__ import annotations

from generator.checks.check import Check


class RetainedInTheWay(Check):
    id = "WCS166"
    lesson = 16
    title = "Log group with a fixed name is retained even when its creation is rolled back"
    symptom = (
        "CREATE_FAILED at the second try: Resource of type 'AWS::Logs::LogGroup' with identifier '...' already exists"
    )
    why = (
        "DeletionPolicy Retain holds in a rollback too. When the first creation of the stack fails, the empty group "
        "stays, outside of any stack, and its name is taken."
    )
    fix = "DeletionPolicy: RetainExceptOnCreate keeps it ever after, but not in the rollback of its creation."
    base = "nat"
    good = {
        "LogGroup.DeletionPolicy": "RetainExceptOnCreate",
        "LogGroup.UpdateReplacePolicy": "Retain",
    }
    bad = {
        "LogGroup.DeletionPolicy": "Retain",
    }

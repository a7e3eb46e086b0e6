"""What may be done with a stack, by its status: the table that a deployment begins with.

Source: CloudFormation User Guide, "Stack status codes" and "Troubleshooting CloudFormation"; API reference of
CreateChangeSet, ContinueUpdateRollback and DeleteStack, read 2026-11.
"""

from __future__ import annotations

from enum import Enum


class Step(Enum):
    """The next thing to do with a stack."""

    CREATE = "make a change set that creates it"
    UPDATE = "make a change set that updates it"
    WAIT = "somebody changes it now: follow, or come back"
    RECREATE = "nothing but deleting it is allowed: delete it, then create it"
    REPAIR = "a person has to finish a rollback first"
    DELETE_AGAIN = "a person has to say what becomes of what could not be deleted"


_SETTLED = {
    "": Step.CREATE,
    "DELETE_COMPLETE": Step.CREATE,
    "REVIEW_IN_PROGRESS": Step.CREATE,
    "CREATE_COMPLETE": Step.UPDATE,
    "UPDATE_COMPLETE": Step.UPDATE,
    "UPDATE_ROLLBACK_COMPLETE": Step.UPDATE,
    "IMPORT_COMPLETE": Step.UPDATE,
    "IMPORT_ROLLBACK_COMPLETE": Step.UPDATE,
    # Creation without rollback (OnStackFailure DO_NOTHING) can be continued by an update.
    "CREATE_FAILED": Step.UPDATE,
    "UPDATE_FAILED": Step.UPDATE,
    "ROLLBACK_COMPLETE": Step.RECREATE,
    "ROLLBACK_FAILED": Step.RECREATE,
    "UPDATE_ROLLBACK_FAILED": Step.REPAIR,
    "IMPORT_ROLLBACK_FAILED": Step.REPAIR,
    "DELETE_FAILED": Step.DELETE_AGAIN,
}


def step(status: str) -> Step:
    """The next step for a StackStatus; an empty text stands for a stack that does not exist.

    A status that is not known counts as busy when it says so, and else needs a person.
    """
    if status in _SETTLED:
        return _SETTLED[status]
    return Step.WAIT if status.endswith("_IN_PROGRESS") else Step.REPAIR


class Outcome(Enum):
    """How an operation on a stack ended."""

    RUNNING = "goes on"
    DONE = "done"
    ROLLED_BACK = "failed, and what it had changed was undone"
    STUCK = "failed, and needs a person"


def outcome(status: str) -> Outcome:
    """Say what a StackStatus means for the operation that was followed; empty means that the stack is gone."""
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        return Outcome.RUNNING
    if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE", "IMPORT_COMPLETE"):
        return Outcome.DONE
    if status in (
        "ROLLBACK_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
        "REVIEW_IN_PROGRESS",
        "",
    ):
        return Outcome.ROLLED_BACK
    return Outcome.STUCK

"""A stack that an operation without rollback left where it failed: what can be done from there."""

from __future__ import annotations

from generator.aws.stacks import Stack
from generator.changes.plan import Plan
from generator.deploy.run import Run


def unfinished(stack: Stack | None) -> bool:
    """Whether an earlier operation without rollback left the stack where it failed."""
    return stack is not None and stack.status in ("CREATE_FAILED", "UPDATE_FAILED")


def warn_of_replacements(run: Run, stack: Stack | None, shown: Plan) -> None:
    """Say that a stack which was not rolled back may refuse to replace anything, a task definition included.

    "Replacement type updates not supported on stack with disable-rollback" (github.com/aws/aws-sam-cli/issues/4164;
    github.com/aws/aws-cdk-cli/issues/1970 expects that to end, read 2026-11): so it is tried all the same.
    """
    replaced = [change.name for change in shown.changes if change.action == "replace"] if unfinished(stack) else []
    if stack and replaced:
        undo = f"aws cloudformation rollback-stack --stack-name {stack.name} --region {run.cloud.region}"
        loses = ", which deletes everything in it" if stack.status == "CREATE_FAILED" else ""
        what = f"{stack.name} is {stack.status}, from where CloudFormation may refuse to replace"
        run.say.warn(f"{what} {', '.join(replaced[:3])}; if it does, roll back first{loses}: {undo}")

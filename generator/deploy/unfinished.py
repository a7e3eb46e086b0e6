"""A stack that an operation without rollback left where it failed: what can be done from there."""

from __future__ import annotations

from generator.aws.stacks import Stack
from generator.changes.plan import Plan
from generator.deploy.run import Run


def unfinished(stack: Stack | None) -> bool:
    """Whether an earlier operation without rollback left the stack where it failed."""
    return stack is not None and stack.status in ("CREATE_FAILED", "UPDATE_FAILED")


def replaced(shown: Plan) -> list[str]:
    """The paths of what certainly is replaced, each new revision of a task definition included."""
    return [change.name for change in shown.changes if change.action == "replace" and not change.possible]


def warn_of_replacements(run: Run, stack: Stack | None, shown: Plan) -> None:
    """Say that CloudFormation may refuse to replace anything without rollback, a task definition included.

    "Replacement type updates not supported on stack with disable-rollback" (github.com/aws/aws-sam-cli/issues/4164;
    github.com/aws/aws-cdk-cli/pull/1970 expects that to end about 2026-11-15, which nobody has confirmed; read
    2026-11).
    """
    names = ", ".join(replaced(shown)[:3])
    if not names or stack is None:
        return
    if unfinished(stack):
        undo = f"aws cloudformation rollback-stack --stack-name {stack.name} --region {run.cloud.region}"
        loses = ", which deletes everything in it" if stack.status == "CREATE_FAILED" else ""
        what = f"{stack.name} is {stack.status}, from where CloudFormation may refuse to replace"
        run.say.warn(f"{what} {names}; if it does, roll back first{loses}: {undo}")
    elif run.options.no_rollback and shown.kind == "update":
        run.say.warn(f"with --no-rollback CloudFormation may refuse to replace {names}; if it does, leave that out")

"""From CREATE_FAILED or UPDATE_FAILED, something is to be replaced: undo what failed first, which AWS demands.

What undoes a creation deletes everything in the stack (API reference of RollbackStack, read 2026-11), so that is asked
for as a deletion is: what holds data has to be allowed by its path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256

from generator.aws.events import newest
from generator.aws.rollback import roll_back
from generator.aws.stacks import Stack
from generator.changes.plan import Plan
from generator.deploy.deletion import delete_failed_creation
from generator.deploy.endings import finish
from generator.deploy.run import Run, confirmed
from generator.deploy.standing import starting
from generator.deploy.unfinished import replaced, unfinished
from generator.deploy.watch import watch


def undo_first(run: Run, stack: Stack | None, shown: Plan, deploy: Callable[[Run], int]) -> Callable[[], int] | None:
    """Ask whether to undo first, and give what does it, and then deploys by ``deploy``; None to go on as it is."""
    if stack is None or not unfinished(stack) or not replaced(shown):
        return None
    if stack.status == "CREATE_FAILED":
        question = f"delete {stack.name}, which was never complete, and create it anew, instead of going on from there?"
        return partial(_anew, run, stack, deploy) if confirmed(run, question) else None
    question = f"roll {stack.name} back to what it was, and deploy this then, instead of going on from there?"
    return partial(_back, run, stack, deploy) if confirmed(run, question) else None


def _anew(run: Run, stack: Stack, deploy: Callable[[Run], int]) -> int:
    ended = delete_failed_creation(run, stack)
    if ended is not None:
        return ended
    run.standing.words = f"{stack.name} was deleted, and is not created again yet. To continue: {run.options.command}"
    # What was to be allowed is gone, and a new stack loses nothing.
    return deploy(replace(run, options=replace(run.options, allow=[])))


def _back(run: Run, stack: Stack, deploy: Callable[[Run], int]) -> int:
    after = newest(run.cloud, stack.id)
    token = f"rollback-{sha256(after.encode()).hexdigest()[:20]}"
    with starting(run, f"the rollback of {stack.name}"):
        roll_back(run.cloud, stack, run.options.role_arn, token)
    ended = watch(run, stack.id, after)
    if ended.status != "UPDATE_ROLLBACK_COMPLETE":
        return finish(run, ended)
    run.say.note(f"{stack.name} is rolled back")
    return deploy(run)

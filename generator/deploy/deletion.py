"""Delete a stack, asked for or because its creation failed, and never more than a person agreed to."""

from __future__ import annotations

from hashlib import sha256

from generator.aws import remove
from generator.aws.change_set import author
from generator.aws.follow import last_events, newest
from generator.aws.protect import unprotect
from generator.aws.stacks import Stack, find, resources
from generator.changes.loss import STATEFUL, named
from generator.changes.states import Step, step
from generator.deploy.endings import failure
from generator.deploy.run import BUSY, DONE, FAILED, Run, answer, confirmed
from generator.deploy.watch import watch


def delete(run: Run) -> int:
    """Say what would be lost and what is in the way; delete when the stack's name is typed; say what is left."""
    stack = find(run.cloud, run.release.stack)
    if stack is None:
        run.say.result({"status": "", "stack": run.release.stack}, f"there is no stack {run.release.stack}")
        return DONE
    if step(stack.status) is Step.WAIT and not stack.status.startswith("DELETE"):
        run.say.warn(f"{stack.name} is busy: {stack.status}{author(run.cloud, stack)}")
        return BUSY
    if stack.status == "DELETE_IN_PROGRESS":
        return watch(run, stack.id)
    found = remove.ends(run.cloud, stack)
    run.say.warn(f"{stack.name} in {run.cloud.region}, account {run.caller.account}: everything in it goes away")
    for end in found:
        becomes = {"Retain": "stays, outside of any stack", "Snapshot": "leaves a snapshot"}.get(end.policy, "IS LOST")
        run.say.warn(f"  {end.resource.name} ({end.resource.id}) {becomes}: {end.holds}")
    blocks = remove.blocks(run.cloud, stack)
    for block in blocks:
        run.say.warn(f"  in the way: {block.what}; {block.hint} --region {run.cloud.region}")
    if run.options.plan:
        return DONE
    if blocks:
        return FAILED
    if answer(f"type the stack's name to delete it ({stack.name}): ") != stack.name:
        run.say.warn("that is not its name: nothing was deleted")
        return FAILED
    after = newest(run.cloud, stack.id)
    remove.delete(run.cloud, stack, run.options.role_arn, _token(after))
    ended = watch(run, stack.id, after)
    for end in found:
        if ended == DONE and end.policy != "Delete":
            left = "is left" if end.policy == "Retain" else "left a snapshot"
            run.say.warn(f"{end.resource.name} ({end.resource.id}) {left}: its DeletionPolicy is {end.policy}")
    return ended


def clear(run: Run, stack: Stack) -> int:
    """Delete what a failed creation left behind: nothing else is possible with such a stack."""
    left = [each for each in resources(run.cloud, stack.id) if each.type in STATEFUL]
    run.say.warn(f"{stack.name} is {stack.status}: its creation failed, and it can only be deleted and made anew")
    for line in failure(last_events(run.cloud, stack.id))[0]:
        run.say.warn(line)
    unasked = [each for each in left if not named(each.path, run.options.allow)]
    for each in unasked:
        run.say.warn(f"  {each.name} ({each.id}) is still there: {STATEFUL[each.type]}; allow it: --allow {each.name}")
    if run.options.plan:
        return FAILED
    if unasked or not confirmed(run, f"delete {stack.name}, and then make it anew?"):
        return FAILED
    if stack.protected:
        unprotect(run.cloud, stack.id)
    after = newest(run.cloud, stack.id)
    remove.delete(run.cloud, stack, run.options.role_arn, _token(after))
    return watch(run, stack.id, after)


def _token(after: str) -> str:
    """Give the token of a deletion: another one once something has happened to the stack, since a token counts once."""
    return f"delete-{sha256(after.encode()).hexdigest()[:20]}"

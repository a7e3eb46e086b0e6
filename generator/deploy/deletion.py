"""Delete a stack, asked for or because its creation failed, and never more than a person agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from generator.aws import remove
from generator.aws.change_set_reading import author
from generator.aws.empties import remove_empty
from generator.aws.events import newest
from generator.aws.follow import last_events
from generator.aws.protect import unprotect
from generator.aws.stacks import Physical, Stack, find, resources
from generator.awsdata.resources import stateful
from generator.changes.leftovers import Left
from generator.changes.loss import is_allowed
from generator.changes.states import Step, step
from generator.deploy.allowed import check_allowed_paths
from generator.deploy.black_box import of_events
from generator.deploy.endings import deleted, explain_stuck, failure, finish
from generator.deploy.outcomes import end
from generator.deploy.run import Run, answer, confirmed
from generator.deploy.standing import starting
from generator.deploy.watch import Ended, watch
from generator.report.deletion_data import deletion_data

# What becomes of a resource, by its DeletionPolicy; empty when that is not known.
_BECOMES = {
    "Delete": "IS LOST",
    "Retain": "stays, outside of any stack",
    "Snapshot": "leaves a snapshot",
    "": "MAY BE LOST (its DeletionPolicy is not known)",
}
_STAYS = {"Retain": "stays", "Snapshot": "left a snapshot"}


def delete(run: Run) -> int:
    """Say what would be lost and what is in the way; delete when the stack's name is typed; say what is left."""
    stack = find(run.cloud, run.release.stack)
    check_allowed_paths(run, stack)
    if stack is None:
        return end(run, "done", f"there is no stack {run.release.stack}", status="")
    if step(stack.status) is Step.WAIT and not stack.status.startswith("DELETE"):
        run.say.warn(f"{stack.name} is busy: {stack.status}{author(run.cloud, stack)}")
        return end(run, "busy", status=stack.status)
    if stack.status == "DELETE_IN_PROGRESS":
        return followed(run, stack)
    fates = remove.fates(run.cloud, stack)
    stateful_fates, blocks = remove.stateful_fates(fates), remove.blocks(run.cloud, stack, fates)
    run.say.warn(f"{stack.name} in {run.cloud.region}, account {run.caller.account}: everything in it is deleted")
    for fate in stateful_fates:
        resource = fate.resource
        run.say.warn(f"  {resource.name} ({resource.id}) {_BECOMES[fate.policy]}: {stateful(resource.type)}")
    for block in blocks:
        run.say.warn(f"  in the way: {block.what}; {block.hint}")
    losses = [
        _loss(fate.resource, fate.policy, fate.policy in _STAYS or is_allowed(fate.resource.path, run.options.allow))
        for fate in stateful_fates
    ]
    ways = [(block.what, block.hint) for block in blocks]
    run.say.record("plan", deletion_data(_release_identity(run), losses, ways, refused=bool(blocks)))
    if blocks:
        return end(run, "refused", status=stack.status)
    if run.options.plan:
        return end(run, "planned", status=stack.status)
    if answer(f"type the stack's name to delete it ({stack.name}): ") != stack.name:
        run.say.warn("that is not its name: nothing was deleted")
        return end(run, "declined", status=stack.status)
    return followed(run, stack, _begin(run, stack), stateful_fates)


def followed(run: Run, stack: Stack, after: str = "", fates: Sequence[remove.Fate] = ()) -> int:
    """Follow the deletion of a stack to its end, and say how it ended.

    ``fates`` is what a person was told of the resources that hold data.
    """
    ended = watch(run, stack.id, after)
    return deletion_ended(run, ended, fates)


def deletion_ended(run: Run, ended: Ended, fates: Sequence[remove.Fate]) -> int:
    """Say how the deletion of a stack ended, and what stays."""
    stack, events = ended.stack, ended.events
    if stack is None or stack.status == "DELETE_COMPLETE":
        left = []
        for fate in fates:
            if fate.policy in _STAYS:
                why = f"{_STAYS[fate.policy]}: its DeletionPolicy is {fate.policy}"
                left.append(Left(fate.resource.path, fate.resource.type, fate.resource.id, why, kept=True))
        return deleted(run, events, left)
    if stack.status == "DELETE_FAILED":
        return explain_stuck(run, stack, events)
    # An output that another stack imports, or protection that somebody turned on: nothing was deleted.
    run.say.warn(f"{stack.name} was not deleted: it is {stack.status}. {stack.reason}".rstrip(". "))
    return end(run, "refused", status=stack.status)


def delete_failed_creation(run: Run, stack: Stack, going: Sequence[Left] = (), *, refused: bool = False) -> int | None:
    """Delete the stack that a failed creation left behind: nothing else is possible with it.

    ``going`` is what that creation made and kept, and what is still empty: it is removed first, so that its names are
    free, and so that whoever is interrupted finds it told by the stack again. ``refused`` is true when preflight has
    found that it could not be created again. Gives None once the stack is deleted; otherwise the run ends here, a
    person was told how, and this is its exit code.
    """
    stateful_resources = [resource for resource in resources(run.cloud, stack.id) if stateful(resource.type)]
    run.say.warn(f"{stack.name} is {stack.status}: its creation failed, so it has to be deleted and created again")
    for line in failure(of_events(run, last_events(run.cloud, stack.id), stack.status))[0]:
        run.say.warn(line)
    # What its policy keeps was passed over when the creation was rolled back, and is passed over again.
    gone = {left.id for left in going}
    stateful_resources = [resource for resource in stateful_resources if resource.id not in gone]
    staying = [resource for resource in stateful_resources if resource.status == "DELETE_SKIPPED"]
    for left in going:
        run.say.warn(f"  {left.name} ({left.id}) was made by that creation, is still empty, and is removed with it")
    for resource in staying:
        run.say.warn(f"  {resource.name} ({resource.id}) stays, outside of any stack: {stateful(resource.type)}")
    ending = [resource for resource in stateful_resources if resource not in staying]
    unasked = [resource for resource in ending if not is_allowed(resource.path, run.options.allow)]
    for resource in unasked:
        allow = f"allow it: --allow {resource.name}"
        run.say.warn(f"  {resource.name} ({resource.id}) is still there: {stateful(resource.type)}; {allow}")
    losses = [_loss(resource, "Retain", True) for resource in staying]
    losses += [_loss(resource, "Delete", resource not in unasked) for resource in ending]
    losses += [_empty(left) for left in going]
    run.say.record("plan", deletion_data(_release_identity(run), losses, refused=bool(unasked)))
    if unasked or refused:
        return end(run, "refused", status=stack.status)
    if run.options.plan:
        return end(run, "planned", status=stack.status)
    if not confirmed(run, f"delete {stack.name}, and then create it again?"):
        return end(run, "declined", status=stack.status)
    for left in going:
        remove_empty(run.cloud, left)
        run.say.note(f"{left.name} ({left.id}) is removed")
    if stack.protected:
        unprotect(run.cloud, stack.id)
    ended = watch(run, stack.id, _begin(run, stack))
    if ended.status != "DELETE_COMPLETE":
        return finish(run, ended)
    run.say.note(f"{run.release.stack} is deleted")
    return None


def _begin(run: Run, stack: Stack) -> str:
    """Begin to delete a stack, and give the event after which the deletion is followed."""
    after = newest(run.cloud, stack.id)
    # Another token once something has happened to the stack, since a token counts once.
    token = f"delete-{sha256(after.encode()).hexdigest()[:20]}"
    with starting(run, f"the deletion of {stack.name}"):
        remove.delete(run.cloud, stack, run.options.role_arn, token)
    return after


def _empty(left: Left) -> dict[str, Any]:
    """What goes away although its policy keeps it, for it holds nothing yet, in the words of a plan."""
    words = {"path": left.name, "type": left.type, "action": "remove", "holds": stateful(left.type)}
    return {**words, "kept": None, "allowed": True, "empty": True}


def _release_identity(run: Run) -> tuple[str, str, str, str]:
    return run.release.stack, run.release.environment, run.caller.account, run.cloud.region


def _loss(resource: Physical, policy: str, allowed: bool) -> dict[str, Any]:
    """What holds data and goes away, in the words of a plan."""
    kept = policy if policy in ("Retain", "Snapshot") else None
    holds = stateful(resource.type)
    return {
        "path": resource.name,
        "type": resource.type,
        "action": "remove",
        "holds": holds,
        "kept": kept,
        "allowed": allowed,
    }

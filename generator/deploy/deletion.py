"""Delete a stack, asked for or because its creation failed, and never more than a person agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from generator.aws import remove
from generator.aws.change_set_reading import author
from generator.aws.events import newest
from generator.aws.follow import last_events
from generator.aws.protect import unprotect
from generator.aws.stacks import Physical, Stack, find, resources
from generator.awsdata.resources import stateful
from generator.changes.leftovers import Left
from generator.changes.loss import named
from generator.changes.states import Step, step
from generator.deploy.allowed import known
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
    known(run, stack)
    if stack is None:
        return end(run, "done", f"there is no stack {run.release.stack}", status="")
    if step(stack.status) is Step.WAIT and not stack.status.startswith("DELETE"):
        run.say.warn(f"{stack.name} is busy: {stack.status}{author(run.cloud, stack)}")
        return end(run, "busy", status=stack.status)
    if stack.status == "DELETE_IN_PROGRESS":
        return followed(run, stack)
    fates = remove.fates(run.cloud, stack)
    found, blocks = remove.ends(fates), remove.blocks(run.cloud, stack, fates)
    run.say.warn(f"{stack.name} in {run.cloud.region}, account {run.caller.account}: everything in it goes away")
    for each in found:
        run.say.warn(f"  {each.resource.name} ({each.resource.id}) {_BECOMES[each.policy]}: {each.holds}")
    for block in blocks:
        run.say.warn(f"  in the way: {block.what}; {block.hint}")
    agreed = [each.policy in _STAYS or named(each.resource.path, run.options.allow) for each in found]
    losses = [_loss(each.resource, each.policy, allowed) for each, allowed in zip(found, agreed, strict=True)]
    ways = [(block.what, block.hint) for block in blocks]
    run.say.record("plan", deletion_data(_whose(run), losses, ways, refused=bool(blocks)))
    if blocks:
        return end(run, "refused", status=stack.status)
    if run.options.plan:
        return end(run, "planned", status=stack.status)
    if answer(f"type the stack's name to delete it ({stack.name}): ") != stack.name:
        run.say.warn("that is not its name: nothing was deleted")
        return end(run, "declined", status=stack.status)
    return followed(run, stack, _begin(run, stack), found)


def followed(run: Run, stack: Stack, after: str = "", ends: Sequence[remove.End] = ()) -> int:
    """Follow the deletion of a stack to its end, and say how it ended. ``ends`` is what was said of it before."""
    ended = watch(run, stack.id, after)
    return gone(run, ended, ends)


def gone(run: Run, ended: Ended, ends: Sequence[remove.End]) -> int:
    """Say how a deletion ended that was asked for, and what stays."""
    stack, events = ended.stack, ended.events
    if stack is None or stack.status == "DELETE_COMPLETE":
        whys = {policy: f"{verb}: its DeletionPolicy is {policy}" for policy, verb in _STAYS.items()}
        stay = [(each.resource, whys[each.policy]) for each in ends if each.policy in whys]
        return deleted(run, events, [Left(each.path, each.type, each.id, why, kept=True) for each, why in stay])
    if stack.status == "DELETE_FAILED":
        return explain_stuck(run, stack, events)
    # An output that another stack imports, or protection that somebody turned on: nothing was deleted.
    run.say.warn(f"{stack.name} was not deleted: it is {stack.status}. {stack.reason}".rstrip(". "))
    return end(run, "refused", status=stack.status)


def clear(run: Run, stack: Stack, *, refused: bool = False) -> int | None:
    """Delete what a failed creation left behind: nothing else is possible with such a stack.

    ``refused`` when a plan has found already that it could not be made anew.
    None once it is gone; an exit code when the run ends with that, which has been said.
    """
    there = [each for each in resources(run.cloud, stack.id) if stateful(each.type)]
    run.say.warn(f"{stack.name} is {stack.status}: its creation failed, and it can only be deleted and made anew")
    for line in failure(last_events(run.cloud, stack.id))[0]:
        run.say.warn(line)
    # What its policy keeps was passed over when the creation was rolled back, and is passed over again.
    staying = [each for each in there if each.status == "DELETE_SKIPPED"]
    for each in staying:
        run.say.warn(f"  {each.name} ({each.id}) stays, outside of any stack: {stateful(each.type)}")
    ending = [each for each in there if each not in staying]
    unasked = [each for each in ending if not named(each.path, run.options.allow)]
    for each in unasked:
        run.say.warn(f"  {each.name} ({each.id}) is still there: {stateful(each.type)}; allow it: --allow {each.name}")
    losses = [_loss(each, "Retain", True) for each in staying]
    losses += [_loss(each, "Delete", each not in unasked) for each in ending]
    run.say.record("plan", deletion_data(_whose(run), losses, refused=bool(unasked)))
    if unasked or refused:
        return end(run, "refused", status=stack.status)
    if run.options.plan:
        return end(run, "planned", status=stack.status)
    if not confirmed(run, f"delete {stack.name}, and then make it anew?"):
        return end(run, "declined", status=stack.status)
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


def _whose(run: Run) -> tuple[str, str, str, str]:
    return run.release.stack, run.release.environment, run.caller.account, run.cloud.region


def _loss(each: Physical, policy: str, allowed: bool) -> dict[str, Any]:
    """What holds data and goes away, in the words of a plan."""
    kept = policy if policy in ("Retain", "Snapshot") else None
    holds = stateful(each.type)
    return {"path": each.name, "type": each.type, "action": "remove", "holds": holds, "kept": kept, "allowed": allowed}

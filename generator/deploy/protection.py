"""Protection from deletion, which comes on after the first success.

What refuses to be deleted keeps a creation that fails from being rolled back: the stack ends as ROLLBACK_FAILED, and
somebody has to turn off by hand what nobody uses yet. So a stack is created without, and updated with it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.aws import change_set
from generator.aws.calls import AwsError
from generator.aws.change_set_reading import describe, wait
from generator.aws.change_set_refusal import refusal
from generator.aws.events import beginning, newest
from generator.aws.preflight import read
from generator.aws.stacks import Stack, find
from generator.changes.change import Change, flatten
from generator.changes.states import Outcome, Step, outcome, step
from generator.config.protection import DELETION_PROTECTION
from generator.deploy.offer import offered
from generator.deploy.run import Run
from generator.deploy.standing import starting
from generator.deploy.unfinished import unfinished
from generator.deploy.wanted import wanted_change_set
from generator.deploy.watch import LostSightError, watch
from generator.output.release import Release


def ran_before(stack: Stack | None) -> bool:
    """Whether the stack was complete once: there is something in it that is used, and is not lightly deleted."""
    return stack is not None and step(stack.status) is Step.UPDATE and not unfinished(stack)


def root_parameters(release: Release, stack: Stack | None) -> Mapping[str, str]:
    """The parameters of the root: protection from deletion is off until a creation has succeeded.

    A stack that an operation without rollback left where it failed keeps what it has.
    """
    if DELETION_PROTECTION not in (read(release)[release.template].get("Parameters") or {}):
        return {}
    if stack is not None and unfinished(stack):
        return {DELETION_PROTECTION: stack.parameters.get(DELETION_PROTECTION, "false")}
    return {DELETION_PROTECTION: "true" if ran_before(stack) else "false"}


def protect_from_deletion(run: Run, stack_id: str) -> str:
    """Turn protection from deletion on where the creation went without it, by an update that does only that.

    Gives the reason when that is not possible, which changes nothing of what was deployed: the next deployment tries
    again. Raises LostSightError when the update goes on out of sight.
    """
    again = f"to turn it on: {run.options.command}"
    try:
        stack = find(run.cloud, stack_id)
        if stack is None or not root_parameters(run.release, stack) or _is_on(stack):
            return ""
        run.standing.words = f"{stack.name} is deployed, and not protected from deletion yet; {again}"
        reason = _update(run, stack)
    except LostSightError:
        raise
    except AwsError as error:
        reason = str(error)
    if reason:
        run.say.warn(f"deployed, but not protected from deletion: {reason}; {again}")
    return reason


def _is_on(stack: Stack) -> bool:
    return stack.parameters.get(DELETION_PROTECTION) != "false"


def _update(run: Run, stack: Stack) -> str:
    wanted, _, _ = wanted_change_set(run)
    began = beginning(run.cloud, stack.id)
    if began is None or change_set.content_of(began.token) != wanted.content:
        return "it was created from another output than the one here"
    run.say.note(f"{stack.name} is created: now its protection from deletion is turned on, by an update of its own")
    wanted = replace(wanted, kind="UPDATE", parameters={**stack.parameters, DELETION_PROTECTION: "true"})
    with offered(run, wanted, stack) as offer:
        if wait(run.cloud, offer.made.id)["Status"] == "FAILED":
            return refusal(run.cloud, offer.made.id).text
        changes = flatten(describe(run.cloud, offer.made.id))
        if more := [change.name for change in changes if _does_more(change)]:
            return f"the update would do more than that, to {', '.join(more[:3])}"
        for change in changes:
            if certain := dict.fromkeys(each.path for each in change.differences if each.certain):
                run.say.note(f"  {change.name}: {', '.join(certain)}")
        after = newest(run.cloud, stack.id)
        offer.executed = True
        with starting(run, "the update that protects it from deletion"):
            if not change_set.execute(run.cloud, offer.made):
                return "somebody else changed the stack in the meantime"
    ended = watch(run, stack.id, after)
    return "" if outcome(ended.status) is Outcome.DONE else f"the update ended as {ended.status}"


def _does_more(change: Change) -> bool:
    """Whether a change ends, makes or may replace something; what merely may be touched is not more."""
    return change.ends or change.action in ("add", "import")

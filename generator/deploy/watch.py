"""Watch an operation to its end, whoever began it."""

from __future__ import annotations

from collections.abc import Callable

from generator.aws.calls import CredentialsError, RefusedError, UnreachableError
from generator.aws.follow import Follower
from generator.aws.stacks import Stack
from generator.changes.causes import Event
from generator.changes.progress import Progress
from generator.changes.states import Outcome, outcome
from generator.deploy.again import also
from generator.deploy.endings import finish
from generator.deploy.outcomes import end
from generator.deploy.run import USAGE, Run
from generator.deploy.stops import begun, over

# How often a status that says that it is over is asked again before it is believed without an event that says so.
LOOKS = 15

Finish = Callable[[Run, str, Stack | None, list[Event]], int]


def watch(run: Run, stack_id: str, after: str = "", then: Finish = finish) -> int:
    """Follow an operation to its end, whoever began it, and say with ``then`` how it ended.

    ``after`` as Follower takes it. Whoever interrupts it is told what becomes of the operation.
    """
    begun(run)
    try:
        stack, events = _follow(run, stack_id, after)
    except (CredentialsError, UnreachableError, RefusedError) as error:
        return lost_sight(run, error)
    over(run, stack.status if stack else "DELETE_COMPLETE")
    return then(run, stack_id, stack, events)


def _follow(run: Run, stack_id: str, after: str) -> tuple[Stack | None, list[Event]]:
    """Follow until the root is done, and every nested stack with deleting what is old.

    Root and nested stacks clean up by themselves; that the root waits for all of them is documented nowhere.
    """
    progress, events = Progress(), []
    follower, signed_in_again, looks, said = Follower(run.cloud, stack_id, after), False, 0, False
    while True:
        try:
            news, stack = follower.look()
        except CredentialsError:
            if signed_in_again:
                raise
            signed_in_again = True  # somebody may have: read the credentials once more
            run.cloud.renew()
            continue
        signed_in_again = False
        events += news
        progress.apply(news)
        how = outcome(stack.status if stack else "DELETE_COMPLETE")
        # The status was read before the events, and may be that of before the operation, even seconds after it began:
        # the events say as well that it is over.
        root = progress.items.get(())
        looks = looks + 1 if how is not Outcome.RUNNING else 0
        ended = looks and (stack is None or looks > LOOKS or (root is not None and not root.running))
        # Where a sibling is stuck, nested stacks wait with their cleanup for a person.
        if ended and stack is not None and how is not Outcome.STUCK:
            waiting = follower.cleaning(ask_them=looks > LOOKS)
            if waiting and not said:
                said = True
                run.say.note(f"{stack.name} is {stack.status}; {', '.join(waiting)} still deletes what is old")
            looks = 0 if waiting and looks > LOOKS else looks
            ended = not waiting
        run.say.news(progress, news, 0 if ended else run.cloud.pause)
        if ended:
            run.say.quiet()
            return stack, events


def lost_sight(run: Run, error: Exception) -> int:
    """Say that the deployment goes on without us, and how to come back."""
    run.say.quiet()
    run.say.warn(f"lost sight of {run.release.stack}, which goes on in AWS: {error}")
    run.say.warn(f"sign in again if need be, and then: {also(run.options.command, '--resume')}")
    code = end(run, "busy")
    return USAGE if isinstance(error, CredentialsError) else code

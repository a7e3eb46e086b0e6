"""Watch an operation to its end, whoever began it."""

from __future__ import annotations

from generator.aws.calls import CredentialsError, RefusedError, UnreachableError
from generator.aws.follow import Follower
from generator.changes.progress import Progress
from generator.changes.states import Outcome, outcome
from generator.deploy.endings import finish
from generator.deploy.run import BUSY, USAGE, Run

# How often a status that says that it is over is asked again before it is believed without an event that says so.
LOOKS = 15


def watch(run: Run, stack_id: str, after: str = "") -> int:
    """Follow an operation to its end, whoever began it, and say how it ended. ``after`` as Follower takes it."""
    progress, events = Progress(), []
    follower, signed_in_again, looks = Follower(run.cloud, stack_id, after), False, 0
    while True:
        try:
            news, stack = follower.look()
        except (CredentialsError, UnreachableError, RefusedError) as error:
            if isinstance(error, CredentialsError) and not signed_in_again:
                signed_in_again = True  # somebody may have: read the credentials once more
                run.cloud.renew()
                continue
            return lost_sight(run, error)
        signed_in_again = False
        events += news
        progress.apply(news)
        over = stack is None or outcome(stack.status) is not Outcome.RUNNING
        # The status was read before the events, and may be that of before the operation, even seconds after it began:
        # the events say as well that it is over.
        root = progress.items.get(())
        looks = looks + 1 if over else 0
        ended = over and (stack is None or looks > LOOKS or (root is not None and not root.running))
        run.say.news(progress, news, 0 if ended else run.cloud.pause)
        if ended:
            run.say.quiet()
            return finish(run, stack_id, stack, events)


def lost_sight(run: Run, error: Exception) -> int:
    """Say that the deployment goes on without us, and how to come back."""
    run.say.quiet()
    run.say.warn(f"lost sight of {run.release.stack}, which goes on in AWS: {error}")
    run.say.warn(f"sign in again if need be, and then: {run.options.command} --resume")
    return USAGE if isinstance(error, CredentialsError) else BUSY

"""Watch an operation to its end, whoever began it."""

from __future__ import annotations

from generator.aws.calls import CredentialsError, UnreachableError
from generator.aws.endings import finish
from generator.aws.follow import Follower
from generator.aws.run import BUSY, USAGE, Run
from generator.changes.progress import Progress
from generator.changes.states import Outcome, outcome


def watch(run: Run, stack_id: str, after: str = "") -> int:
    """Follow an operation to its end, whoever began it, and say how it ended."""
    progress, events = Progress(), []
    follower, signed_in_again = Follower(run.cloud, stack_id, after), False
    while True:
        try:
            news, stack = follower.look()
        except (CredentialsError, UnreachableError) as error:
            if isinstance(error, CredentialsError) and not signed_in_again:
                signed_in_again = True  # somebody may have: read the credentials once more
                run.cloud.renew()
                continue
            return lost_sight(run, error)
        signed_in_again = False
        events += news
        progress.apply(news)
        ended = stack is None or outcome(stack.status) is not Outcome.RUNNING
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

"""What is true of the stack while something starts, runs and has ended, kept for whoever interrupts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.aws.calls import RefusedError
from generator.deploy.again import with_option
from generator.deploy.run import Run


@contextmanager
def starting(run: Run, what: str) -> Iterator[None]:
    """Make a call that starts ``what``. Should it be interrupted, nobody knows whether AWS received it."""
    before = run.standing.words
    see = with_option(run.options.command, "--resume")
    run.standing.words = f"AWS may have received the request for {what}. To find out: {see}"
    try:
        yield
    except RefusedError:
        run.standing.words = before
        raise


def keep_running(run: Run) -> None:
    """Have whoever interrupts the run told that the operation goes on, and how to follow it."""
    goes_on = "stops where it is, as the local AWS ends" if run.options.local else "goes on in AWS"
    follow = with_option(run.options.command, "--resume")
    run.standing.words = f"{run.release.stack} {goes_on}. To follow it: {follow}"


def keep_ended(run: Run, status: str) -> None:
    """Have whoever interrupts the run told that the operation had ended before."""
    run.standing.words = (
        f"{run.release.stack} had ended before that, as {status}. To see what is left to do: {run.options.command}"
    )

"""What ends a run before its time: invalid input, no credentials, no network, a refusal, Ctrl-C."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.aws.calls import AwsError, CredentialsError, UnreachableError
from generator.deploy.again import also
from generator.deploy.outcomes import told
from generator.deploy.run import USAGE, Run
from generator.deploy.watch import LostSightError
from generator.errors import InputError
from generator.report.voice import Voice

STOPS = (InputError, AwsError, KeyboardInterrupt)


def stopped(error: BaseException, say: Voice, stack: str | None, command: str) -> int:
    """Say what ended a run, what is true of the stack now, and what to do; give the exit code.

    A KeyboardInterrupt may carry words of its own; one without came before anything was deployed or deleted.
    """
    say.quiet()
    if isinstance(error, KeyboardInterrupt):
        say.warn(str(error) or f"interrupted: nothing was deployed or deleted. To begin again: {command}")
        return told(say, stack, "interrupted")
    if isinstance(error, LostSightError):
        say.warn(f"lost sight of {stack}, which goes on in AWS: {error}")
        say.warn(f"sign in again if need be, and then: {also(command, '--resume')}")
        code = told(say, stack, "busy")
        return USAGE if isinstance(error.__cause__, CredentialsError) else code
    if isinstance(error, CredentialsError):
        say.warn(f"AWS takes no credentials from here: {error}; sign in (aws sso login, AWS_PROFILE), then: {command}")
    elif isinstance(error, UnreachableError):
        say.warn(f"AWS cannot be reached: {error}; nothing is lost. Try again: {command}")
    else:
        say.warn(str(error))
    code = told(say, stack, "refused")
    return USAGE if isinstance(error, InputError | CredentialsError) else code


@contextmanager
def starting(run: Run, what: str) -> Iterator[None]:
    """Make a call that starts something; when it is interrupted, it is not known whether AWS has heard of it."""
    try:
        yield
    except KeyboardInterrupt:
        see = also(run.options.command, "--resume")
        text = f"interrupted while {what} was being started: it may have begun. To see: {see}"
        raise KeyboardInterrupt(text) from None

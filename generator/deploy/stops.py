"""What ends a run before its time: invalid input, no credentials, no network, a refusal, Ctrl-C."""

from __future__ import annotations

from generator.aws.calls import AwsError, CredentialsError, UnreachableError
from generator.deploy.again import with_option
from generator.deploy.outcomes import say_outcome
from generator.deploy.run import USAGE, Standing
from generator.deploy.watch import LostSightError
from generator.errors import InputError
from generator.report.voice import Voice

STOPS = (InputError, AwsError, KeyboardInterrupt)


def stopped(error: BaseException, say: Voice, stack: str | None, command: str, standing: Standing) -> int:
    """Say what ended a run, what is true of the stack now, and what to do; give the exit code.

    Whoever presses Ctrl-C while this is being said is told from the beginning.
    """
    while True:
        try:
            return _said(error, say, stack, command, standing)
        except KeyboardInterrupt:
            continue


def _said(error: BaseException, say: Voice, stack: str | None, command: str, standing: Standing) -> int:
    say.quiet()
    if isinstance(error, KeyboardInterrupt):
        say.warn(interruption(error, standing, command))
        return say_outcome(say, stack, "interrupted")
    if isinstance(error, LostSightError):
        say.warn(f"the operation on {stack} goes on in AWS, but cannot be followed from here: {error}")
        say.warn(f"sign in again if necessary, then run: {with_option(command, '--resume')}")
        if error.file:
            say.warn(f"what was seen up to now is kept in {error.file}")
        code = say_outcome(say, stack, "busy", evidence=error.file)
        return USAGE if isinstance(error.__cause__, CredentialsError) else code
    if isinstance(error, CredentialsError):
        say.warn(f"AWS accepted no credentials: {error}; sign in (aws sso login, AWS_PROFILE), then run: {command}")
    elif isinstance(error, UnreachableError):
        say.warn(f"AWS cannot be reached: {error}; nothing is lost. Try again: {command}")
    else:
        say.warn(str(error))
    code = say_outcome(say, stack, "refused")
    return USAGE if isinstance(error, InputError | CredentialsError) else code


def interruption(error: BaseException, standing: Standing, command: str) -> str:
    """Say what an interruption leaves: in the words that it carries itself, and what is true of the stack."""
    if standing.words:
        return "\n".join([*filter(None, [str(error)]), f"interrupted: {standing.words}"])
    return str(error) or f"interrupted: nothing was deployed or deleted. To begin again: {command}"

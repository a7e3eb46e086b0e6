"""A change set while somebody looks at it: it is deleted afterwards, whatever happens, unless it is executed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from generator.aws import change_set
from generator.aws.calls import AwsError
from generator.aws.stacks import Stack
from generator.changes.plan import Plan
from generator.deploy.run import Run


@dataclass
class Offer:
    """A change set that exists, what it was made from, and what it does as soon as that was read.

    ``executed`` says that it must not be deleted any more.
    """

    wanted: change_set.Wanted
    made: change_set.Made
    plan: Plan
    executed: bool = False


@contextmanager
def offered(run: Run, wanted: change_set.Wanted, stack: Stack | None) -> Iterator[Offer]:
    """Make a change set, or find it, and delete it when the block ends, in whatever way, unless it was executed."""
    name = wanted.name(stack, look=run.options.plan)
    run.say.note(f"making change set {name}")
    try:
        made = change_set.make(run.cloud, wanted, name)
    except KeyboardInterrupt:
        # The call may have arrived all the same.
        _delete(run, wanted, name, None)
        raise
    offer = Offer(wanted, made, _NOTHING)
    try:
        yield offer
    except KeyboardInterrupt:
        if not offer.executed:
            run.say.warn("interrupted: the change set is being deleted, which may take a moment")
        raise
    finally:
        if not offer.executed:
            _delete(run, wanted, name, made)


_NOTHING = Plan("", "", "", "", "", "", (), (), (), ())


def _delete(run: Run, wanted: change_set.Wanted, name: str, made: change_set.Made | None) -> None:
    """Delete a set, and say so when that is not possible. One that somebody else may be looking at stays."""
    where = f"--change-set-name {name} --stack-name {wanted.stack} --region {run.cloud.region}"
    command = f"aws cloudformation delete-change-set {where}"
    try:
        made = made or change_set.made_after_all(run.cloud, wanted, name)
        if made and not made.own:
            author = made.description or "by somebody else"
            run.say.note(
                f"the change set {name} was made {author}, who may need it, and stays. To delete it: {command}"
            )
        elif made and not change_set.delete(run.cloud, made, with_stack=wanted.kind == "CREATE"):
            run.say.warn(f"the change set {name} could not be deleted yet. To delete it later: {command}")
    except AwsError as error:
        run.say.warn(f"the change set {name} was not deleted: {error}. To delete it: {command}")
    except KeyboardInterrupt:
        text = f"interrupted again: nothing was deployed, but the change set {name} may still exist. To delete it:"
        raise KeyboardInterrupt(f"{text} {command}") from None

"""Watch an operation to its end, whoever began it. What is said of the end is for whoever watched."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.aws.calls import AwsError, CredentialsError
from generator.aws.follow import Follower
from generator.aws.stacks import Stack
from generator.changes.causes import Event
from generator.changes.progress import Progress
from generator.changes.states import Outcome, outcome
from generator.deploy.black_box import BlackBox
from generator.deploy.run import Run
from generator.deploy.standing import keep_ended, keep_running
from generator.diagnosis.bundle import Bundle

# How often a status that says that it is over is asked again before it is believed without an event that says so.
LOOKS = 15


@dataclass(frozen=True)
class Ended:
    """An operation that is over: the stack as it stands, None when it is gone, and what happened, oldest first."""

    stack_id: str
    stack: Stack | None
    events: list[Event]
    evidence: Bundle | None = None
    """What was recorded, where it did not end well."""
    file: str = ""
    """Where that is kept."""

    @property
    def status(self) -> str:
        return self.stack.status if self.stack else "DELETE_COMPLETE"


class LostSightError(AwsError):
    """An operation goes on in AWS, and cannot be followed any more. It is raised from the AwsError that is why.

    ``file`` holds what was recorded up to then; it is empty where nothing was.
    """

    def __init__(self, text: str, file: str = "") -> None:
        super().__init__(text)
        self.file = file


def watch(run: Run, stack_id: str, after: str = "") -> Ended:
    """Follow an operation to its end, whoever began it, and show what happens.

    ``after`` as Follower takes it. Raises LostSightError. Whoever interrupts it is told what becomes of the operation.
    """
    keep_running(run)
    box = BlackBox(run)
    try:
        ended = _follow(run, stack_id, after, box)
    except AwsError as error:
        raise LostSightError(str(error), box.seen()) from error
    except KeyboardInterrupt:
        if box.failed and (file := box.seen()):
            run.standing.words += f"\nwhat was seen of the failure up to now is kept in {file}"
        raise
    keep_ended(run, ended.status)
    if outcome(ended.status) is Outcome.DONE or ended.stack is None:
        return ended
    bundle = box.close(ended.status)
    return replace(ended, evidence=bundle, file=box.kept(bundle))


def _follow(run: Run, stack_id: str, after: str, box: BlackBox) -> Ended:
    """Look, show what is new, and wait, until the operation is over."""
    follower, progress, events = Follower(run.cloud, stack_id, after), Progress(), list[Event]()
    end = _End(run, follower)
    while True:
        news, stack = _look(run, follower)
        events += news
        box.see(news)
        progress.apply(news)
        reached = end.reached(stack, progress)
        run.say.news(progress, news, 0 if reached else run.cloud.pause)
        if reached:
            run.say.quiet()
            return Ended(stack_id, stack, events)


def _look(run: Run, follower: Follower) -> tuple[list[Event], Stack | None]:
    """Look once. When the credentials have expired, somebody may have renewed them: they are read once more."""
    try:
        return follower.look()
    except CredentialsError:
        run.cloud.renew()
        return follower.look()


class _End:
    """Whether an operation is over: the root is done, and every nested stack with deleting what is old.

    Root and nested stacks clean up by themselves; that the root waits for all of them is documented nowhere.
    """

    def __init__(self, run: Run, follower: Follower) -> None:
        self._run = run
        self._follower = follower
        self._looks = 0
        """How often in a row the status said that it is over."""
        self._said = False

    def reached(self, stack: Stack | None, progress: Progress) -> bool:
        """Judge by the status, which was read before the events, and by the events up to now.

        The status may be that of before the operation, even seconds after it began: the events say as well that it is
        over, or the status says so for long.
        """
        how = outcome(stack.status if stack else "DELETE_COMPLETE")
        if how is Outcome.RUNNING:
            self._looks = 0
            return False
        self._looks += 1
        root = progress.items.get(())
        if stack is None:
            return True
        if self._looks <= LOOKS and (root is None or root.running):
            return False
        # Where a sibling is stuck, nested stacks wait with their cleanup for a person.
        return how is Outcome.STUCK or not self._cleaning(stack)

    def _cleaning(self, stack: Stack) -> bool:
        """Whether nested stacks still delete what is old, which is said once."""
        long = self._looks > LOOKS
        waiting = self._follower.cleaning(ask_them=long)
        if waiting and not self._said:
            self._said = True
            self._run.say.note(f"{stack.name} is {stack.status}; {', '.join(waiting)} still deletes what is old")
        if waiting and long:
            self._looks = 0
        return bool(waiting)

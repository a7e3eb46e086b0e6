"""The last thing that a run says: how it ended, the same for every way in which it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.changes.leftovers import Left
from generator.changes.removal import removal
from generator.deploy.run import BUSY, DONE, FAILED, HUMAN, INTERRUPTED, Run
from generator.report.voice import Voice

# Outcome -> exit code.
CODES = {
    "done": DONE,
    "no change": DONE,
    "planned": DONE,
    "refused": FAILED,
    "declined": FAILED,
    "rolled back": FAILED,
    "left over": HUMAN,
    "stuck": HUMAN,
    "busy": BUSY,
    "interrupted": INTERRUPTED,
}


def end(
    run: Run,
    outcome: str,
    text: str = "",
    *,
    left: Sequence[Left] = (),
    causes: Sequence[Any] = (),
    evidence: str = "",
    **more: Any,
) -> int:
    """Say how a run ended, and give its exit code. ``text`` is for people; ``more`` goes into the JSON as it is."""
    listed = [left_data(run, remaining) for remaining in left]
    return say_outcome(run.say, run.release.stack, outcome, text, left=listed, causes=causes, evidence=evidence, **more)


def say_outcome(
    say: Voice,
    stack: str | None,
    outcome: str,
    text: str = "",
    *,
    left: Sequence[Mapping[str, Any]] = (),
    causes: Sequence[Any] = (),
    evidence: str = "",
    **more: Any,
) -> int:
    """Say how it ended where there may be no run: ``stack`` is None when its name could not be read."""
    data = {"stack": stack, "outcome": outcome, "left": list(left), "evidence": evidence or None}
    data["causes"] = list(causes)
    say.result({**data, **more}, text)
    return CODES[outcome]


def left_data(run: Run, left: Left) -> dict[str, Any]:
    """One thing that is left, with the command that removes it: None for what is to be kept."""
    command = None if left.kept else removal(left.type, left.id, run.cloud.region)
    if not left.path:  # the stack says so, and no event says what
        command = f"aws cloudformation describe-stack-events --stack-name {run.release.stack}"
        command += f" --region {run.cloud.region}"
    name = left.name or run.release.stack
    data = {"resource": name, "type": left.type, "id": left.id, "why": left.why, "command": command}
    return {**data, "held_by": list(left.held_by)} if left.held_by else data


def left_lines(run: Run, left: Sequence[Left]) -> list[str]:
    """Say what is left: what it is, why, and the command that removes it."""
    lines = []
    for remaining in left:
        data = left_data(run, remaining)
        verb = "" if remaining.kept else "is left: "
        lines.append(
            f"  {data['resource']} ({remaining.id}) {verb}{remaining.why}" if remaining.path else f"  {remaining.why}"
        )
        lines += [f"    {words}" for words in remaining.held_by]
        if data["command"]:
            lines.append(f"    {data['command']}")
        elif not remaining.kept:
            lines.append("    no command removes it: look at what made it")
    return lines

"""One run of the deploy script: what is deployed, where, by whom, as asked, and how it is talked about."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from generator.aws.cloud import Caller, Cloud
from generator.output.release import Release
from generator.report.voice import Voice

# Exit codes, as --help tells them.
DONE, FAILED, USAGE, BUSY, HUMAN, INTERRUPTED = 0, 1, 2, 3, 4, 130


@dataclass(frozen=True)
class Options:
    """What was asked for. ``allow`` holds paths of what may be lost, ``command`` is what to type to come back."""

    command: str
    bucket: str | None = None
    role_arn: str | None = None
    allow: list[str] = field(default_factory=list)
    plan: bool = False
    no_rollback: bool = False
    yes: bool = False
    resume: bool = False
    local: bool = False
    skip_preflight: bool = False
    allow_unproven: bool = False
    allow_interruption: bool = False
    inventory: str | None = None


@dataclass
class Standing:
    """What is true of the stack at this moment, for whoever interrupts the run now, or again while it is ending.

    ``words`` is empty as long as nothing was deployed or deleted.
    """

    words: str = ""


@dataclass(frozen=True)
class Run:
    """Everything that the steps of a deployment have in common."""

    release: Release
    cloud: Cloud
    caller: Caller
    options: Options
    say: Voice
    standing: Standing = field(default_factory=Standing)


def confirmed(run: Run, question: str) -> bool:
    """Ask a person, unless the answer was given with the command."""
    if run.options.yes:
        return True
    said = answer(f"{question} [y/N] ").lower()
    if said not in ("y", "yes"):
        run.say.warn("not confirmed" if said else "not confirmed; where nobody can answer, pass --yes")
    return said in ("y", "yes")


def answer(question: str) -> str:
    """Ask, and give what was typed; empty where nobody can answer, a closed standard input included."""
    print(question, end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except (OSError, ValueError):
        line = ""
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    if not line.endswith("\n") or not sys.stdin.isatty():
        print(file=sys.stderr)  # nobody pressed Enter here
    return line.strip()

"""What somebody sees who types the program's name and nothing else: the commands of the first minutes."""

from __future__ import annotations

from pathlib import Path

from generator.hints import program

_BEGIN = ("init my-app && cd my-app", "a commented app.yaml, templates/, checks for CI")
_OURS = (
    ("build", "app.yaml -> output/: templates, proven and linted"),
    ("prove", "what every task needs, and whether it gets it"),
    ("cost", "what it costs a month, by resource"),
    ("prove --format html > proof.html", "one page: picture, proof, exposure, cost"),
    ("deploy dev --local", "rehearse: no account, no network, no cost"),
)
_THEIRS = (
    ("lint infra/", "templates that are there already; --fix mends"),
    ('explain "CannotPullContainerError"', "a message of ECS, a log line or a rule"),
)


def first_steps(folder: Path) -> str:
    """Say what to type first in a folder: where there is an app.yaml, ``init`` has been."""
    steps = [*(() if (folder / "app.yaml").is_file() else (_BEGIN,)), *_OURS]
    lines = [
        "A short app.yaml becomes CloudFormation for ECS whose tasks can start.",
        "",
        "first steps:",
        *(_step(*step) for step in steps),
        "",
        "without an app.yaml:",
        *(_step(*step) for step in _THEIRS),
        "",
        f"all verbs:  {program()} --help",
    ]
    return "\n".join(lines) + "\n"


def _step(command: str, remark: str) -> str:
    typed = f"  {program()} {command}"
    return f"{typed:<47}  {remark}" if len(typed) <= 47 and len(remark) <= 31 else f"{typed}\n      {remark}"

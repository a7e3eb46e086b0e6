"""Which lines of the pages ask an account, and what they are in a rehearsal: the same with ``--local``."""

from __future__ import annotations

import re

from generator.rehearsal.server import Local
from tests.pages.lines import Line
from tests.pages.shell import commands

STACK = "task-management-dev"
_OFFLINE = {"--policy", "--message", "--schema"}
_NAMES = {
    "my-stack": STACK,
    "shop ": f"{STACK} ",
    "shop\n": f"{STACK}\n",
    "<cluster>": STACK,
    "web": "auth-service",
    "eu-west-1": "us-east-1",
    ".ecs-proof/evidence/...": "evidence.json",
    "/tmp/": "../../../",
    "MY-BUCKET": "packaged",
}
"""What a reader puts in for the names of a page: those of the app of this repository."""


def of_an_account(line: Line) -> bool:
    """Whether a line deploys, diagnoses what is deployed, or calls AWS; or stands among such on its page."""
    return line.page == "docs/permissions.md" or any(map(_asks, commands(line.text)))


def _asks(words: list[str]) -> bool:
    return words[0] in ("aws", "cd") or bool(verb(words) and not _OFFLINE & set(words))


def verb(words: list[str]) -> str:
    """``deploy`` or ``diagnose``, if a command is one of the two, however it is called."""
    if words[0] != "python":
        return ""
    program = f"scripts/{words[3]}.py" if words[1] == "-m" else words[1]
    return {"scripts/deploy.py": "deploy", "scripts/diagnose.py": "diagnose"}.get(program, "")


def named(line: Line, vpc: str = "") -> str:
    """A line with the names of what is there, and called in one way: that of two pages may be the same."""
    text = re.sub("python -m generator (deploy|diagnose)", r"python scripts/\1.py", f"{line.text}\n")
    for theirs, ours in {**_NAMES, "vpc-0123456789abcdef0": vpc}.items():
        text = text.replace(f" {theirs}", f" {ours}")
    # The CLI looks every 30 seconds whether it is deployed; tests/rehearsal/test_aws_cli.py deploys what it packaged.
    waits = text.startswith("aws cloudformation deploy ")
    return text.removesuffix("\n") + (" --no-execute-changeset" if waits else "")


def rehearsed(words: list[str]) -> list[str]:
    """The words of a command of ours, to the local AWS."""
    if not verb(words) or {*_OFFLINE, "--bundle", "--local"} & set(words):
        return words
    return [*words, "--local"]


def known(local: Local) -> dict[str, str]:
    """The variables by which the AWS CLI, of both versions, and we find the local AWS, and nothing else."""
    regions = dict.fromkeys(("AWS_REGION", "AWS_DEFAULT_REGION"), "us-east-1")
    return {**local.environment, **regions, "AWS_ENDPOINT_URL": local.endpoint_url}

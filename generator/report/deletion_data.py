"""The plan of a deletion as data, for scripts: in the words of a deployment's plan, as far as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def deletion_data(
    release: tuple[str, str, str, str],
    losses: Sequence[dict[str, Any]],
    blocks: Sequence[tuple[str, str]] = (),
    *,
    refused: bool,
) -> dict[str, Any]:
    """What ``--format json`` prints before a stack is deleted.

    ``release`` holds stack, environment, account and region; ``losses`` what holds data, by path, with what becomes of
    it; ``blocks`` what is in the way, each with the command that takes it away.
    """
    stack, environment, account, region = release
    return {
        "stack": stack,
        "environment": environment,
        "account": account,
        "region": region,
        "kind": "delete",
        "losses": list(losses),
        "blocks": [{"what": what, "command": command} for what, command in blocks],
        "refused": refused,
    }

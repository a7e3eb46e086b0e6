"""Which IAM actions there are: what cfn-lint and awacs know of them, whichever knows more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def there_is(action: str) -> bool:
    """Whether there is an action such as ``sqs:SendMessage``; every one, where no list can be had.

    Actions are compared without regard to case, and ``*`` stands for any letters. Source: IAM User Guide, "IAM JSON
    policy elements: Action", read 2026-11.
    """
    prefix, _, name = action.lower().partition(":")
    if not services():
        return True
    pattern = re.escape(name).replace(r"\*", ".*").replace(r"\?", ".")
    return any(re.fullmatch(pattern, known) for known in spellings(prefix))


def spellings(prefix: str) -> dict[str, str | None]:
    """The actions of a service in small letters, each as AWS writes it, or None where that is not known."""
    known: dict[str, str | None] = dict.fromkeys(services().get(prefix, ()))
    return known | {name.lower(): name for name in _as_aws_writes_them(prefix)} if known else {}


@cache
def services() -> Mapping[str, Mapping[str, Any]]:
    """The actions of every service, in small letters, as cfn-lint has them; read without starting cfn-lint."""
    package = find_spec("cfnlint")
    if package is None or not package.origin:
        return {}
    try:
        text = (Path(package.origin).parent / "data/AdditionalSpecs/Policies.json").read_text(encoding="utf-8")
        return {prefix: service["Actions"] for prefix, service in json.loads(text).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@cache
def _as_aws_writes_them(prefix: str) -> tuple[str, ...]:
    """The names of the actions of a service as AWS writes them, as far as awacs has them."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", prefix):
        return ()
    try:
        module = import_module(f"awacs.{prefix.replace('-', '_')}")
    except ImportError:
        return ()
    if getattr(module, "prefix", "") != prefix:
        return ()
    members = vars(module).values()
    return tuple(member.action for member in members if isinstance(getattr(member, "action", None), str))

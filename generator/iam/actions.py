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

from generator.errors import did_you_mean


def missing(action: str) -> str | None:
    """Say what is wrong with an action such as ``sqs:SendMesage``: a hint, perhaps empty; None for one there is.

    Actions are compared without regard to case, and ``*`` stands for any letters. Source: IAM User Guide, "IAM JSON
    policy elements: Action", read 2026-11. Where neither list can be had, every action passes.
    """
    prefix, _, name = action.partition(":")
    services = _actions_by_service()
    if not services:
        return None
    if prefix not in services:
        near = did_you_mean(prefix, services)
        meant = f"{near.removeprefix('did you mean ').removesuffix('?')}:{name}"
        if near and missing(meant) is None:
            return f"did you mean {meant}?"
        return near or "it is the name of a service in IAM, such as sqs or elasticfilesystem"
    spelling = dict.fromkeys(services[prefix]) | {known.lower(): known for known in _as_aws_writes_them(prefix)}
    pattern = re.escape(name.lower()).replace(r"\*", ".*").replace(r"\?", ".")
    if any(re.fullmatch(pattern, known) for known in spelling):
        return None
    guess = did_you_mean(name.lower(), spelling)
    spelled = re.sub(r"(?<=did you mean )(.*)(?=\?)", lambda hit: f"{prefix}:{spelling[hit[1]] or hit[1]}", guess)
    return spelled or f"the actions of {prefix} stand in the Service Authorization Reference"


@cache
def _actions_by_service() -> Mapping[str, Mapping[str, Any]]:
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
    """The actions of a service as AWS writes them, as far as awacs has them."""
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

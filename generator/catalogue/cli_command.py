"""A check of the catalogue as a command of the AWS CLI."""

from __future__ import annotations

import re
import shlex
from typing import Any

from generator.catalogue.entry import Check


def command(check: Check) -> str:
    """Write a check as a command of the AWS CLI."""
    service, call = check.call.split(".")
    service = {"s3": "s3api"}.get(service, service)
    options = [f"--{option(name)}{_value(value)}" for name, value in check.args.items()]
    return " ".join(["aws", service, call.replace("_", "-"), *options])


def option(name: str) -> str:
    """The CLI's name of an argument: VPCId becomes vpc-id."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def _value(value: Any) -> str:
    if value is True:
        return ""
    return "".join(f" {_quoted(_shorthand(item))}" for item in (value if isinstance(value, list) else [value]))


def _shorthand(value: Any) -> str:
    """Write a value the short way of the CLI: Name=vpc-id,Values=a,b."""
    if isinstance(value, dict):
        return ",".join(f"{name}={_shorthand(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ",".join(map(_shorthand, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(word: str) -> str:
    """Quote for a shell where it is needed; a <placeholder> needs none, as nobody runs it as it stands."""
    bare = re.sub(r"<\w+>", "x", word)
    return word if bare == shlex.quote(bare) else shlex.quote(word)

"""How a value is bent: to one of the same shape that means something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.mutants.tree import Steps

_PAIRS = [
    ("true", "false"),
    ("ENABLED", "DISABLED"),
    ("Interface", "Gateway"),
    ("ip", "instance"),
    ("HTTP", "HTTPS"),
    ("Allow", "Deny"),
    ("internet-facing", "internal"),
    ("application", "network"),
    ("X86_64", "ARM64"),
    ("FARGATE", "EC2"),
    ("MULTIVALUE", "WEIGHTED"),
]
_SWAPS = {
    **{one: other for pair in _PAIRS for one, other in (pair, pair[::-1])},
    "tcp": "udp",
    "awsvpc": "bridge",
    "awslogs": "json-file",
    "FARGATE_SPOT": "FARGATE",
    "LINUX": "WINDOWS_SERVER_2022_CORE",
    "A": "SRV",
    "traffic-port": "9",
    "StringEquals": "StringNotEquals",
}
_NOT_SWAPPED = ("Name", "Value", "Family", "Description", "Key")
_OTHER = {"Service": "ec2.amazonaws.com"}
_NAMES = ("ServiceName", "ValueFrom", "ContainerName", "SourceVolume", "LogGroupName", "DestinationPrefixListId")
_LISTED_NAMES = ("Action", "Resource")


def bent(steps: Steps, value: Any) -> Iterator[Any]:
    """What a value at some place may be bent to."""
    key = next(step for step in reversed(steps) if isinstance(step, str))
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int) and key.endswith("Port"):
        yield value + 1
    elif isinstance(value, str):
        yield from _text(key, steps, value)
    elif isinstance(value, dict) and steps[-1] == "Principal":
        yield _OTHER
    elif isinstance(value, dict) and key in (*_NAMES, *_LISTED_NAMES) and isinstance(value.get("Fn::Sub"), str):
        yield {"Fn::Sub": _misspelt(key, value["Fn::Sub"])}


def _text(key: str, steps: Steps, value: str) -> Iterator[str | dict[str, str]]:
    if key == "Principal":
        yield _OTHER
    elif value.isdigit() and (key.endswith("Port") or "Environment" in steps):
        yield str(int(value) + 1)
    elif key == "rds.force_ssl":
        yield "0"
    elif "Cidr" in key:
        yield value.replace("10.0.", "10.9.") if value.startswith("10.") else "192.0.2.0/24"
    elif value in _SWAPS and (key not in _NOT_SWAPPED or (key == "Value" and "LoadBalancerAttributes" in steps)):
        yield _SWAPS[value]
    elif key == "Service" and value.endswith(".amazonaws.com"):
        yield _OTHER["Service"]
    elif key in _NAMES or key in _LISTED_NAMES:
        yield _misspelt(key, value)


def _misspelt(key: str, text: str) -> str:
    if text == "*":
        return "arn:aws:s3:::elsewhere"
    if key == "ValueFrom" and text.endswith("::"):
        return f"{text[:-2]}x::"
    return f"{text[:-2]}x:*" if text.endswith(":*") else f"{text}x"

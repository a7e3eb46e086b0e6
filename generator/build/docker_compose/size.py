"""How large the tasks of a service are, and how many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.awsdata.fargate import sizes
from generator.build.docker_compose.told import Made


def size(made: Made, given: Mapping[str, Any]) -> None:
    """Take limits over as the smallest size of Fargate that holds them."""
    deploy = given.get("deploy") or {}
    if isinstance(count := deploy.get("replicas"), int) and count > 0:
        made.settings["scale"] = {"min": count}
        made.say("+", f"scale: {count} tasks", "deploy", "replicas")
    limits = (deploy.get("resources") or {}).get("limits") or {}
    cpus, memory = limits.get("cpus", given.get("cpus")), limits.get("memory", given.get("mem_limit"))
    if cpus is None and memory is None:
        return
    path = ("deploy", "resources", "limits") if limits else ("cpus" if "cpus" in given else "mem_limit",)
    wanted, least = _number(cpus) * 1024, _mebibytes(memory)
    for cpu, amounts in sorted(sizes().items()):
        if cpu >= wanted and (fitting := [each for each in amounts if each >= least]):
            made.settings |= {"cpu": cpu, "memory_mib": fitting[0]}
            made.say("+", f"cpu: {cpu}, memory_mib: {fitting[0]}, the smallest of Fargate that holds it", *path)
            return
    made.say("-", "larger than what Fargate sells", *path)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0


def _mebibytes(value: Any) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([bkmg]?)b?", str(value or "0").lower())
    units = {"": 1 / 2**20, "b": 1 / 2**20, "k": 1 / 1024, "m": 1, "g": 1024}
    return float(match[1]) * units[match[2]] if match else 0

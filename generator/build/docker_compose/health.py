"""The health check of a compose file as that of app.yaml."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_TIMES = {"interval": "interval_seconds", "timeout": "timeout_seconds", "start_period": "start_period_seconds"}
_BOUNDS = {
    "interval_seconds": (5, 300),
    "timeout_seconds": (2, 60),
    "start_period_seconds": (0, 300),
    "retries": (1, 10),
}
"""What ECS takes: ECS API reference, HealthCheck, read 2026-11."""
_ASKS = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(\d+))?(/[A-Za-z0-9_.~/%?&=+-]*)?")


@dataclass(frozen=True)
class Health:
    """Settings of ``health``, whether the probe is curl, and what is said of it."""

    settings: dict[str, Any] = field(default_factory=dict)
    curl: bool = False
    said: tuple[tuple[str, str], ...] = ()


def health(check: Mapping[str, Any], port: int | None) -> Health:
    """Carry a health check over: a plain question by wget or curl becomes our probe, another command stays one."""
    test = check.get("test")
    words = [str(each) for each in test] if isinstance(test, list) else ["CMD-SHELL", str(test)] if test else []
    if check.get("disable") is True or words[:1] == ["NONE"]:
        return Health(said=(("+", "none, as it was"),))
    if not words:
        return Health(said=(("-", "is inherited from the image, which ECS does not look at: write health.probe"),))
    settings: dict[str, Any] = {}
    asks = _ASKS.search(" ".join(words))
    if asks and asks[2] and asks[2] != "/":
        settings["path"] = asks[2]
    program = _program(words)
    curl = program == "curl"
    if asks and program in ("curl", "wget") and port is not None and asks[1] in (None, str(port)):
        settings["probe"] = program
        said = [("+", f"health.probe: {program}, which asks for {asks[2] or '/'}")]
    elif any("$" in word for word in words):
        return Health(said=(("-", "has variables of a shell: write health.probe"),))
    else:
        settings["probe"] = words
        said = [("+", "health.probe: its own command")]
    if curl:
        said.append(("!", "image_tools: [curl]; is curl in the image? few base images have it"))
    for key, setting in _TIMES.items():
        if key in check and (seconds := _seconds(str(check[key]))) is not None:
            settings[setting] = _within(setting, seconds)
    if isinstance(check.get("retries"), int):
        settings["retries"] = _within("retries", check["retries"])
    if (timeout := settings.get("timeout_seconds", 5)) >= (interval := settings.get("interval_seconds", 30)):
        settings["timeout_seconds"] = max(2, interval - 1)
        said.append(("!", f"timeout {timeout} s is as long as the interval: {settings['timeout_seconds']} s"))
    return Health(settings, curl, tuple(said))


def _program(words: list[str]) -> str:
    """The one program of a simple command; empty for pipes and lists, but not for ``|| exit 1``, which adds nothing."""
    if words[0] == "CMD":
        return words[1].rsplit("/", 1)[-1] if len(words) > 1 else ""
    line = re.sub(r"\s*\|\|\s*exit 1\s*$", "", words[-1])
    if re.search(r"[|;&<>`$()]", line):
        return ""
    try:
        return shlex.split(line)[0].rsplit("/", 1)[-1]
    except (ValueError, IndexError):
        return ""


def _seconds(text: str) -> int | None:
    """A duration such as 1m30s or 500ms, in whole seconds, rounded up."""
    parts = re.findall(r"(\d+(?:\.\d+)?)(us|ms|s|m|h)", text)
    if not parts or "".join(f"{number}{unit}" for number, unit in parts) != text.strip():
        return None
    unit_seconds = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}
    return int(-(-sum(float(number) * unit_seconds[unit] for number, unit in parts) // 1))


def _within(setting: str, value: int) -> int:
    low, high = _BOUNDS[setting]
    return min(max(value, low), high)

"""Fill the texts of the guides: their tables, and links to the checks that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files

from generator.checks.registry import checks, topic
from generator.report.guides import clients, egress, endpoints, found, groups, images, permissions, symptoms

_HOME = files("generator.report.guides")
_INSERT = re.compile(r"^\{\{(?P<name>[a-z-]+)(?: (?P<words>[^}]+))?\}\}$", re.MULTILINE)
_FENCED = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`[^`\n]*`|\b[EWI]CS\d{3}\b")

_MADE: Mapping[str, Callable[..., str]] = {
    "checks": found.checks_of,
    "endpoints-to-start": endpoints.to_start,
    "endpoints-of-code": endpoints.of_code,
    "groups": groups.rules,
    "execution-role": permissions.execution_role,
    "task-role": permissions.task_role,
    "probes": images.probes,
    "images": images.verdicts,
    "bounds": images.limits,
    "clients": clients.listed,
    "names": groups.names,
    "break-even": egress.break_even,
    "prices": egress.rates,
    "symptoms": symptoms.group,
}


def guides() -> dict[str, str]:
    """Write the guides, by their paths below docs/. Raises KeyError for a check or a table that there is none of."""
    texts = sorted((file for file in _HOME.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return {f"guides/{file.name}": filled_in(file.read_text(encoding="utf-8")) for file in texts}


def filled_in(text: str) -> str:
    """Put the tables in the places of their names, and make links of the checks outside of code."""
    return "".join(
        part if part.lstrip(" ").startswith("```") else _NAMED.sub(_linked, part)
        for part in _FENCED.split(_INSERT.sub(_made, text))
    )


def _made(insert: re.Match[str]) -> str:
    return _MADE[insert["name"]](*(insert["words"] or "").split()).rstrip("\n")


def _linked(match: re.Match[str]) -> str:
    word = match[0]
    return word if word.startswith("`") else f"[{word}](../rules/{topic(checks()[word])}.md#{word.lower()})"

"""The entries of the catalogue, grouped by what people see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from generator.catalogue import Entry, entries
from generator.catalogue.cli_command import command
from generator.checks.lessons import named
from generator.report.guides.table import code, prose, table

Group = Literal[
    "image", "start", "exits", "volume", "health", "requests", "database", "names", "placed", "refused", "ends", "exec"
]
GROUPS: tuple[Group, ...] = get_args(Group)

_OF_TASKS = ("stoppedReason", "containers[].reason", "containers[].exitCode", "log", "service_event", "client", "any")
_LONGEST = 150


def group_of(entry: Entry) -> Group:
    """Say by what people see that it happened."""
    match entry.category:
        case "database" | "volume" | "health" as category if _by_tasks(entry):
            return category
        case "discovery" if _by_tasks(entry):
            return "names"
        case "traffic" if _by_tasks(entry):
            return "requests"
        case "operations":
            return "exec"
        case "stack" | "deletion" | "waiting" | "elsewhere" | "cfn" | "deployment":
            return "ends"
    if not _by_tasks(entry):
        return "refused"
    if entry.id.startswith("cpc-") or entry.category == "image":
        return "image"
    if entry.category in ("runtime", "resource", "application", "lifecycle") or entry.surface[0] == "log":
        return "exits"
    return "placed" if entry.surface[0] in ("service_event", "target_health") else "start"


def _by_tasks(entry: Entry) -> bool:
    return any(surface in (*_OF_TASKS, "target_health") for surface in entry.surface)


def group(name: str) -> str:
    """The entries of a group: those that a lesson teaches at length, the others in a table. KeyError for no group."""
    if name not in GROUPS:
        raise KeyError(name)
    mine = [entry for entry in entries() if group_of(entry) == name]
    taught = [entry for entry in mine if entry.lesson]
    others = [entry for entry in mine if not entry.lesson]
    lines = [line for entry in taught for line in _section(entry)]
    if others:
        lines += ["### Also seen\n" if taught else "", _table(others)]
    return "\n".join(lines)


def _section(entry: Entry) -> Iterator[str]:
    yield f"### {entry.id}\n"
    yield f"> {code(' '.join(entry.example.split()))}\n"
    yield "Look:\n\n```sh"
    yield from (command(check) for check in entry.checks)
    yield "```\n"
    yield "Why, the likeliest first:\n" if len(entry.causes) > 1 else "Why:\n"
    yield from (f"{number}. {prose(cause)}" for number, cause in enumerate(entry.causes, 1))
    yield f"\nFix: {prose(entry.fix)}\n"
    yield f"{_found_by(entry)} It is {named(entry.lesson)}.\n"


def _found_by(entry: Entry) -> str:
    if entry.rules:
        return f"Found before deploying by {', '.join(entry.rules)}."
    return "No check is known to find it before deploying."


def _table(others: list[Entry]) -> str:
    rows = [
        (code(entry.id), code(_short(entry.example)), prose(entry.causes[0]), ", ".join(entry.rules))
        for entry in others
    ]
    return table(("`explain` ID", "message", "likeliest cause", "found before by"), rows) + "\n"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4].rsplit(" ", 1)[0] + " ..."

"""Programs that call AWS whatever the code of a task does: the CLI in a command, and images that others make."""

from __future__ import annotations

from typing import Any

from generator.awsdata.load import Table, Words

_FILE = "callers.yaml"
_CLI = Table(_FILE, "cli", Words)
_OPERATIONS = Table(_FILE, "operations", Words)
_IMAGES = Table(_FILE, "images", Words)
_CONFIGURATIONS = Table(_FILE, "configurations", Words)
TABLES: tuple[Table[Any], ...] = (_CLI, _OPERATIONS, _IMAGES, _CONFIGURATIONS)


def action_of_cli(service: str, operation: str) -> str:
    """The action that ``aws <service> <operation>`` needs; empty where that is not on record."""
    known = _OPERATIONS.entries.get(f"{service} {operation}")
    if known is not None:
        return known.words[0] if known.words else ""
    prefix = _CLI.entries.get(service)
    return f"{prefix.words[0]}:{operation.title().replace('-', '')}" if prefix is not None else ""


def actions_of_image(repository: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """What the program in an image calls, by the last part of its repository, or by the configuration it is given."""
    known = _IMAGES.entries.get(repository)
    found = list(known.words) if known is not None else []
    if repository == "aws-otel-collector":
        for word in words:
            told = _CONFIGURATIONS.entries.get(word.rpartition("/")[2])
            found += told.words if told is not None and word.lstrip("-").startswith(("config", "/etc/ecs/")) else ()
    return tuple(found)

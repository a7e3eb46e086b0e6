"""Answers that localstack recorded of AWS: CloudFormation's change sets, events and refusals, one file of many tests.

FOLDER is its ``tests/aws/services/cloudformation``; ``*.snapshot.json`` hold what AWS said, the tests beside them what
was asked. Ids and names in them are replaced by placeholders, and contexts of change sets are read already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Answer = Mapping[str, Any]

CREATED, UPDATED = "describe-change-set-1-prop-values", "describe-change-set-2-prop-values"
PLAIN = "describe-change-set-2"
EVENTS, STACK = "per-resource-events", "post-create-2-describe"


@dataclass(frozen=True)
class Recorded:
    """What one test recorded: by which file and test, and AWS's answers by the names that the test gave them."""

    file: Path
    test: str
    answers: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The file and the test, as the report names them."""
        return f"{self.file.name.removesuffix('.snapshot.json')}: {self.test.rpartition('::')[2]}"


def recordings(folder: Path) -> Iterator[Recorded]:
    """Every test that recorded something."""
    for path in sorted(folder.rglob("*.snapshot.json")):
        for test, told in json.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(told.get("recorded-content"), dict):
                yield Recorded(path, test, told["recorded-content"])


def entries(answer: Answer) -> list[dict[str, Any]]:
    """The changes of a set as AWS answers them: contexts are JSON texts again."""
    made = []
    for entry in answer.get("Changes") or ():
        change = dict(entry.get("ResourceChange") or {})
        for context in ("BeforeContext", "AfterContext"):
            if isinstance(change.get(context), dict):
                change[context] = json.dumps(change[context])
        change["Details"] = [_as_text(detail) for detail in change.get("Details") or ()]
        made.append({**entry, "ResourceChange": change})
    return made


def _as_text(detail: Answer) -> dict[str, Any]:
    target = dict(detail.get("Target") or {})
    for side in ("BeforeValue", "AfterValue"):
        if isinstance(target.get(side), dict | list):
            target[side] = json.dumps(target[side])
    return {**detail, "Target": target}


def happened(events: list[Answer]) -> str:
    """What became of a resource in the update, by its events: add, modify, replace, or nothing.

    A resource that is replaced has another physical id when the update is complete. Whatever is there at the end was
    deleted with its stack, so a removal cannot be told from the events.
    """
    ids = dict.fromkeys(
        event.get("PhysicalResourceId")
        for event in sorted(events, key=lambda event: str(event.get("Timestamp", "")))
        if event.get("ResourceStatus") in ("CREATE_COMPLETE", "UPDATE_COMPLETE") and event.get("PhysicalResourceId")
    )
    said = {event.get("ResourceStatusReason", "") for event in events}
    if any("requires the creation of a new physical resource" in text for text in said) or len(ids) > 1:
        return "replace"
    return "modify" if any(event.get("ResourceStatus") == "UPDATE_COMPLETE" for event in events) else ""


def texts(answer: Any) -> Iterator[tuple[str, str, Answer]]:
    """Every reason and every refusal in an answer: which field, the text, and what it stands in."""
    if isinstance(answer, Mapping):
        for field in ("ResourceStatusReason", "StatusReason", "StackStatusReason"):
            if isinstance(answer.get(field), str):
                yield field, answer[field], answer
        error = answer.get("Error")
        if isinstance(error, Mapping) and error.get("Message"):
            yield "Error", f"An error occurred ({error.get('Code')}): {error['Message']}", answer
        for inner in answer.values():
            yield from texts(inner)
    elif isinstance(answer, list):
        for inner in answer:
            yield from texts(inner)

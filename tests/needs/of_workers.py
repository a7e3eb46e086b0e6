"""The worker of the examples after some edits: its row for one API, and what is found wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.checks.apis._worker import WORKER
from tests.needs.of_containers import said

QUEUE = "TaskRole.Policies.0.PolicyDocument.Statement.0"
ENVIRONMENT = "TaskDefinition.ContainerDefinitions.0.Environment"
OTHER_QUEUE = "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:other'"


def worker(
    folder: Path, edits: Mapping[str, str | None], need: str = "api sqs", base: Mapping[str, str | None] = WORKER
) -> tuple[str, set[str]]:
    """The verdict of a row of the worker after edits, and the rules that it breaks."""
    return said(folder, need, base, edits, base="isolated")

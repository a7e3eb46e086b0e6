"""A task with containers that a test writes, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load
from tests.findings import about_tasks

IMAGE = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1'"


def beside(**properties: Any) -> str:
    """Write a container that stands beside the first."""
    written = "".join(f", {key}: {json.dumps(value)}" for key, value in properties.items())
    return f"{{Image: {IMAGE}{written}}}"


def said(folder: Path, need: str, *edits: Mapping[str, str | None], base: str = "nat") -> tuple[str, set[str]]:
    """The verdict of one row, and the rules that the template breaks, after one edit of a base upon the other."""
    (folder / "root.yaml").write_text(template(base, *(tuple(each.items()) for each in edits)))
    prover = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"}))
    (answer,) = [proof.answer for proof in prover.proofs if proof.need.name == need]
    return answer.verdict.value, {each.rule for each in about_tasks(prover.graph, prover)}

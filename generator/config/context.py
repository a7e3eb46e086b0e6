"""The ``Metadata`` that says why a resource exists, in the schema AWS defines for it."""

from __future__ import annotations

from typing import Any

CONTEXT = "com.aws.cloudformation.Context"
"""Source: CloudFormation Template Reference, "Metadata attribute", context schema, read 2026-11."""
PROOF = "ecs-proof"
"""Where a resource says something to the proof: what it accepts, and what its images are."""


def why(text: str, *must: str, lesson: int | None = None) -> dict[str, Any]:
    """Make a resource's Metadata: its purpose, what must stay true of it, and the lesson it obeys."""
    context: dict[str, Any] = {"why": text}
    if must:
        context["must"] = list(must)
    if lesson:
        context["trust"] = {"src": "authored", "conf": "high", "cite": f"lesson {lesson}"}
    return {CONTEXT: context}


def about_images(*entries: dict[str, str]) -> dict[str, Any]:
    """Make the Metadata by which a task definition tells the proof about the images of its containers."""
    return {PROOF: list(entries)}


def architecture(text: str, *must: str) -> dict[str, Any]:
    """Make a template's own Metadata: its shape, and what must stay true across it."""
    context: dict[str, Any] = {"arch": text}
    if must:
        context["must"] = list(must)
    return {CONTEXT: context}

"""Names of images that are written as no registry gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, unknown

_ECR = re.compile(r"(\d+)\.dkr\.ecr(-fips)?\.")
_DIGEST = re.compile(r"@sha256:([0-9A-Za-z]*)$")
_SUFFIX = re.compile(r"\$\{(AWS::[A-Za-z]+|[A-Za-z][A-Za-z0-9.]*)\}")

_HUB = ("docker.io", "index.docker.io", "registry-1.docker.io")
_HUB_PARTS, _OWNED = 2, 3
_OF_OWNERS = ("ghcr.io", "quay.io", "registry.gitlab.com")
"""Source: the guides of Docker Hub, GitHub, Quay and GitLab (namespace/name, owner/name); from memory, 2026-11."""


def doubtful_images(task: Task) -> Iterator[Answer]:
    """Say which name of an image is a slip of the pen.

    Sources: OCI Distribution Specification (a digest of SHA-256 has 64 hexadecimal digits); ECR User Guide, "Private
    registry" (twelve digits of an account) and ECR Public User Guide, "Public repositories" (an alias, then the
    repository; Docker's official images are in docker/library); from memory, 2026-11.
    """
    for container in task.containers:
        text = literal(container.image)
        if text is not None and (why := _slip(text)):
            yield unknown(f"the image of {container.name} is {text[:80]}, {why}")


def _slip(text: str) -> str:
    if text != text.strip():
        return "with a space before or after it"
    account, digest = _ECR.match(text), _DIGEST.search(text)
    if account and len(account[1]) != 12:
        return f"whose account has {len(account[1])} digits, and accounts have 12"
    if digest and not re.fullmatch(r"[0-9a-f]{64}", digest[1]):
        return "whose digest has not 64 hexadecimal digits"
    if _SUFFIX.search(text):
        return "in which nothing is put in: no Fn::Sub is around it"
    parts = text.partition("@")[0].split("/")
    if _in_hub(parts) > _HUB_PARTS:
        return "and Docker Hub has a namespace and a name, no more"
    if parts[0] in _OF_OWNERS and len(parts) < _OWNED:
        return f"and {parts[0]} has an owner before each name"
    if parts[0] == "public.ecr.aws" and (len(parts) < 3 or parts[1] == "library" or parts[1:-1] == ["docker"]):
        return "and public.ecr.aws has an alias before each repository: docker/library for official images"
    return ""


def _in_hub(parts: list[str]) -> int:
    """How many names an image of Docker Hub has; none for an image of another registry."""
    hosted = "." in parts[0] or ":" in parts[0] or parts[0] == "localhost"
    if len(parts) > 1 and hosted:
        return len(parts) - 1 if parts[0] in _HUB else 0
    return len(parts)

"""Images of instances, by the public parameters that name them: has one the agent of ECS, and for which processor?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.logic import Truth
from generator.stack import Call, Literal, Value

_WITH_AGENT = (
    "/aws/service/ecs/optimized-ami/",
    "/aws/service/bottlerocket/aws-ecs-",
)
_PLAIN = (
    "/aws/service/ami-amazon-linux-latest/", "/aws/service/ami-windows-latest/", "/aws/service/canonical/",
    "/aws/service/debian/", "/aws/service/suse/", "/aws/service/eks/", "/aws/service/bottlerocket/aws-k8s-",
    "/aws/service/deeplearning/", "/aws/service/ami-macos-latest/", "/aws/service/marketplace/",
)  # fmt: skip
_ARM = re.compile(r"arm64|aarch64")


@dataclass(frozen=True)
class Image:
    """What is known of an image. ``parameter`` is the public one that names it; empty when none does."""

    parameter: str
    agent: Truth
    architecture: str = ""
    """``ARM64`` or ``X86_64``; empty when it is not known."""
    windows: Truth = Truth.UNKNOWN
    gpu: Truth = Truth.UNKNOWN
    bottlerocket: bool = False


def image(value: Value) -> Image:
    """Read the image that a value names.

    Sources: ECS Developer Guide, "Retrieving Amazon ECS-optimized Linux AMI metadata" and its page for Windows;
    Bottlerocket, "Finding an AMI"; EC2 User Guide, "Reference AMIs using Systems Manager parameters"; read 2026-11.
    """
    name = _parameter(value)
    lowered = name.lower()
    bottlerocket = "/bottlerocket/" in name
    agent = Truth.UNKNOWN
    if name.startswith(_WITH_AGENT) or "ecs_optimized" in lowered:
        agent = Truth.YES
    elif name.startswith(_PLAIN):
        agent = Truth.NO
    if agent is not Truth.YES:
        return Image(name, agent, bottlerocket=bottlerocket)
    windows = Truth.YES if "windows" in lowered else Truth.NO
    architecture = "ARM64" if _ARM.search(lowered) else "X86_64"
    gpu = Truth.YES if "/gpu" in lowered or "nvidia" in lowered else Truth.NO
    if "/inf/" in lowered or "neuron" in lowered:
        gpu = Truth.UNKNOWN
    return Image(name, agent, architecture, windows, gpu, bottlerocket)


def _parameter(value: Value) -> str:
    """The name of the parameter in Parameter Store that holds the image; empty when none is named."""
    if not isinstance(value, Call) or len(value.arguments) != 1 or not isinstance(value.arguments[0], Literal):
        return ""
    text = value.arguments[0].text
    if value.function == "ssm":
        return text
    return text.removeprefix("ssm:") if value.function == "resolve" and text.startswith("ssm:") else ""

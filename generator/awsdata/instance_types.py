"""What instances of common types have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.awsdata.load import Fact, Table

_FAMILY = re.compile(r"(?P<letters>[a-z]+)\d+(?P<options>[a-z-]*)\.")
_GPU = ("p", "g", "gr", "vt", "f")


@dataclass(frozen=True, kw_only=True)
class InstanceType(Fact):
    """One type: virtual processors, memory in MiB, network interfaces of the first network card."""

    cpus: int
    memory: int
    interfaces: int
    trunks: bool = True
    """Whether it can take a trunk of interfaces, so that more tasks have one of their own."""


_TYPES = Table("instance_types.yaml", "types", InstanceType)
TABLES = (_TYPES,)


def instance_type(name: str) -> InstanceType | None:
    """What is known of a type; None when it is not on record."""
    return _TYPES.entries.get(name)


def architecture(name: str) -> str:
    """The processor of a type: ``ARM64`` or ``X86_64``; empty when the name is not one of a type.

    Source: EC2 Instance Types guide, "Naming conventions" (g among the options is AWS Graviton), read 2026-11.
    """
    if name.startswith("a1."):
        return "ARM64"
    match = _FAMILY.match(name)
    if match is None or match["letters"].startswith("mac"):
        return ""
    return "ARM64" if "g" in match["options"].partition("-")[0] else "X86_64"


def has_gpu(name: str) -> bool:
    """Whether a type may have GPUs of NVIDIA: those of the families P and G have."""
    match = _FAMILY.match(name)
    return match is None or match["letters"] in _GPU

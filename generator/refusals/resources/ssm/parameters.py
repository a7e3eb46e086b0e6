"""What Systems Manager refuses of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Listing, Resource


def kind(_graph: Graph, parameter: Resource) -> Iterator[str]:
    """Source: Systems Manager API Reference, PutParameter, DataType (it is told that all is well, and there is no
    parameter); read 2026-11."""
    if isinstance(parameter.get("Tags"), Listing):
        yield f"Tags of {parameter} is a list, and keys with their values are taken"
    text = literal(parameter.get("Value"))
    image = literal(parameter.get("DataType")) == "aws:ec2:image"
    if image and text is not None and not re.fullmatch(r"ami-[0-9a-f]{8,17}", text):
        yield f"Value of {parameter} is {text[:40]}, and its DataType is the id of an image"


def empty(_graph: Graph, parameter: Resource) -> Iterator[str]:
    if literal(parameter.get("Value")) == "":
        yield f"Value of {parameter} is empty, which Systems Manager does not take"


def parameter_settings(_graph: Graph, parameter: Resource) -> Iterator[str]:
    """Source: Systems Manager API Reference, PutParameter (name, value, tier, policies); read 2026-11. Without a
    Tier, it is the default of the account, and that is Standard where nobody has set it."""
    text, tier = literal(parameter.get("Value")), literal(parameter.get("Tier")) or "Standard"
    name = literal(parameter.get("Name")) or ""
    if "/" in name and not name.startswith("/"):
        yield f"Name of {parameter} is {name[:60]}, and one with a path begins with /"
    if text is not None and len(text.encode()) > (4096 if tier == "Standard" else 8192):
        yield f"Value of {parameter} has {len(text.encode())} bytes, which is too much for the tier {tier}"
    policies = literal(parameter.get("Policies"))
    if policies and tier == "Standard":
        yield f"{parameter} has Policies, which the tier Standard does not take"
    pattern = literal(parameter.get("AllowedPattern"))
    if pattern and text is not None and _misfits(pattern, text):
        yield f"Value of {parameter} does not fit its own AllowedPattern"


def _misfits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is None
    except re.error:
        return False


REFUSALS: Refusals = {
    "AWS::SSM::Parameter": (
        kind,
        empty,
        parameter_settings,
    ),
}

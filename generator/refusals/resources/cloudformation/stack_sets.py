"""What CloudFormation refuses of stack sets whose template stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Listing, Resource

_OF_IAM = re.compile(
    r"AWS::IAM::(Role|Policy|ManagedPolicy|User|Group|InstanceProfile|AccessKey|UserToGroupAddition)\b"
)
_NAMED = re.compile(r"\b(RoleName|ManagedPolicyName|UserName|GroupName|InstanceProfileName)\b[\"']?\s*:")


def acknowledged(_graph: Graph, stack_set: Resource) -> Iterator[str]:
    """Say which stack set makes roles or policies, and does not acknowledge it.

    Source: CloudFormation API Reference, CreateStackSet, Capabilities (either for IAM, and CAPABILITY_NAMED_IAM where
    there are names; InsufficientCapabilities otherwise); read 2026-11.
    """
    text, given = literal(stack_set.get("TemplateBody")), stack_set.get("Capabilities")
    found = _OF_IAM.search(text or "")
    if text is None or found is None or not isinstance(given, Absent | Listing):
        return
    words = [literal(value) for _, value in items(given)]
    if None in words or "CAPABILITY_NAMED_IAM" in words or ("CAPABILITY_IAM" in words and not _NAMED.search(text)):
        return
    needed = "CAPABILITY_NAMED_IAM" if _NAMED.search(text) else "CAPABILITY_IAM"
    yield f"the template of {stack_set} has {found[0]}, and Capabilities of {stack_set} lacks {needed}"


REFUSALS: Refusals = {"AWS::CloudFormation::StackSet": (acknowledged,)}

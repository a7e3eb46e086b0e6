"""What several messages of ECS share: who was denied what, and where a name leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.ending import Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.stages import Stage

AUTH = "ResourceInitializationError: unable to pull secrets or registry auth: "
TRIED = f"{AUTH}execution resource retrieval failed: unable to retrieve"
NETWORK = "Check your task network configuration."
PUBLIC = "44.213.79.104"
"""An address of AWS on the internet, to which names lead that no endpoint has."""
_ACTION = re.compile(r"\b[a-z0-9-]+:[A-Z]\w+")


def failed(stage: Stage, row: Row, *reasons: str) -> Iterator[Ending]:
    for reason in reasons:
        yield Ending(stage, row.need, reason)


def denied(row: Row, facts: Facts, action: str, resource: str) -> tuple[str, ...]:
    """AccessDeniedException as the role's policies give it, and as other policies do that the proof may name."""
    found = _ACTION.search(" ".join(row.because))
    role = str(facts.definition.get("executionRoleArn") or "").rpartition("/")[2]
    who = f"arn:aws:sts::{facts.account}:assumed-role/{role}/0123456789abcdef0123456789abcdef"
    asked = found[0] if found else action
    said = f"AccessDeniedException: User: {who} is not authorized to perform: {asked} on resource: {resource} "
    because = " ".join(row.because)
    ends = {
        "permissions boundary": f"because no permissions boundary allows the {asked} action",
        "ResourcePolicy of ": "with an explicit deny in a resource-based policy",
    }
    usual = f"because no identity-based policy allows the {asked} action"
    first = next((end for word, end in ends.items() if word in because), usual)
    return (f"{said}{first}", f"{said}because no VPC endpoint policy allows the {asked} action")


def is_public(row: Row) -> bool:
    """Whether the name resolves to public addresses: no endpoint of the VPC has it."""
    return any(rule in ("ECS010", "ECS061") for rule in row.rules)

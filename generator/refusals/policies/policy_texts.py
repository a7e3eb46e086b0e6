"""Policies of IAM whose identifiers, conditions or length are refused, and rotation that a key does not have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Literal, Mapping, Resource, Value, parts

_SID = re.compile(r"[A-Za-z0-9]*", re.ASCII)
_OPERATOR = re.compile(
    r"(?:(?:ForAllValues|ForAnyValue):)?(?:"
    r"String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)|Numeric(?:Not)?Equals|Numeric(?:Less|Greater)Than(?:Equals)?"
    r"|Date(?:Not)?Equals|Date(?:Less|Greater)Than(?:Equals)?|Bool|BinaryEquals|(?:Not)?IpAddress"
    r"|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?|Null",
    re.IGNORECASE,
)
"""Source: IAM User Guide, "IAM JSON policy elements: Condition operators"; read 2026-11."""
_MOST = 10_240
"""Characters of all inline policies of a role, white space left out. Source: IAM User Guide, "IAM and AWS STS
quotas"."""
_OF_IDENTITIES = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::Role")


def policy_texts(resource: Resource) -> Iterator[str]:
    """Say what of one resource is refused.

    Source: IAM API Reference, PutRolePolicy (MalformedPolicyDocument, LimitExceeded) and UpdateAssumeRolePolicy; kops
    #4951 and cfn-lint #1376 (Statement IDs must be unique, and alpha-numeric); read 2026-11.
    """
    if resource.type not in _OF_IDENTITIES:
        yield from _of_key(resource)
        return
    inline: list[tuple[str | int, ...]] = [
        ("Policies", index, "PolicyDocument") for index, _ in items(resource.get("Policies"))
    ]
    for place in inline or [("PolicyDocument",)]:
        yield from _of_document(resource, resource.get(*place))
    trust = resource.get("AssumeRolePolicyDocument")
    yield from _of_document(resource, trust)
    for statement in _statements(trust):
        if not isinstance(statement.get("Resource"), Absent) or not isinstance(statement.get("NotResource"), Absent):
            yield f"AssumeRolePolicyDocument of {resource} has a Resource, which the trust in a role has not"
    length = sum(_least_length(resource.get(*place)) for place in inline)
    if length > _MOST:
        yield f"the inline policies of {resource} have {length} characters, and {_MOST} are taken"


def _of_document(resource: Resource, document: Value) -> Iterator[str]:
    sids = [sid for each in _statements(document) if (sid := literal(each.get("Sid"))) is not None]
    for sid in dict.fromkeys(sids):
        if not _SID.fullmatch(sid):
            yield f"a policy of {resource} has the Sid {sid[:60]!r}, and letters and digits are taken"
        elif sid and sids.count(sid) > 1:
            yield f"a policy of {resource} has the Sid {sid[:60]} twice"
    for statement in _statements(document):
        asked = statement.get("Condition")
        for operator, _ in asked.entries if isinstance(asked, Mapping) else ():
            if not _OPERATOR.fullmatch(operator):
                yield f"a policy of {resource} has the condition operator {operator[:60]}, which there is none of"


def _of_key(resource: Resource) -> Iterator[str]:
    """Keys that are not rotated by themselves: those of another kind than SYMMETRIC_DEFAULT, or brought along.

    Source: KMS API Reference, EnableKeyRotation (symmetric encryption keys only); read 2026-11.
    """
    for statement in _statements(resource.get("KeyPolicy")) if resource.type == "AWS::KMS::Key" else ():
        who = statement.get("Principal")
        if isinstance(who, Mapping) and literal(who.get("Service")) == "*":
            yield f"KeyPolicy of {resource} names the Service *, which is no principal"
    if resource.type != "AWS::KMS::Key" or (literal(resource.get("EnableKeyRotation")) or "").lower() != "true":
        return
    spec = literal(resource.get("KeySpec"))
    if spec is not None and spec != "SYMMETRIC_DEFAULT":
        yield f"EnableKeyRotation of {resource} is true, which keys of the kind {spec[:40]} do not have"


def _statements(document: Value) -> Iterator[Mapping]:
    written = document.get("Statement") if isinstance(document, Mapping) else document
    for statement in [written, *(each for _, each in items(written))]:
        if isinstance(statement, Mapping) and statement.rest is None:
            yield statement


def _least_length(document: Value) -> int:
    """How many characters a policy has at least, by the texts in it that are written out."""
    return sum(len(json.dumps(part.text)) for part in parts(document) if isinstance(part, Literal))

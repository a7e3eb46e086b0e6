"""What IAM refuses of identifiers and conditions of statements, and of inline policies that are too long together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.iam.documents import statements
from generator.stack import Absent, Graph, Literal, Mapping, Resource, Value, parts

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


def identifiers(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Identifiers and conditions that are refused, and inline policies that are too long together.

    Source: IAM API Reference, PutRolePolicy (MalformedPolicyDocument, LimitExceeded) and UpdateAssumeRolePolicy; kops
    #4951 and cfn-lint #1376 (Statement IDs must be unique, and alpha-numeric); read 2026-11.
    """
    inline: list[tuple[str | int, ...]] = [
        ("Policies", index, "PolicyDocument") for index, _ in items(resource.get("Policies"))
    ]
    for place in inline or [("PolicyDocument",)]:
        yield from _of_document(resource, resource.get(*place))
    trust = resource.get("AssumeRolePolicyDocument")
    yield from _of_document(resource, trust)
    for statement in statements(trust):
        if not isinstance(statement.get("Resource"), Absent) or not isinstance(statement.get("NotResource"), Absent):
            yield f"AssumeRolePolicyDocument of {resource} has a Resource, which the trust in a role has not"
    length = sum(_least_length(resource.get(*place)) for place in inline)
    if length > _MOST:
        yield f"the inline policies of {resource} have {length} characters, and {_MOST} are taken"


def _of_document(resource: Resource, document: Value) -> Iterator[str]:
    sids = [sid for each in statements(document) if (sid := literal(each.get("Sid"))) is not None]
    for sid in dict.fromkeys(sids):
        if not _SID.fullmatch(sid):
            yield f"a policy of {resource} has the Sid {sid[:60]!r}, and letters and digits are taken"
        elif sid and sids.count(sid) > 1:
            yield f"a policy of {resource} has the Sid {sid[:60]} twice"
    for statement in statements(document):
        asked = statement.get("Condition")
        for operator, compared in asked.entries if isinstance(asked, Mapping) else ():
            yield from _of_condition(resource, operator, compared)
            if not _OPERATOR.fullmatch(operator):
                yield f"a policy of {resource} has the condition operator {operator[:60]}, which there is none of"


def _of_condition(resource: Resource, operator: str, asked: Value) -> Iterator[str]:
    """Source: IAM User Guide, "Grammar of the IAM JSON policy language" (a value of a condition is a text, a number,
    true or false, or a list of them); from memory, 2026-11."""
    for key, value in asked.entries if isinstance(asked, Mapping) else ():
        odd = [each for each in (value, *(inner for _, inner in items(value))) if isinstance(each, Mapping)]
        if any(not name.startswith(("Fn::", "Ref")) for each in odd for name, _ in each.entries):
            yield f"the condition {operator[:40]} of a policy of {resource} gives {key[:60]} a mapping for a value"


def _least_length(document: Value) -> int:
    """How many characters a policy has at least, by the texts in it that are written out."""
    return sum(len(json.dumps(part.text)) for part in parts(document) if isinstance(part, Literal))


REFUSALS: Refusals = {
    "AWS::IAM::ManagedPolicy": (identifiers,),
    "AWS::IAM::Policy": (identifiers,),
    "AWS::IAM::RolePolicy": (identifiers,),
    "AWS::IAM::Role": (identifiers,),
}

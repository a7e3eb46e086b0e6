"""What is known of AWS managed policies: those in the table, and that most others only allow."""

from __future__ import annotations

import re

from generator.awsdata.managed_policies import ManagedPolicy, denier_words, managed_policies
from generator.iam.text import Symbolic, Unknown, read_text

_ARN_END = re.compile(r"(?:arn:(?P<partition>aws[a-z-]*))?:iam::aws:policy/(?P<name>[^:]+)")

_MAY_ALLOW = {"Effect": "Allow", "Action": Unknown("this AWS managed policy is not in the table"), "Resource": "*"}


def managed_policy(arn: object) -> object:
    """The document of an AWS managed policy as far as it is known, by its ARN; never a guess at "no".

    The partition may be a token. Elsewhere than in ``aws`` a policy of the same name may say more or less: what it
    allows in ``aws`` is taken to hold, anything else is unknown.
    """
    read = read_text(arn) if isinstance(arn, str | Symbolic) else None
    last = read.parts[-1] if read and read.parts else ""
    match = _ARN_END.search(last) if isinstance(last, str) else None
    if match is None:
        return Unknown("it is defined elsewhere")
    managed = managed_policies().get(match["name"])
    if managed is None:
        if any(word in match["name"] for word in denier_words()):
            return Unknown(f"the AWS managed policy {match['name']} is not in the table, and may deny")
        return _document([_MAY_ALLOW])
    elsewhere = (match["partition"] or "aws") != "aws"
    return _document([*_statements(managed), *([_MAY_ALLOW] if elsewhere else [])])


def _document(statements: list[dict[str, object]]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": statements}


def _statements(managed: ManagedPolicy) -> list[dict[str, object]]:
    statements: list[dict[str, object]] = []
    for allowed in managed.statements:
        first, *others = allowed.resources
        statement: dict[str, object] = {
            "Effect": "Allow",
            "NotAction" if allowed.not_actions else "Action": list(allowed.not_actions or allowed.actions),
            "Resource": [first, *others] if others else first,
        }
        statements.append(statement | ({"Condition": allowed.condition} if allowed.condition else {}))
    if managed.complete_for:
        complete = [f"{service}:*" for service in managed.complete_for]
        hidden = Unknown("only a part of this AWS managed policy is in the table")
        statements.append({"Effect": "Allow", "NotAction": complete, "Resource": hidden})
    return statements

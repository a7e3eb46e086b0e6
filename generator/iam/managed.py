"""What is known of AWS's own policies: the ones in the table, and that the others do little else than allow."""

from __future__ import annotations

import re

from generator.iam.managed_table import MANAGED, Managed
from generator.iam.text import Symbolic, Unknown, read_text

_ARN_END = re.compile(r"(?:arn:(?P<partition>aws[a-z-]*))?:iam::aws:policy/(?P<name>[^:]+)")

DENIERS = re.compile(
    r"""Deny | Quarantine | PermissionsBoundary | GlueSessionUserRestricted | UnlockBucket | UnlockQueue | RootUser
      | ServiceRolePolicy | ServiceLinkedRolePolicy | SageMakerStudio | PrivateCA | CleanRooms | DeepRacer
      | LakeFormationDataAdmin | IdentityContext | QuickSetup | TransformApplication
      | ConnectReadOnly | RedshiftData | OmniSpace""",
    re.VERBOSE,
)
"""The names of AWS's policies that deny something.

Source: the list shipped with moto 5.2.5, 1,582 policies, of which 44 have a Deny statement, 2026-10-01.
"""

_MAY_ALLOW = {"Effect": "Allow", "Action": Unknown("this AWS managed policy is not in the table"), "Resource": "*"}


def managed_policy(arn: object) -> object:
    """Give the document of an AWS managed policy as far as it is known, by its ARN; never a guess at "no".

    The partition may be a token. Elsewhere than in ``aws`` a policy of the same name may say more or less: what it
    allows in ``aws`` is taken to hold, anything else is unknown.
    """
    read = read_text(arn) if isinstance(arn, str | Symbolic) else None
    last = read.parts[-1] if read and read.parts else ""
    found = _ARN_END.search(last) if isinstance(last, str) else None
    if found is None:
        return Unknown("it is defined elsewhere")
    managed = MANAGED.get(found["name"])
    if managed is None:
        if DENIERS.search(found["name"]):
            return Unknown(f"the AWS managed policy {found['name']} is not in the table, and may deny")
        return _document([_MAY_ALLOW])
    elsewhere = (found["partition"] or "aws") != "aws"
    return _document([*_statements(managed), *([_MAY_ALLOW] if elsewhere else [])])


def _document(statements: list[dict[str, object]]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": statements}


def _statements(managed: Managed) -> list[dict[str, object]]:
    statements: list[dict[str, object]] = []
    for allow in managed.allows:
        statement: dict[str, object] = {
            "Effect": "Allow",
            "NotAction" if allow.but else "Action": allow.actions.split(),
            "Resource": allow.resource if isinstance(allow.resource, str) else list(allow.resource),
        }
        statements.append(statement | ({"Condition": allow.condition} if allow.condition else {}))
    if managed.complete_for:
        others = [f"{service}:*" for service in managed.complete_for]
        hidden = Unknown("of this AWS managed policy only a part is in the table")
        statements.append({"Effect": "Allow", "NotAction": others, "Resource": hidden})
    return statements

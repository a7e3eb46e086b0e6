"""Judge our table of AWS's own policies by iann0036/iam-dataset, which holds all of them.

FOLDER is its ``aws/managedpolicies``. A policy of the table must say the same, one that denies anything must not be
taken for one that only allows, and of any other our answer is unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.awsdata.managed_policies import managed_policies
from generator.iam import Unknown, managed_policy
from generator.iam.text import as_list
from tests.judges.compared import Compared, Outcome, not_applicable

Grant = tuple[str, str, str]
"""An action (with ``not`` before all those that are excepted), a resource and the conditions as JSON."""


def judge(folder: Path) -> Iterator[Compared]:
    """Compare each policy, by its ARN, with what we have on record."""
    for path in sorted(folder.glob("*.json")):
        policy = json.loads(path.read_text())
        if not policy.get("arn"):
            yield not_applicable(path.stem, "its ARN is not told, AWS has most of these no more")
        else:
            yield _case(policy["arn"], policy["version"], as_list(policy["document"]["Statement"]))


def _case(arn: str, version: str, statements: list[Any]) -> Compared:
    name = arn.partition(":policy/")[2]
    known = managed_policies().get(name)
    if known is None:
        return _unlisted(name, arn, any(one["Effect"] == "Deny" for one in statements))
    ours: Any = managed_policy(arn)
    services = known.complete_for
    mine = _grants((one for one in ours["Statement"] if not isinstance(one["Resource"], Unknown)), services)
    theirs = _grants(statements, services)
    if mine == theirs:
        return Compared(name, Outcome.AGREE)
    told = f"only their {version}: {sorted(theirs - mine)[:5]}, only our {known.version}: {sorted(mine - theirs)[:5]}"
    return Compared(name, Outcome.DIFFER, told)


def _unlisted(name: str, arn: str, denies: bool) -> Compared:
    if not denies:
        return Compared(name, Outcome.UNKNOWN, "not on record, and only allows")
    if isinstance(managed_policy(arn), Unknown):
        return Compared(name, Outcome.AGREE)
    return Compared(name, Outcome.DIFFER, "it denies something, and is taken for one that only allows")


def _grants(statements: Iterable[Mapping[str, Any]], services: tuple[str, ...]) -> set[Grant]:
    """Spread statements into single grants, those of some services if any are named."""
    found: set[Grant] = set()
    for one in statements:
        actions = as_list(one["Action"]) if "Action" in one else [f"not {sorted(map(str, as_list(one['NotAction'])))}"]
        kept = [str(action) for action in actions if not services or str(action).partition(":")[0] in (*services, "*")]
        condition = {
            operator: {key: sorted(map(str, as_list(value))) for key, value in keys.items()}
            for operator, keys in one.get("Condition", {}).items()
        }
        told = one["Effect"] + json.dumps(condition, sort_keys=True)
        found |= {(action, str(resource), told) for action in kept for resource in as_list(one["Resource"])}
    return found

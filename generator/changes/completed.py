"""A change set read with property values, completed by what a reading without them says.

DescribeChangeSet with IncludePropertyValues leaves out whole resources: those whose values it cannot give, of which it
warns in StatusReason while Status is CREATE_COMPLETE (github.com/aws/aws-cdk-cli/issues/1780 and pull 1785), and
without a word those whose new values come from an attribute of another resource that changes. They are changed all the
same (answers of AWS recorded in github.com/localstack/localstack, tests/aws/services/cloudformation,
test_change_set_fn_get_attr.snapshot.json; all read 2026-11). A reading without values leaves out none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]

# From the harmless to what must not go unseen.
_REPLACEMENTS = ("", "False", "Conditional", "True")


def completed(valued: Sequence[Entry], plain: Sequence[Entry]) -> list[Entry]:
    """The entries of ``Changes``, each resource once: with values where there are any, and none left out.

    Where the two readings differ in whether a resource is replaced, the graver one counts.
    """
    known = {_name(entry): entry for entry in valued if _name(entry)}
    entries = [_both(known[_name(entry)], entry) if _name(entry) in known else entry for entry in plain]
    told = {_name(entry) for entry in plain}
    return [*entries, *(entry for entry in valued if _name(entry) not in told)]


def _name(entry: Entry) -> str:
    return str((entry.get("ResourceChange") or {}).get("LogicalResourceId", ""))


def _both(valued: Entry, plain: Entry) -> Entry:
    first, second = valued.get("ResourceChange") or {}, plain.get("ResourceChange") or {}
    details = list(first.get("Details") or ())
    named = {_target(detail) for detail in details}
    details += [detail for detail in second.get("Details") or () if _target(detail) not in named]
    change = {**second, **first, "Details": details}
    replacements = [str(entry["Replacement"]) for entry in (first, second) if entry.get("Replacement") in _REPLACEMENTS]
    if replacements:
        change["Replacement"] = max(replacements, key=_REPLACEMENTS.index)
    return {**plain, **valued, "ResourceChange": change}


def _target(detail: Entry) -> tuple[str, str]:
    target = detail.get("Target") or {}
    return str(target.get("Attribute", "")), str(target.get("Name", ""))

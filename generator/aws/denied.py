"""What a refusal for want of permission says: which action, on what, and where that is to be allowed."""

from __future__ import annotations

import re

_NAMED = re.compile(
    r"User: (?P<who>\S+) is not authorized to perform: (?P<action>[\w-]+:\w+)(?: on resource: (?P<on>\S+))?"
)
# What IAM says of the policy that decided (IAM User Guide, "Troubleshoot access denied error messages", read 2026-11).
_BY = (
    ("service control policy", "in the organization's service control policies, which its administrators keep"),
    ("permissions boundary", "in the permissions boundary of {who}"),
    ("session policy", "in the session policy with which {who} was assumed"),
    ("VPC endpoint policy", "in the policy of the VPC endpoint"),
    ("resource-based policy", "in the resource's own policy"),
)


def missing_permission(text: str) -> str:
    """What to allow, and in which policy, from the text of a refusal; empty when it names no action.

    A session of CloudFormation is that of the service role (``--role-arn``); everybody else is the caller.
    """
    match = _NAMED.search(text)
    if match is None:
        return ""
    who, action, on = match["who"], match["action"], (match["on"] or "*").rstrip(".,;")
    denied = "explicit deny" in text
    place = next((words.format(who=who) for mark, words in _BY if mark in text), "")
    if not place:
        whose = "CloudFormation's service role" if "/AWSCloudFormation" in who else "the caller"
        place = f"in the policy of {whose}, {who}"
    verb = f"take away what denies {action} on {on}" if denied else f"allow {action} on {on}"
    return f"{verb} {place} (deploy ENV --policy prints what both need)"

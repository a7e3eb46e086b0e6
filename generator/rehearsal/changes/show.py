"""What the API tells of change sets beyond what the simulator tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation.handlers import _resolve_stack
from ministack.services.cloudformation.helpers import _esc, _p

from generator.rehearsal.changes.sets import ChangeSet, find

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[dict[str, Any]], Response]


def _hanging(change_set: ChangeSet) -> str:
    """Say where a change set stands among those of its root."""
    nested = str(bool(change_set.get("IncludeNestedStacks"))).lower()
    links = "".join(
        f"<{name}>{_esc(change_set[name])}</{name}>"
        for name in ("ParentChangeSetId", "RootChangeSetId")
        if change_set.get(name)
    )
    return f"<IncludeNestedStacks>{nested}</IncludeNestedStacks>{links}"


def described(stock: Handler, request: dict[str, Any]) -> Response:
    """Answer DescribeChangeSet: with the links up, and down from each nested stack."""
    change_set = find(request)
    if change_set is not None:
        request = {**request, "ChangeSetName": [change_set["ChangeSetId"]]}
    status, headers, body = stock(request)
    if change_set is None or status != 200:
        return status, headers, body
    fields = ["ChangeSetId"]
    if _p(request, "IncludePropertyValues", "false").lower() == "true":
        fields += ["BeforeContext", "AfterContext"]
    changes = {entry["ResourceChange"]["LogicalResourceId"]: entry["ResourceChange"] for entry in change_set["Changes"]}

    def linked(match: re.Match[str]) -> str:
        change = changes.get(match[1], {})
        return match[0] + "".join(f"<{name}>{_esc(change[name])}</{name}>" for name in fields if change.get(name))

    text = re.sub(r"<LogicalResourceId>(\w+)</LogicalResourceId>", linked, body.decode())
    end = "</DescribeChangeSetResult>"
    return status, headers, text.replace(end, f"{_hanging(change_set)}{end}").encode()


def listed(stock: Handler, request: dict[str, Any]) -> Response:
    """Answer ListChangeSets: a stack may be named by its id."""
    stack = _resolve_stack(_p(request, "StackName"))
    if stack is not None:
        request = {**request, "StackName": [stack["StackName"]]}
    status, headers, body = stock(request)
    text = body.decode()
    for change_set in cloudformation._change_sets.values():
        own = f"<ChangeSetId>{_esc(change_set['ChangeSetId'])}</ChangeSetId>"
        text = text.replace(own, own + _hanging(change_set))
    return status, headers, text.encode()

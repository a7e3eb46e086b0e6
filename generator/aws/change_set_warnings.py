"""What CloudFormation finds before a change set is executed, and lets pass: warnings, and what hooks said.

Validation before deployment warns of buckets and repositories that are not empty where they would be deleted, and of
quotas; the set is made all the same (CloudFormation User Guide, "Validate stack deployments"). What hooks said of a set
is not among its events: ListHookResults has it (github.com/aws/aws-cdk-cli, stack-diagnoser.ts; both read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from generator.aws.calls import code, pages
from generator.aws.change_set_reading import nested_sets
from generator.aws.cloud import Cloud
from generator.changes.notices import Notice

_DENIED = ("AccessDenied", "AccessDeniedException")
# A hook that goes on has said nothing yet.
_SAID = {
    "HOOK_COMPLETE_SUCCEEDED": "passed",
    "HOOK_COMPLETE_FAILED": "did not pass",
    "HOOK_FAILED": "could not be run",
}


def notices(cloud: Cloud, change_set: str) -> list[Notice]:
    """The warnings and hook results of a set and of its nested sets. What may not be read is a notice itself.

    An AWS that knows neither (a local one, an older one) has nothing to say.
    """
    sets = list(_sets(cloud, change_set))
    return [*_all(cloud, sets, "cloudformation:DescribeEvents"), *_all(cloud, sets, "cloudformation:ListHookResults")]


def _all(cloud: Cloud, sets: list[tuple[str, str]], action: str) -> list[Notice]:
    read = _warnings if action.endswith("DescribeEvents") else _hooks
    found: list[Notice] = []
    try:
        for path, id_ in sets:
            found += read(cloud, path, id_)
    except ClientError as error:
        if code(error) in _DENIED:
            found.append(Notice("", f"not everything that CloudFormation found could be read: allow {action}"))
    return found


def _sets(cloud: Cloud, change_set: str, path: str = "") -> Iterator[tuple[str, str]]:
    yield path, change_set
    for name, id_ in nested_sets(cloud, change_set):
        yield from _sets(cloud, id_, f"{path}{name}/")


def _warnings(cloud: Cloud, path: str, change_set: str) -> Iterator[Notice]:
    for event in pages(cloud.cloudformation, "describe_events", "OperationEvents", ChangeSetName=change_set):
        if event.get("EventType") == "VALIDATION_ERROR" and event.get("ValidationStatus", "FAILED") == "FAILED":
            name = event.get("LogicalResourceId", "")
            where = f" ({event['ValidationPath']})" if event.get("ValidationPath") and not name else ""
            text = event.get("ValidationStatusReason") or event.get("ValidationName") or "validation found something"
            yield Notice(f"{path}{name}".rstrip("/"), f"{text}{where}")


def _hooks(cloud: Cloud, path: str, change_set: str) -> Iterator[Notice]:
    asked = {"TargetType": "CHANGE_SET", "TargetId": change_set}
    for result in pages(cloud.cloudformation, "list_hook_results", "HookResults", **asked):
        said = _SAID.get(result.get("Status", ""))
        if said is None:
            continue
        passed, reason = said == "passed", result.get("HookStatusReason", "")
        text = f"the hook {result.get('TypeName', '')} {said}"
        text += f": {reason}" if reason and not passed else ""
        text += ", which stops the deployment" if not passed and result.get("FailureMode") == "FAIL" else ""
        yield Notice(path.rstrip("/"), text, warns=not passed)

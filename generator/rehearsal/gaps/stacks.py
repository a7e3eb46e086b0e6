"""CloudFormation: what the simulator's handlers do not say of a stack, or do not refuse."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, helpers, provisioners, stacks
from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation.handlers import _resolve_stack
from ministack.services.cloudformation.helpers import _error, _esc, _p

from generator.rehearsal.engine import entry, replacement

Response = tuple[int, dict[str, str], bytes]
_BUCKET_IN_HOST = re.compile(r"^(?P<bucket>.+)\.s3[.-](?:[\w-]+\.)+[a-z]+$")  # the domain is the partition's
_UPDATABLE = {
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE",
    "CREATE_FAILED", "UPDATE_FAILED",
}  # fmt: skip


def operations() -> None:
    """Simulator: one resource after the other, nested stacks by a way of their own that forgets what they need.

    It loses attributes of unchanged resources in a nested update, resolves no secrets in children, leaves failed
    children behind, and ignores their DeletionPolicy. CloudFormation does the same for root and child, and takes
    side by side what does not wait ("Working with nested stacks", "DependsOn attribute").
    """
    for module in (handlers, changesets, stacks):
        module._deploy_stack_async = entry.deploy
        module._delete_stack_async = entry.delete
        module._roll_back_operation = entry.roll_back_failed
        module._continue_update_rollback_async = entry.continue_rollback


def replaced_properties() -> None:
    """Simulator: Replacement is Conditional for types it has no table of. AWS: decides by the type's schema."""
    provisioners._property_recreation = replacement.recreation
    stacks._property_recreation = replacement.recreation


def bucket_in_host_name() -> None:
    """Simulator: TemplateURL in path style only. AWS: https://BUCKET.s3.REGION.amazonaws.com/KEY too."""
    stock = helpers._resolve_document

    def resolve(request: dict[str, Any], body_key: str, url_key: str, label: str) -> Any:
        url = urlsplit(_p(request, url_key) or "")
        host = _BUCKET_IN_HOST.match(url.hostname or "")
        if host and host["bucket"] != "s3":
            path = f"/{host['bucket']}{url.path}"
            request = {**request, url_key: [urlunsplit((url.scheme, "s3.amazonaws.com", path, "", ""))]}
        return stock(request, body_key, url_key, label)

    helpers._resolve_document = resolve


def parent_and_root() -> None:
    """Simulator: DescribeStacks and ListStacks omit ParentId and RootId. AWS: both for nested stacks (API_Stack)."""
    for action in ("DescribeStacks", "ListStacks"):
        stock = cloudformation._ACTION_HANDLERS[action]
        cloudformation._ACTION_HANDLERS[action] = _with_parents(stock)


def _with_parents(stock: Any) -> Any:
    def answered(request: dict[str, Any]) -> Response:
        status, headers, body = stock(request)
        text = body.decode()
        for stack in cloudformation._stacks.values():
            if stack.get("ParentId"):
                own = f"<StackId>{_esc(stack['StackId'])}</StackId>"
                above = f"<ParentId>{_esc(stack['ParentId'])}</ParentId><RootId>{_esc(stack['RootId'])}</RootId>"
                text = text.replace(own, own + above)
        text = text.replace("<LastUpdatedTime></LastUpdatedTime>", "")  # what was never updated has none
        return status, headers, text.encode()

    return answered


def resources_are_required() -> None:
    """Simulator: takes a template without resources. AWS: ``At least one Resources member must be defined.``

    ("Template format error: " stands before it. User Guide, "Resources" section: required; read 2026-11.)
    """
    stock = language._parse_template

    def parse(text: str) -> dict[str, Any]:
        template: dict[str, Any] = stock(text)
        if not template.get("Resources"):
            raise ValueError("At least one Resources member must be defined.")
        return template

    for module in (language, handlers, changesets):
        module._parse_template = parse


def capabilities() -> None:
    """Simulator: checks capabilities with its own access control only. AWS: always.

    ``Requires capabilities : [CAPABILITY_IAM]``, InsufficientCapabilitiesException (API_CreateChangeSet).
    """
    handlers._capabilities_enforced = lambda: True


def only_updatable_stacks() -> None:
    """Simulator: takes a change set in any state. AWS: refuses it while busy, and on what can only be deleted.

    ``Stack:ARN is in ROLLBACK_COMPLETE state and can not be updated.``, ValidationError.
    """
    stock = cloudformation._ACTION_HANDLERS["CreateChangeSet"]

    def create(request: dict[str, Any]) -> Response:
        stack = _resolve_stack(_p(request, "StackName"))
        if stack is not None:
            creates, status = _p(request, "ChangeSetType", "UPDATE") == "CREATE", stack["StackStatus"]
            fine = {"REVIEW_IN_PROGRESS", "DELETE_COMPLETE"} if creates else _UPDATABLE | {"DELETE_COMPLETE"}
            if status not in fine and not (creates and status in _UPDATABLE):
                message = f"Stack:{stack['StackId']} is in {status} state and can not be updated."
                return _error("ValidationError", message)  # type: ignore[no-any-return]
        answered: Response = stock(request)
        return answered

    cloudformation._ACTION_HANDLERS["CreateChangeSet"] = create


def unknown_parameters() -> None:
    """Simulator: accepts parameters that the template does not declare. AWS: refuses them.

    ``Parameters: [Name] do not exist in the template``, ValidationError.
    """
    stock = language._resolve_parameters

    def resolve(template: dict[str, Any], passed: list[dict[str, Any]], *previous: Any, **more: Any) -> Any:
        declared = template.get("Parameters", {})
        unknown = [str(parameter.get("ParameterKey") or parameter.get("Key")) for parameter in passed]
        unknown = sorted(name for name in unknown if name not in declared)
        if unknown:
            raise ValueError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        return stock(template, passed, *previous, **more)

    for module in (language, handlers, changesets):
        module._resolve_parameters = resolve

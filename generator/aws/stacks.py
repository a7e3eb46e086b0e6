"""A stack as it stands: its status, outputs, resources and templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml
from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, code, message, pages
from generator.aws.cloud import Cloud
from generator.changes.change import STACK
from generator.text.short_forms import reader


@dataclass(frozen=True)
class Stack:
    """What DescribeStacks says of one stack. ``change_set`` is the id of the set that its last operation executed."""

    id: str
    name: str
    status: str
    reason: str
    updated: datetime
    change_set: str
    protected: bool
    outputs: Mapping[str, str]
    parameters: Mapping[str, str] = field(default_factory=dict)


def find(cloud: Cloud, name: str) -> Stack | None:
    """Look a stack up by name or id; None when there is none. Deleted stacks are found by id only."""
    try:
        answers = ask(cloud.cloudformation.describe_stacks, StackName=name)["Stacks"]
    except ClientError as error:
        if code(error) == "ValidationError" and "does not exist" in message(error):
            return None
        raise RefusedError(f"the stack {name} cannot be looked at: {message(error)}") from None
    if not answers:
        return None
    answer = answers[0]
    return Stack(
        answer["StackId"],
        answer["StackName"],
        answer["StackStatus"],
        answer.get("StackStatusReason", ""),
        answer.get("LastUpdatedTime") or answer["CreationTime"],
        answer.get("ChangeSetId", ""),
        bool(answer.get("EnableTerminationProtection")),
        {output["OutputKey"]: output["OutputValue"] for output in answer.get("Outputs") or ()},
        {each["ParameterKey"]: each.get("ParameterValue", "") for each in answer.get("Parameters") or ()},
    )


@dataclass(frozen=True)
class Physical:
    """One resource that exists: its path by logical ids, what it is, and the id of what it became."""

    path: tuple[str, ...]
    type: str
    id: str
    status: str
    stack: str

    @property
    def name(self) -> str:
        """The path as ``--allow`` takes it."""
        return "/".join(self.path)


def resources(cloud: Cloud, stack: str, path: tuple[str, ...] = ()) -> list[Physical]:
    """Every resource of a stack and, behind each, those of the nested stack that it is. Gone ones are left out."""
    physical: list[Physical] = []
    try:
        answers = list(pages(cloud.cloudformation, "list_stack_resources", "StackResourceSummaries", StackName=stack))
    except ClientError as error:
        if code(error) == "ValidationError":
            return []
        raise RefusedError(f"the resources of {stack} cannot be listed: {message(error)}") from None
    for answer in answers:
        id_, status = answer.get("PhysicalResourceId") or "", answer["ResourceStatus"]
        resource = Physical((*path, answer["LogicalResourceId"]), answer["ResourceType"], id_, status, stack)
        if status != "DELETE_COMPLETE":
            physical.append(resource)
            if resource.type == STACK and id_:
                physical += resources(cloud, id_, resource.path)
    return physical


def written(cloud: Cloud, stack: str) -> str:
    """The template that a stack was deployed from, as text. Raises RefusedError where it may not be read."""
    try:
        body = ask(cloud.cloudformation.get_template, StackName=stack)["TemplateBody"]
    except ClientError as error:
        raise RefusedError(f"the template of {stack} cannot be read: {message(error)}") from None
    return body if isinstance(body, str) else json.dumps(body)


_read = reader(lambda tag, value: None)


def template(cloud: Cloud, stack: str) -> Mapping[str, Any]:
    """The template that a stack was deployed from, without short forms of functions; empty when unreadable."""
    try:
        body = ask(cloud.cloudformation.get_template, StackName=stack)["TemplateBody"]
        content = _read(body) if isinstance(body, str) else body
    except (ClientError, yaml.YAMLError):
        return {}
    return content if isinstance(content, Mapping) else {}

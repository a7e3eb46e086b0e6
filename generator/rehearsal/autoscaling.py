"""Application Auto Scaling, which the simulator lacks: what is registered, and nothing that scales by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, error_response_json, get_account_id, get_region, new_uuid
from ministack.core.responses import json_response as answer

_TARGETS = AccountRegionScopedDict()  # (resource, dimension) as one text -> scalable target
_POLICIES = AccountRegionScopedDict()  # ARN -> policy


def stored() -> dict[str, Any]:
    """What a snapshot needs."""
    return {"targets": _TARGETS, "policies": _POLICIES}


def restore(data: dict[str, Any]) -> None:
    """Take back what a snapshot holds."""
    _TARGETS._data.update(data["targets"]._data)
    _POLICIES._data.update(data["policies"]._data)


def _key(data: dict[str, Any]) -> str:
    return f"{data['ResourceId']}|{data['ScalableDimension']}|{data['ServiceNamespace']}"


def register(data: dict[str, Any]) -> dict[str, Any]:
    """Keep a scalable target; a second registration changes what it names."""
    key = _key(data)
    arn = f"arn:aws:application-autoscaling:{get_region()}:{get_account_id()}:scalable-target/{new_uuid()[:24]}"
    target = _TARGETS.get(key) or {"CreationTime": time.time(), "ScalableTargetARN": arn, "RoleARN": _role()}
    _TARGETS[key] = target | {name: value for name, value in data.items() if name != "Tags"}
    return {"ScalableTargetARN": target["ScalableTargetARN"]}


def _role() -> str:
    name = (
        "aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
    )
    return f"arn:aws:iam::{get_account_id()}:role/{name}"


def deregister(data: dict[str, Any]) -> dict[str, Any]:
    """Forget a scalable target and its policies."""
    _TARGETS.pop(_key(data), None)
    for arn, policy in list(_POLICIES.items()):
        if _key(policy) == _key(data):
            _POLICIES.pop(arn, None)
    return {}


def put_policy(data: dict[str, Any]) -> dict[str, Any]:
    """Keep a policy of a target that is there."""
    if _key(data) not in _TARGETS:
        raise LookupError(f"No scalable target registered for {_key(data)}")
    known = next((registered for registered in _POLICIES.values() if _same_policy(registered, data)), None)
    arn = (
        f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:scalingPolicy:{new_uuid()}"
        f":resource/{data['ServiceNamespace']}/{data['ResourceId']}:policyName/{data['PolicyName']}"
    )
    policy = known or {"PolicyARN": arn, "CreationTime": time.time(), "Alarms": []}
    _POLICIES[policy["PolicyARN"]] = policy | data
    return {"PolicyARN": policy["PolicyARN"], "Alarms": []}


def _same_policy(policy: dict[str, Any], other: dict[str, Any]) -> bool:
    return _key(policy) == _key(other) and policy["PolicyName"] == other["PolicyName"]


def delete_policy(data: dict[str, Any]) -> dict[str, Any]:
    """Forget a policy."""
    for arn, policy in list(_POLICIES.items()):
        if _same_policy(policy, data):
            _POLICIES.pop(arn, None)
    return {}


def _describe(held: Any, data: dict[str, Any]) -> list[dict[str, Any]]:
    ids = data.get("ResourceIds") or ([data["ResourceId"]] if "ResourceId" in data else None)
    return [
        record
        for record in held.values()
        if record["ServiceNamespace"] == data.get("ServiceNamespace", record["ServiceNamespace"])
        and (ids is None or record["ResourceId"] in ids)
    ]


ACTIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "RegisterScalableTarget": register,
    "DeregisterScalableTarget": deregister,
    "PutScalingPolicy": put_policy,
    "DeleteScalingPolicy": delete_policy,
    "DescribeScalableTargets": lambda data: {"ScalableTargets": _describe(_TARGETS, data)},
    "DescribeScalingPolicies": lambda data: {"ScalingPolicies": _describe(_POLICIES, data)},
    "DescribeScalingActivities": lambda data: {"ScalingActivities": []},
    "DescribeScheduledActions": lambda data: {"ScheduledActions": []},
}


async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Any:
    """Answer a request of the service's API."""
    action = headers.get("x-amz-target", "").rpartition(".")[2]
    if action not in ACTIONS:
        return error_response_json("UnknownOperationException", f"{action} is not simulated", 400)
    try:
        return answer(ACTIONS[action](json.loads(body or b"{}")))
    except LookupError as error:
        return error_response_json("ObjectNotFoundException", str(error), 400)

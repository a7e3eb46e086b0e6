"""Application Auto Scaling and the association of a web ACL: types and a service that the simulator lacks."""

from __future__ import annotations

from typing import Any

import ministack.app as simulator
from ministack.core import router
from ministack.services import ecs, waf

from generator.rehearsal import autoscaling
from generator.rehearsal.gaps.types import Made, teach

_IDENTITY = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def application_autoscaling() -> None:
    """Simulator: no such service. AWS: an API of its own, where targets and policies are seen."""
    router.SERVICE_PATTERNS["application-autoscaling"] = {"target_prefixes": ["AnyScaleFrontendService"]}
    simulator.SERVICE_HANDLERS["application-autoscaling"] = autoscaling.handle


def scalable_target() -> None:
    """Simulator: unrecognized type. AWS: ``Ref`` joins resource, dimension and namespace with ``|``.

    A service below the least number of tasks is brought up to it at once ("RegisterScalableTarget").
    """

    def put(properties: dict[str, Any]) -> Made:
        least, most = int(properties["MinCapacity"]), int(properties["MaxCapacity"])
        autoscaling.register({**properties, "MinCapacity": least, "MaxCapacity": most})
        if properties["ServiceNamespace"] == "ecs":
            _, cluster, name = properties["ResourceId"].split("/")
            service = ecs._services.get(f"{cluster}/{name}")
            if service is None:
                raise ValueError(f"ECS service doesn't exist: {properties['ResourceId']}")
            wanted = min(max(service["desiredCount"], least), most)
            if wanted != service["desiredCount"]:
                ecs._update_service({"cluster": cluster, "service": name, "desiredCount": wanted})
        physical_id = f"{properties['ResourceId']}|{properties['ScalableDimension']}|{properties['ServiceNamespace']}"
        return physical_id, {"Id": physical_id}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        autoscaling.deregister(properties)

    teach("AWS::ApplicationAutoScaling::ScalableTarget", put, delete, lambda physical_id, new: put(new))


def scaling_policy() -> None:
    """Simulator: unrecognized type. AWS: ``Ref`` and ``Arn`` are its ARN; its target may be named by reference."""

    def request(properties: dict[str, Any]) -> dict[str, Any]:
        named = dict(properties)
        if "ScalingTargetId" in named:
            resource, dimension, namespace = named.pop("ScalingTargetId").split("|")
            named |= dict(zip(_IDENTITY, (namespace, resource, dimension), strict=True))
        return named

    def put(properties: dict[str, Any]) -> Made:
        arn = autoscaling.put_policy(_numbers(request(properties)))["PolicyARN"]
        return arn, {"Arn": arn}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        autoscaling.delete_policy(request(properties))

    teach("AWS::ApplicationAutoScaling::ScalingPolicy", put, delete, lambda physical_id, new: put(new))


def _numbers(value: Any) -> Any:
    """Numbers where a template had texts of digits."""
    if isinstance(value, dict):
        return {name: _numbers(item) for name, item in value.items()}
    return float(value) if isinstance(value, str) and value.replace(".", "", 1).isdigit() else value


def web_acl_association() -> None:
    """Simulator: unrecognized type, though its API associates. AWS: the two ARNs are its identity."""

    def create(properties: dict[str, Any]) -> Made:
        if waf._resolve_local_web_acl(properties["WebACLArn"])[0] is None:
            raise ValueError("AWS WAF couldn't perform the operation because your resource doesn't exist.")
        waf._associations[properties["ResourceArn"]] = properties["WebACLArn"]
        return f"{properties['ResourceArn']}|{properties['WebACLArn']}", {}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        if waf._associations.get(properties["ResourceArn"]) == properties["WebACLArn"]:
            waf._associations.pop(properties["ResourceArn"], None)

    teach("AWS::WAFv2::WebACLAssociation", create, delete)

"""What refuses to be deleted, which the simulator's CloudFormation does not heed."""

from __future__ import annotations

from typing import Any

from ministack.services import alb, rds, s3
from ministack.services.cloudformation import provisioners


def deletion_protection() -> None:
    """Simulator: a stack deletes protected databases and load balancers. AWS: both refuse, and the deletion fails.

    (DeleteDBInstance: InvalidParameterCombination; DeleteLoadBalancer: OperationNotPermitted.)
    """

    def database(physical_id: str, properties: dict[str, Any]) -> None:
        if (rds._instances.get(physical_id) or {}).get("DeletionProtection"):
            raise ValueError(
                "Cannot delete protected DB Instance, please disable deletion protection and try again. "
                "(Service: Rds, Status Code: 400)"
            )

    def balancer(physical_id: str, properties: dict[str, Any]) -> None:
        for attribute in alb._lb_attrs.get(physical_id) or []:
            if attribute["Key"] == "deletion_protection.enabled" and str(attribute["Value"]).lower() == "true":
                raise ValueError(
                    f"Load balancer '{physical_id}' cannot be deleted because deletion protection is enabled "
                    "(Service: ElasticLoadBalancingV2, Status Code: 400)"
                )

    _ask_first("AWS::RDS::DBInstance", database)
    _ask_first("AWS::ElasticLoadBalancingV2::LoadBalancer", balancer)


def buckets_with_objects() -> None:
    """Simulator: a stack deletes a bucket with what is in it. AWS: refuses, and the deletion fails.

    (User Guide, "Troubleshooting CloudFormation", "Delete stack fails": a bucket has to be emptied first; DeleteBucket:
    BucketNotEmpty, 409; read 2026-11.)
    """

    def bucket(physical_id: str, properties: dict[str, Any]) -> None:
        objects = (s3._buckets.get(physical_id) or {}).get("objects")
        versions = s3._bucket_has_versions(physical_id)
        if objects or versions:
            more = " You must delete all versions in the bucket." if versions else ""
            raise ValueError(
                f"The bucket you tried to delete is not empty.{more} (Service: S3, Status Code: 409, BucketNotEmpty)"
            )

    _ask_first("AWS::S3::Bucket", bucket)


def _ask_first(kind: str, ask: Any) -> None:
    stock = provisioners._RESOURCE_HANDLERS[kind]["delete"]

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        ask(physical_id, properties)
        stock(physical_id, properties)

    provisioners._RESOURCE_HANDLERS[kind]["delete"] = delete

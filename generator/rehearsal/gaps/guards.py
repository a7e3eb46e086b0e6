"""Protection against deletion, which the simulator's CloudFormation does not heed."""

from __future__ import annotations

from typing import Any

from ministack.services import alb, rds
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


def _ask_first(kind: str, ask: Any) -> None:
    stock = provisioners._RESOURCE_HANDLERS[kind]["delete"]

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        ask(physical_id, properties)
        stock(physical_id, properties)

    provisioners._RESOURCE_HANDLERS[kind]["delete"] = delete

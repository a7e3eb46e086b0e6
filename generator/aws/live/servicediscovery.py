"""Names of Cloud Map in the VPCs that tasks run in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.aws.live.reading import Reading


def names(reading: Reading, vpcs: Collection[str]) -> None:
    """Keep namespaces and the services in them; private ones of other VPCs are left out."""
    for told in reading.all("servicediscovery", "list_namespaces", "Namespaces"):
        namespace = dict(told)
        if namespace["Type"] == "DNS_PRIVATE":
            namespace["VPCs"] = zone = _zone(reading, namespace["Id"])
            here = [vpc for vpc in zone if vpc.get("VPCId") in vpcs]
            if zone and not here:
                continue
            namespace["VPCs"] = here
        reading.facts.add("servicediscovery:ListNamespaces", [namespace])
        filters = [{"Name": "NAMESPACE_ID", "Values": [namespace["Id"]], "Condition": "EQ"}]
        for service in reading.all("servicediscovery", "list_services", "Services", Filters=filters):
            whole = (reading.one("servicediscovery", "get_service", Id=service["Id"]) or {}).get("Service") or {}
            entry = {**service, **whole, "NamespaceId": namespace["Id"]}
            reading.facts.add("servicediscovery:ListServices", [entry])


def _zone(reading: Reading, namespace: str) -> list[dict[str, Any]]:
    """The VPCs that the hosted zone of a namespace is resolved in."""
    answer = reading.one("servicediscovery", "get_namespace", Id=namespace) or {}
    properties = (answer.get("Namespace") or {}).get("Properties") or {}
    zone = (properties.get("DnsProperties") or {}).get("HostedZoneId")
    told = reading.one("route53", "get_hosted_zone", Id=zone) if zone else None
    return list((told or {}).get("VPCs") or ())

"""Cloud Map: namespaces, and the services that have a name in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, some

SERVICE = "AWS::ServiceDiscovery::Service"
_TYPES = {
    "DNS_PRIVATE": "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "DNS_PUBLIC": "AWS::ServiceDiscovery::PublicDnsNamespace",
    "HTTP": "AWS::ServiceDiscovery::HttpNamespace",
}


def names(facts: Facts) -> Iterator[Made]:
    """Each namespace and each service. Which VPCs a private one is resolved in, its hosted zone knows."""
    for told in facts.of("servicediscovery:ListNamespaces"):
        type_ = _TYPES[told["Type"]]
        properties = {"Name": told["Name"]}
        if told["Type"] == "DNS_PRIVATE":
            properties["Vpc"] = (told.get("VPCs") or [{}])[0].get("VPCId") or {"Ref": "NotRead"}
        yield Made(type_, told["Id"], properties, {told["Id"]: "Id", told["Arn"]: "Arn"}, told["Name"])
    for told in facts.of("servicediscovery:ListServices"):
        dns = told.get("DnsConfig") or {}
        properties = some(
            Name=told["Name"],
            NamespaceId=told.get("NamespaceId") or dns.get("NamespaceId"),
            DnsConfig=some(
                DnsRecords=[{"Type": each["Type"], "TTL": each["TTL"]} for each in dns.get("DnsRecords") or ()],
                RoutingPolicy=dns.get("RoutingPolicy"),
            ),
            HealthCheckCustomConfig=told.get("HealthCheckCustomConfig"),
        )
        yield Made(SERVICE, told["Id"], properties, {told["Id"]: "Id", told["Arn"]: "Arn"}, told["Name"])

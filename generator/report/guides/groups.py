"""Who admits whom, and which names services have, in what `build` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.report.guides.app import resources
from generator.report.guides.table import code, table

_TARGETS = ("SourceSecurityGroupId", "DestinationSecurityGroupId", "DestinationPrefixListId", "CidrIp")


def rules() -> str:
    """A line for each connection: the two groups, and which of the two rules it takes are there."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for direction in ("Egress", "Ingress"):
        for _, rule in resources(f"AWS::EC2::SecurityGroup{direction}"):
            own, other = _of(rule["GroupId"]), _of(next(rule[key] for key in _TARGETS if key in rule))
            ends = (own, other) if direction == "Egress" else (other, own)
            found.setdefault((*ends, str(rule["FromPort"]), rule["Description"]), []).append(direction.lower())
    rows = [
        (code(source), code(target), port, " and ".join(kinds), why)
        for (source, target, port, why), kinds in sorted(found.items())
    ]
    return table(("from", "to", "port", "rules", "because"), rows)


def names() -> str:
    """A line for each private name, and the variables by which callers are told of it."""
    ((_, namespace),) = resources("AWS::ServiceDiscovery::PrivateDnsNamespace")
    told: dict[str, list[str]] = {}
    for file, definition in resources("AWS::ECS::TaskDefinition"):
        for container in definition["ContainerDefinitions"]:
            for variable in container.get("Environment", ()):
                if variable["Name"].endswith("_URL"):
                    told.setdefault(variable["Name"], []).append(f"{file.removesuffix('.yaml')} has {variable['Name']}")
    rows = []
    for _, service in resources("AWS::ServiceDiscovery::Service"):
        record = service["DnsConfig"]["DnsRecords"][0]
        callers = told.get(f"{service['Name'].upper().replace('-', '_')}_URL", ["nobody calls it"])
        name = f"{service['Name']}.{namespace['Name']}"
        rows.append((code(name), f"{record['Type']}, {record['TTL']} seconds", "; ".join(callers)))
    return table(("name inside of the VPC", "record", "who is told of it"), rows)


def _of(end: Any) -> str:
    return end["Ref"] if isinstance(end, Mapping) else str(end)

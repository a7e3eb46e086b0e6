"""Cloud Map: which names clash."""

from __future__ import annotations

from typing import Any

from ministack.services import servicediscovery

_VPC = "_vpc"


def private_names_of_other_networks() -> None:
    """Simulator: one namespace of a name. AWS: one a VPC, for a private name is a hosted zone of its own there.

    (Route 53 refuses a second private zone of a name only where it would overlap in a VPC, ConflictingDomainExists;
    that Cloud Map follows it for private DNS namespaces is general knowledge.)
    """
    stock = servicediscovery._create_namespace_record

    def create(name: str, kind: str, *arguments: Any, **more: Any) -> Any:
        vpc = more.get("vpc") or (arguments[3] if len(arguments) > 3 else None)
        known = servicediscovery._namespaces
        elsewhere = {
            key: other
            for key, other in list(known.items())
            if kind == "DNS_PRIVATE" and other["Name"] == name and other.get(_VPC) != vpc
        }
        for key in elsewhere:
            known.pop(key)
        try:
            namespace, error = stock(name, kind, *arguments, **more)
        finally:
            for key, other in elsewhere.items():
                known[key] = other
        if namespace is not None:
            namespace[_VPC] = vpc
        return namespace, error

    servicediscovery._create_namespace_record = create

"""Names: how words of app.yaml become logical ids and environment variables."""

from __future__ import annotations


def logical_id(name: str) -> str:
    """Turn ``auth-service`` or ``load_balancer`` into ``AuthService`` and ``LoadBalancer``."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace("_", "-").split("-"))


def variable(name: str) -> str:
    """Turn ``auth-service`` into ``AUTH_SERVICE``."""
    return name.upper().replace("-", "_")

"""How the runtimes of services are told which authorities to trust, beyond those that they know by themselves."""

from __future__ import annotations

from typing import Literal

Runtime = Literal["node", "libpq"]

AUTHORITIES = "NODE_EXTRA_CA_CERTS"
"""The variable that names a file of further authorities to Node.js, which reads it when the process starts and warns
when there is no such file. Source: Node.js 20 documentation, "Command-line API", read 2026-11. Tried with node 20.20,
pg 8.23 and PostgreSQL 15.18 under an authority of its own on 2026-11-28: PGSSLMODE=verify-full and PGSSLROOTCERT alone
end in SELF_SIGNED_CERT_IN_CHAIN, or UNABLE_TO_VERIFY_LEAF_SIGNATURE where the server keeps its root to itself; with
this variable it connects. libpq 15 (psql) connects by PGSSLROOTCERT, and ends in "root certificate file does not exist"
without the file."""


def runtime_of(runtime: Runtime | None, probe: str) -> str:
    """Name what a service runs on: what it says, else what its probe is written in; empty when that tells nothing."""
    return runtime or (probe if probe in ("node", "python") else "")


def trusting(runtime: str, bundle: str) -> dict[str, str]:
    """The variables that a runtime needs to trust a file of authorities.

    Libraries read variables of their own, which the store provides. What may be Node.js is told as well: nothing else
    looks at the variable.
    """
    return {AUTHORITIES: bundle} if bundle and runtime in ("node", "") else {}

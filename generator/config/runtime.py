"""How the runtimes of services are told which authorities to trust, beyond those that they know by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from generator.awsdata.clients import Client, clients, names
from generator.config.section import Refused, Text
from generator.errors import did_you_mean

AUTHORITIES = "NODE_EXTRA_CA_CERTS"
"""The variable that names a file of further authorities to Node.js, which reads it when the process starts and warns
when there is no such file. Source: Node.js 20 documentation, "Command-line API", read 2026-11. Tried with node 20.20,
pg 8.23 and PostgreSQL 15.18 under an authority of its own on 2026-11-28: PGSSLMODE=verify-full and PGSSLROOTCERT alone
end in SELF_SIGNED_CERT_IN_CHAIN, or UNABLE_TO_VERIFY_LEAF_SIGNATURE where the server keeps its root to itself; with
this variable it connects. libpq 15 (psql) connects by PGSSLROOTCERT, and ends in "root certificate file does not exist"
without the file."""


@dataclass(frozen=True)
class _Known:
    """An annotation for the name of a runtime or of a client. The names are read when one is asked for."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "enum": list(names())}


def _known(name: str) -> str:
    if name.lower() not in names():
        what = "is no runtime or database client known here"
        raise Refused(what, accepted=", ".join(names()), hint=did_you_mean(name, names()))
    return name.lower()


Runtime = Annotated[Text, _Known()]


def runtime_of(runtime: str | None, probe: str) -> str:
    """Name what a service runs on: what it says, else what its probe is written in; empty when that tells nothing."""
    return runtime or (probe if probe in ("node", "python") else "")


def trusting(runtime: str, bundle: str, engine: str) -> dict[str, str]:
    """The variables by which the clients of a runtime are told to trust a file of authorities.

    What may be Node.js is told by its variable: nothing else looks at that. Where nobody says which ``engine`` a store
    speaks, Node.js is told all the same, for its variable holds for every connection.
    """
    if not bundle:
        return {}
    if runtime == "":
        return {AUTHORITIES: bundle}
    every = _every(runtime, engine).values()
    return {each.authorities: bundle for each in every if each.authorities and (engine or each.runtime == "node")}


def by_code(runtime: str, engine: str) -> Mapping[str, Client]:
    """The clients of a runtime, where none of them verifies the server by variables alone."""
    every = _every(runtime, engine) if engine else {}
    return {} if any(each.by_variables for each in every.values()) else every


def _every(runtime: str, engine: str) -> Mapping[str, Client]:
    return clients(runtime, engine or "postgres")

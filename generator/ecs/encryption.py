"""Whether a database refuses connections without TLS: its parameter group, or the default of its version."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ecs.databases import Database
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Resource, Value

_GROUPS = {False: "AWS::RDS::DBParameterGroup", True: "AWS::RDS::DBClusterParameterGroup"}
_NAMES = {False: "DBParameterGroupName", True: "DBClusterParameterGroupName"}
POSTGRES, MYSQL = ("postgres", "aurora-postgresql"), ("mysql", "aurora-mysql", "mariadb")
_ON, _OFF = ("1", "on", "true"), ("0", "off", "false")
Version = tuple[int, ...]
# From which version on TLS is enforced unless the parameter says otherwise, and up to which it is not; in between the
# documentation says nothing. Sources, read 2026-11: RDS User Guide, "Using SSL with a PostgreSQL DB instance",
# "Requiring SSL/TLS for all connections to a MySQL DB instance" and "... to MariaDB DB instances"; Aurora User Guide,
# "Security with Amazon Aurora PostgreSQL" and "Comparing Aurora MySQL version 3 and Aurora MySQL version 8.4".
_DEFAULT: dict[str, tuple[Version, Version]] = {
    "postgres": ((14,), (15,)),
    "aurora-postgresql": ((16,), (17,)),
    "mysql": ((8, 4), (9, 7)),
    "mariadb": ((11, 4), (11, 8)),
    "aurora-mysql": ((8, 0), (8, 4)),
}


@dataclass(frozen=True)
class Enforcement:
    """Whether TLS is enforced, why, and the property that decides it."""

    verdict: Truth
    because: str
    place: Resource
    steps: tuple[str | int, ...]
    parameter: str


def enforcement(graph: Graph, database: Database) -> Enforcement | None:
    """Tell whether a database enforces TLS; None for an engine that has no such parameter here."""
    engine = database.engine
    if engine not in (*POSTGRES, *MYSQL):
        return None
    parameter = "rds.force_ssl" if engine in POSTGRES else "require_secure_transport"
    name = _NAMES[database.cluster]
    group_name = database.resource.get(name)
    group = graph.target(group_name, _GROUPS[database.cluster])
    if group is None:
        default = isinstance(group_name, Absent) or (literal(group_name) or "").startswith("default.")
        if not default:
            because = f"the parameter group {group_name} of {database.resource} is not created in these templates"
            return Enforcement(Truth.UNKNOWN, because, database.resource, (name,), parameter)
        return _default(database, engine, Absent(), parameter, database.resource, (name,))
    value = group.get("Parameters", parameter)
    steps = ("Parameters", parameter)
    if isinstance(value, Absent):
        return _default(database, engine, group.get("Family"), parameter, group, ("Parameters",))
    word = value.text.strip().lower() if isinstance(value, Literal) else ""
    verdict = Truth.YES if word in _ON else Truth.NO if word in _OFF else Truth.UNKNOWN
    return Enforcement(verdict, f"{group} sets {parameter} to {value}", group, steps, parameter)


def _default(
    database: Database, engine: str, family: Value, parameter: str, place: Resource, steps: tuple[str | int, ...]
) -> Enforcement:
    written = literal(database.resource.get("EngineVersion")) or _version_in(engine, literal(family) or "")
    known = tuple(int(part) for part in re.findall(r"\d{1,4}", written)[:2])
    off, on = _DEFAULT[engine]
    if len(known) < len(off):
        because = f"the version of {database.resource} is not known here, so neither is the default of {parameter}"
        return Enforcement(Truth.UNKNOWN, because, place, steps, parameter)
    least = known[: len(off)]
    verdict = Truth.YES if least >= on else Truth.NO if least <= off else Truth.UNKNOWN
    state = {Truth.YES: "on", Truth.NO: "off", Truth.UNKNOWN: "not documented"}[verdict]
    because = f"{parameter} is not set, and its default is {state} in {engine} {written}"
    return Enforcement(verdict, because, place, steps, parameter)


def _version_in(engine: str, family: str) -> str:
    return family[len(engine) :] if family.startswith(engine) else ""

"""Whether a database refuses connections without TLS: its parameter group, or the default of its version."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.awsdata.databases import Engine, engine
from generator.ecs.stores.databases import Database
from generator.ecs.texts import literal
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Literal, Resource, Value, shown

_GROUPS = {False: "AWS::RDS::DBParameterGroup", True: "AWS::RDS::DBClusterParameterGroup"}
_NAMES = {False: "DBParameterGroupName", True: "DBClusterParameterGroupName"}
POSTGRES, MYSQL = ("postgres", "aurora-postgresql"), ("mysql", "aurora-mysql", "mariadb")
_ON, _OFF = ("1", "on", "true"), ("0", "off", "false")


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
    known = engine(database.engine or "")
    if known is None:
        return None
    parameter = known.parameter
    name = _NAMES[database.cluster]
    group_name = database.resource.get(name)
    group = graph.target(group_name, _GROUPS[database.cluster])
    if group is None:
        default = isinstance(group_name, Absent) or (literal(group_name) or "").startswith("default.")
        if not default:
            parameter_group = f"the parameter group ({shown(group_name)}) of {database.resource}"
            because = f"{parameter_group} is not created in these templates"
            return Enforcement(Truth.UNKNOWN, because, database.resource, (name,), parameter)
        return _default(database, known, Absent(), parameter, database.resource, (name,))
    value = group.get("Parameters", parameter)
    steps = ("Parameters", parameter)
    if isinstance(value, Absent):
        return _default(database, known, group.get("Family"), parameter, group, ("Parameters",))
    word = value.text.strip().lower() if isinstance(value, Literal) else ""
    verdict = Truth.YES if word in _ON else Truth.NO if word in _OFF else Truth.UNKNOWN
    return Enforcement(verdict, f"{group} sets {parameter} to {shown(value)}", group, steps, parameter)


def _default(
    database: Database, engine: Engine, family: Value, parameter: str, place: Resource, steps: tuple[str | int, ...]
) -> Enforcement:
    written = literal(database.resource.get("EngineVersion")) or _version_in(
        database.engine or "", literal(family) or ""
    )
    known = tuple(int(part) for part in re.findall(r"\d{1,4}", written)[:2])
    if not engine.comparable(known):
        because = f"the version of {database.resource} is not known here, so neither is the default of {parameter}"
        return Enforcement(Truth.UNKNOWN, because, place, steps, parameter)
    on = engine.enforces_tls(known)
    verdict = Truth.UNKNOWN if on is None else truth(on)
    state = {Truth.YES: "on", Truth.NO: "off", Truth.UNKNOWN: "not documented"}[verdict]
    because = f"{parameter} is not set, and its default is {state} in {database.engine} {written}"
    return Enforcement(verdict, because, place, steps, parameter)


def _version_in(engine: str | None, family: str) -> str:
    return family[len(engine) :] if engine and family.startswith(engine) else ""

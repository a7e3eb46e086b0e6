"""What RDS refuses of groups of parameters and of options, and of one that an instance is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE, engine_of
from generator.stack import Graph, Resource

_SMALL = {"postgres": 400, "mysql": 400, "mariadb": 400}
"""GiB of gp3 below which IOPS and throughput are not to be set. Source: RDS User Guide, "gp3 storage"."""
_OF_ENGINE = re.compile(r"(postgres|mysql|mariadb)([0-9.]+)")
_DEFAULT = re.compile(r"default[.:](aurora-postgresql|aurora-mysql|postgres|mysql|mariadb)-?([0-9.-]*)")
_FAMILY = re.compile(r"(aurora|aurora-postgresql|aurora-mysql|postgres|mysql|mariadb)[0-9.]+"
                     r"|(oracle|sqlserver|db2|custom|docdb|neptune)-?.*")  # fmt: skip


def family_of_instance(graph: Graph, instance: Resource) -> Iterator[str]:
    """A group for another engine or version."""
    engine = engine_of(instance)
    version = literal(instance.get("EngineVersion")) or ""
    group = graph.target(instance.get("DBParameterGroupName"), "AWS::RDS::DBParameterGroup")
    family = _OF_ENGINE.fullmatch(literal(group.get("Family")) or "") if group else None
    if family and version[:1].isdigit() and engine in _SMALL:
        wanted, written = family[2].split("."), version.split(".")
        if family[1] != engine or written[: len(wanted)] != wanted[: len(written)]:
            yield f"{group} is of the family {family[0]}, and {instance} is {engine} {version}"


def default_groups(_graph: Graph, instance: Resource) -> Iterator[str]:
    engine = engine_of(instance)
    version = literal(instance.get("EngineVersion")) or ""
    for key in ("DBParameterGroupName", "OptionGroupName"):
        found = _DEFAULT.fullmatch(literal(instance.get(key)) or "")
        if not found or not engine:
            continue
        major = found[2].replace("-", ".").strip(".").split(".")
        asked = version.split(".")[: len(major)]
        if found[1] != engine or (version[:1].isdigit() and asked != major[: len(asked)]):
            yield f"{key} of {instance} is {found[0]}, and it is {engine} {version}"


def parameter_group(_graph: Graph, group: Resource) -> Iterator[str]:
    """Families in any case: a sample of AWS's own has MySQL8.0 (aws-cloudformation-templates,
    RDS_with_DBParameterGroup.yaml); read 2026-11."""
    family, told = literal(group.get("Family")), group.get("Description")
    if family and not _FAMILY.fullmatch(family.lower()):
        yield f"Family of {group} is {family[:40]}, which is none on record"
    if literal(told) == "":
        yield f"Description of {group} is empty"


def option_group(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Working with option groups" (PostgreSQL has no options); not looked up, 2026-11."""
    if literal(group.get("EngineName")) == "postgres" and list(items(group.get("OptionConfigurations"))):
        yield f"{group} has OptionConfigurations, and postgres has no options"


REFUSALS: Refusals = {
    INSTANCE: (
        family_of_instance,
        default_groups,
    ),
    "AWS::RDS::DBParameterGroup": (parameter_group,),
    "AWS::RDS::OptionGroup": (option_group,),
}

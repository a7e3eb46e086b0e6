"""Classes of instances that a version of the engine does not run on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE, engine_of
from generator.stack import Graph, Resource

_OLD = re.compile(r"db\.(t1|m1|m2|m3|cr1|t2|r3|m4|r4)\..+")
_OLD_FROM = {"postgres": 11, "mysql": 8, "mariadb": 11, "aurora-postgresql": 14, "aurora-mysql": 8}
"""The major version from which no older class is offered.

Source: what RDS said to others, "RDS does not support creating a DB instance with the following combination":
db.t2.micro with PostgreSQL 11.22 (dybooksIT/k8s-aws-book #9) and 13.4 (Fraudmarc/fraudmarc-ce #55), with MySQL 8.0.35
(elastic/beats #38473); db.m4.large with PostgreSQL 13.6 (aws-quickstart/quickstart-awx #47); db.r4.large with
aurora-postgresql 14.4 (cn-terraform/terraform-aws-sonarqube #88); read 2026-11. MariaDB is ours.
"""
_GRAVITON = re.compile(r"db\.[a-z]+(\d)gd?\..+")
_ARM_FROM = {"postgres": (12, 13, 13), "mysql": (8, 8, 8), "mariadb": (10, 10, 10)}
"""The first major version on record for the second, the third and the fourth Graviton: sixth, seventh and eighth
generation (db.t4g is of the second).

Source: RDS User Guide, "Supported DB engines for DB instance classes"; from memory, 2026-11. Older ones are not known.
"""


def of_the_class(_graph: Graph, instance: Resource) -> Iterator[str]:
    """A class that is older than the version, or younger."""
    engine, kind = engine_of(instance), literal(instance.get("DBInstanceClass")) or ""
    version = literal(instance.get("EngineVersion")) or ""
    major = version.partition(".")[0]
    if not major.isdigit():
        return
    if _OLD.fullmatch(kind) and int(major) >= _OLD_FROM.get(engine, 99):
        yield f"DBInstanceClass of {instance} is {kind}, which {engine} {version} does not run on"
    arm = _GRAVITON.fullmatch(kind)
    if arm and engine in _ARM_FROM:
        first = _ARM_FROM[engine][min(max(int(arm[1]) - 6, 0), 2)]
        if int(major) < first:
            yield f"DBInstanceClass of {instance} is {kind}, and whether {engine} {version} runs on it is not on record"


_TOO_SMALL = re.compile(r"db\.(t2|t3|t4g)\.(micro|small)")


def watched_by_itself(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Performance Insights: engine, Region, and instance class support" (MySQL and MariaDB
    have it on no micro and no small; "Performance Insights not supported for this configuration"); from memory,
    2026-11."""
    kind = literal(instance.get("DBInstanceClass")) or ""
    asked = instance.get("EnablePerformanceInsights")
    if engine_of(instance) in ("mysql", "mariadb") and _TOO_SMALL.fullmatch(kind) and flag(asked) is Truth.YES:
        yield f"EnablePerformanceInsights of {instance} is true, which {kind} does not have with {engine_of(instance)}"


REFUSALS: Refusals = {
    INSTANCE: (
        of_the_class,
        watched_by_itself,
    ),
}

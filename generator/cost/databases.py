"""Databases on RDS and Aurora: instances, storage, provisioned I/O, what is kept of their load.

Source: Amazon RDS pricing and Amazon Aurora pricing; RDS User Guide, "DB instance billing" and "Multi-AZ DB instances"
(instance and storage are paid for the standby too, about twice as much); "Amazon RDS DB instance storage" (3,000 IOPS
of gp3 are included below 400 GiB, 12,000 above); Performance Insights keeps 7 days without cost; CloudFormation
Template Reference, AWS::RDS::DBInstance (StorageType: io1 with Iops, else gp2, or gp3 of late, at the same price); read
2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, number, reason
from generator.cost.item import HOURS, Item
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent, Literal, Resource, Value

INSTANCE, CLUSTER = DATABASES
TYPES = DATABASES
_DISKS = {"gp2": "SSD gp2", "gp3": "SSD gp3", "io1": "provisioned SSD io1", "standard": "magnetic disk"}
FREE_DAYS = 7
_NOT_OPTIMIZED = "no price of instances with I/O-Optimized storage is known here"


def lines(bill: Bill) -> Iterator[Item]:
    """What databases cost."""
    for resource in bill.graph.of_type(INSTANCE):
        member = not isinstance(resource.get("DBClusterIdentifier"), Absent)
        yield from _member(bill, resource) if member else _alone(bill, resource)
        yield from _insights(bill, resource)
        yield from _password(bill, resource)
    for resource in bill.graph.of_type(CLUSTER):
        yield from _cluster(bill, resource)
        yield from _password(bill, resource)


def _alone(bill: Bill, resource: Resource) -> Iterator[Item]:
    origin = bill.graph.target(resource.get("SourceDBInstanceIdentifier"), INSTANCE) or resource
    engine, kind = literal(origin.get("Engine")), literal(resource.get("DBInstanceClass"))
    multi = flag(resource.get("MultiAZ"))
    if engine is None or kind is None or multi is Truth.UNKNOWN:
        values = (origin.get("Engine"), resource.get("DBInstanceClass"), resource.get("MultiAZ"))
        unknown = [value for value in values if not isinstance(value, Literal | Absent)] or values
        yield bill.unknown(resource, "database instance", reason("its engine, class or MultiAZ", *unknown))
        return
    yield _instance(bill, resource, engine.lower(), kind, multi is Truth.YES)
    yield from _storage(bill, resource, origin, "/multi" if multi is Truth.YES else "")
    yield bill.by_use(resource, "backups beyond its size", "rds/backup", "backup-gb", "GB")


def _instance(bill: Bill, resource: Resource, engine: str, kind: str, multi: bool) -> Item:
    what, price = f"{engine} {kind}, {'Multi-AZ' if multi else 'Single-AZ'}", f"rds/{engine}/{kind}"
    if not multi:
        return bill.hours(resource, what, price)
    single = bill.rate(price)
    if bill.rate(f"{price}/multi") is None and single is not None:
        twice = 2 * single.price
        return Item(resource.path, f"{what} (twice Single-AZ)", HOURS, "hours", twice)
    return bill.hours(resource, what, f"{price}/multi")


def _storage(bill: Bill, resource: Resource, origin: Resource, multi: str) -> Iterator[Item]:
    size, provisioned = number(_first(resource, origin, "AllocatedStorage")), _first(resource, origin, "Iops")
    written = _first(resource, origin, "StorageType")
    kind = literal(written) if not isinstance(written, Absent) else "gp2" if isinstance(provisioned, Absent) else "io1"
    if size is None or kind is None:
        yield bill.unknown(resource, "storage", reason("its size or type", resource.get("AllocatedStorage"), written))
        return
    kind = kind.lower()
    yield bill.fixed(resource, f"storage, {_DISKS.get(kind, kind)}", f"rds/storage/{kind}{multi}", size, "GB")
    if isinstance(provisioned, Absent) or kind not in ("gp3", "io1"):
        return
    iops, included = number(provisioned), (3000 if size < 400 else 12000) if kind == "gp3" else 0
    if iops is None:
        yield bill.unknown(resource, "provisioned IOPS", reason("their number", provisioned))
    elif iops > included:
        yield bill.fixed(resource, "provisioned IOPS", f"rds/iops/{kind}{multi}", iops - included, "IOPS")


def _first(resource: Resource, origin: Resource, key: str) -> Value:
    """A property, or that of the instance that this one is a replica of."""
    value = resource.get(key)
    return origin.get(key) if isinstance(value, Absent) else value


def _member(bill: Bill, resource: Resource) -> Iterator[Item]:
    """An instance of a cluster: Aurora's, whose storage is the cluster's."""
    cluster = bill.graph.target(resource.get("DBClusterIdentifier"), CLUSTER)
    engine = literal(resource.get("Engine")) or (literal(cluster.get("Engine")) if cluster else None)
    kind = literal(resource.get("DBInstanceClass"))
    if engine is None or kind is None:
        why = reason("its engine or class", resource.get("Engine"), resource.get("DBInstanceClass"))
        yield bill.unknown(resource, "database instance", why)
    elif kind == "db.serverless":
        yield from _serverless(bill, resource, cluster)
    elif cluster is not None and _optimized(cluster) != "":
        yield bill.unknown(resource, f"{engine} {kind}", _NOT_OPTIMIZED)
    else:
        yield bill.hours(resource, f"{engine} {kind}", f"rds/{engine.lower()}/{kind}")


def _serverless(bill: Bill, resource: Resource, cluster: Resource | None) -> Iterator[Item]:
    written = cluster.get("ServerlessV2ScalingConfiguration", "MinCapacity") if cluster else Absent()
    least, price = number(written), f"aurora/acu{_optimized(cluster) if cluster else ''}"
    if least is None:
        yield bill.unknown(resource, "Aurora Serverless", reason("its MinCapacity", written))
    else:
        yield bill.fixed(resource, f"Aurora Serverless, at least {least:g} ACU", price, least * HOURS, "ACU-hours")
    yield bill.by_use(resource, "Aurora Serverless above that", price, "acu-hours", "ACU-hours")


def _cluster(bill: Bill, resource: Resource) -> Iterator[Item]:
    engine = literal(resource.get("Engine"))
    if engine is None or not engine.startswith("aurora"):
        clusters = "no price of Multi-AZ clusters is known here"
        why = clusters if engine else reason("its Engine", resource.get("Engine"))
        yield bill.unknown(resource, "database cluster", why)
        return
    price = _optimized(resource)
    yield bill.by_use(resource, "data that it keeps", f"aurora/stored{price}", "aurora-gb", "GB")
    if not price:
        yield bill.by_use(resource, "I/O requests", "aurora/requests", "aurora-requests", "million")


def _optimized(cluster: Resource) -> str:
    """The end of the names of prices for a cluster's kind of storage; what cannot be read counts as the usual one."""
    return "/optimized" if literal(cluster.get("StorageType")) == "aurora-iopt1" else ""


def _insights(bill: Bill, resource: Resource) -> Iterator[Item]:
    days = number(resource.get("PerformanceInsightsRetentionPeriod"))
    if flag(resource.get("EnablePerformanceInsights")) is Truth.YES and days is not None and days > FREE_DAYS:
        why = f"it is paid by the processor beyond {FREE_DAYS} days, and no price is known here"
        yield bill.unknown(resource, f"Performance Insights for {days:g} days", why)
    if (literal(resource.get("DatabaseInsightsMode")) or "").lower() == "advanced":
        why = "it is paid by the processor and hour, and no price is known here"
        yield bill.unknown(resource, "Database Insights, advanced", why)


def _password(bill: Bill, resource: Resource) -> Iterator[Item]:
    if flag(resource.get("ManageMasterUserPassword")) is Truth.YES:
        yield bill.fixed(resource, "secret of its password", "secret/month", 1, "secrets")

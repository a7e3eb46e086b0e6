"""What RDS refuses of an instance whose settings do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value, parts

INSTANCE = "AWS::RDS::DBInstance"
_WITH_IOPS = ("io1", "io2")
_SMALL = {"postgres": 400, "mysql": 400, "mariadb": 400}
"""GiB of gp3 below which IOPS and throughput are not to be set. Source: RDS User Guide, "gp3 storage"."""
_LOGS = {
    "postgres": ("postgresql", "upgrade", "iam-db-auth-error"),
    "mysql": ("audit", "error", "general", "slowquery", "iam-db-auth-error"),
    "mariadb": ("audit", "error", "general", "slowquery", "iam-db-auth-error"),
}
_LICENSES = {"postgres": "postgresql-license", "mysql": "general-public-license", "mariadb": "general-public-license"}
_LONGEST = {"postgres": 128, "mysql": 41, "mariadb": 41, "oracle": 30, "sqlserver": 128}
"""Characters of a master password. Source: RDS API Reference, CreateDBInstance, MasterUserPassword."""
_FAMILY = re.compile(r"(postgres|mysql|mariadb)([0-9.]+)")
_OLD = re.compile(r"db\.(t1|m1|m2|m3|cr1|t2|r3|m4|r4)\..+")
"""Classes that no version of 2023 and later has. Source: RDS User Guide, "Supported DB engines for DB instance
classes"."""
_WINDOW = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_WEEKLY = re.compile(r"([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)")
_OLD_FROM = {"postgres": 17, "mysql": 9, "mariadb": 12}


def _of_instance(graph: Graph, instance: Resource) -> Iterator[str]:
    """Say what is refused.

    Source: RDS API Reference, CreateDBInstance, the properties that are named; read 2026-11. RDS User Guide, the pages
    that are named above, and dedicated log volumes; not looked up.
    """
    engine = (literal(instance.get("Engine")) or "").lower()
    yield from _of_storage(instance, engine)
    yield from _of_family(graph, instance, engine)
    known = _LOGS.get(engine)
    for _, value in items(instance.get("EnableCloudwatchLogsExports")):
        if known and (text := literal(value)) is not None and text not in known:
            yield f"EnableCloudwatchLogsExports of {instance} has {text[:40]}, which {engine} does not write"
    license_model = literal(instance.get("LicenseModel"))
    if license_model and engine in _LICENSES and license_model != _LICENSES[engine]:
        yield f"LicenseModel of {instance} is {license_model[:40]}, and {engine} has {_LICENSES[engine]}"
    if _true(instance.get("ManageMasterUserPassword")) and not isinstance(instance.get("MasterUserPassword"), Absent):
        yield f"{instance} has a MasterUserPassword, and ManageMasterUserPassword, which makes one"
    if _true(instance.get("MultiAZ")) and not isinstance(instance.get("AvailabilityZone"), Absent):
        yield f"{instance} is in several zones (MultiAZ), and has an AvailabilityZone"
    kept = number(instance.get("BackupRetentionPeriod"))
    if kept is not None and not 0 <= kept <= 35:
        yield f"BackupRetentionPeriod of {instance} is {kept}, and 0 to 35 are taken"
    if engine in _SMALL and not isinstance(instance.get("CharacterSetName"), Absent):
        yield f"{instance} has a CharacterSetName, which {engine} does not take"
    yield from _of_windows(instance)
    yield from _of_network(graph, instance)
    yield from _of_password(graph, instance, engine)


def _of_windows(instance: Resource) -> Iterator[str]:
    """The hours of backups lie outside of those of maintenance. Source: as above, PreferredBackupWindow."""
    backup = _WINDOW.fullmatch(literal(instance.get("PreferredBackupWindow")) or "")
    upkeep = _WEEKLY.fullmatch((literal(instance.get("PreferredMaintenanceWindow")) or "").lower())
    if backup is None or upkeep is None:
        return
    start, end = (int(backup[at]) * 60 + int(backup[at + 1]) for at in (1, 3))
    first, last = (int(upkeep[at]) * 60 + int(upkeep[at + 1]) for at in (2, 5))
    same_day = upkeep[1] == upkeep[4] and start < end and first < last
    if same_day and start < last and first < end:
        yield f"PreferredBackupWindow of {instance} lies in its PreferredMaintenanceWindow"


def _of_network(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Dual-stack mode" (every subnet of the group has a block of IPv6)."""
    group = graph.target(instance.get("DBSubnetGroupName"), "AWS::RDS::DBSubnetGroup")
    if literal(instance.get("NetworkType")) != "DUAL" or group is None:
        return
    for _, value in items(group.get("SubnetIds")):
        subnet = graph.target(value, "AWS::EC2::Subnet")
        keys = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength")
        beside = any(graph.target(each.get("SubnetId"), "AWS::EC2::Subnet") is subnet
                     for each in graph.of_type("AWS::EC2::SubnetCidrBlock"))  # fmt: skip
        if subnet is not None and not beside and all(isinstance(subnet.get(key), Absent) for key in keys):
            yield f"{instance} has the NetworkType DUAL, and {subnet} has no block of IPv6"


def _of_storage(instance: Resource, engine: str) -> Iterator[str]:
    kind = (literal(instance.get("StorageType")) or "").lower()
    least, most = (number(instance.get(key)) for key in ("AllocatedStorage", "MaxAllocatedStorage"))
    if least is not None and most is not None and most <= least:
        yield f"MaxAllocatedStorage of {instance} is {most}, which is not above its AllocatedStorage of {least}"
    for key in ("Iops", "StorageThroughput"):
        small = kind == "gp3" and engine in _SMALL and least is not None and least < _SMALL[engine]
        if small and (number(instance.get(key)) or 0) > 0:
            yield f"{key} of {instance} is set, which gp3 of less than {_SMALL[engine]} GiB does not take"
    if kind in _WITH_IOPS and isinstance(instance.get("Iops"), Absent):
        yield f"{instance} has storage of the type {kind}, and no Iops"
    if _true(instance.get("DedicatedLogVolume")) and kind not in ("", *_WITH_IOPS):
        yield f"{instance} has a DedicatedLogVolume, and storage of the type {kind}"
    keyed = not isinstance(instance.get("KmsKeyId"), Absent)
    if keyed and (literal(instance.get("StorageEncrypted")) or "").lower() == "false":
        yield f"{instance} has a KmsKeyId, and is not encrypted"


def _of_family(graph: Graph, instance: Resource, engine: str) -> Iterator[str]:
    version = literal(instance.get("EngineVersion")) or ""
    group = graph.target(instance.get("DBParameterGroupName"), "AWS::RDS::DBParameterGroup")
    family = _FAMILY.fullmatch(literal(group.get("Family")) or "") if group else None
    if family and version[:1].isdigit() and engine in _SMALL:
        wanted, written = family[2].split("."), version.split(".")
        if family[1] != engine or written[: len(wanted)] != wanted[: len(written)]:
            yield f"{group} is of the family {family[0]}, and {instance} is {engine} {version}"
    old = _OLD.fullmatch(literal(instance.get("DBInstanceClass")) or "")
    if old and version.split(".")[0].isdigit() and int(version.split(".")[0]) >= _OLD_FROM.get(engine, 99):
        yield f"DBInstanceClass of {instance} is {old[0]}, which {engine} {version} does not run on"


def _of_password(graph: Graph, instance: Resource, engine: str) -> Iterator[str]:
    """A password that is made here and is too long; and a user of another name than the secret has."""
    given = instance.get("MasterUserPassword")
    for part in parts(given):
        secret = graph.target(part, "AWS::SecretsManager::Secret") if isinstance(part, Reference) else None
        made = secret.get("GenerateSecretString") if secret else None
        if not isinstance(made, Mapping):
            continue
        length = number(made.get("PasswordLength"))
        most = _LONGEST.get(engine.partition("-")[0])
        if length is not None and most is not None and length > most:
            yield f"{secret} makes a password of {length} characters, and {engine} takes {most}"
        named = re.search(r'"username"\s*:\s*"([^"]*)"', literal(made.get("SecretStringTemplate")) or "")
        user = literal(instance.get("MasterUsername"))
        if named and user is not None and user != named[1]:
            yield f"MasterUsername of {instance} is {user[:40]}, and {secret} says {named[1][:40]}"


def _true(value: Value) -> bool:
    return (literal(value) or "").lower() == "true"


OF_DATABASES = {INSTANCE: _of_instance}

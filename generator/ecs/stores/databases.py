"""Databases on RDS, and which of them a task is told about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.ecs.environment import all_variables
from generator.ecs.network.subnets import Subnets
from generator.ecs.secrets.secret_keys import ATTACHMENT, DATABASES
from generator.ecs.secrets.secrets import PARAMETER, SECRET, Injected, injected
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value, document, parts, shown

INSTANCE, CLUSTER = DATABASES
SUBNET_GROUP = "AWS::RDS::DBSubnetGroup"
# Source: RDS API Reference, CreateDBInstance and CreateDBCluster, Port, read 2026-11. The page of AWS::RDS::DBCluster
# gives 3306 for Aurora PostgreSQL too: there, either is taken for the default.
_PORTS = {
    "postgres": (5432,), "mysql": (3306,), "mariadb": (3306,), "aurora-mysql": (3306,), "aurora": (3306,),
    "aurora-postgresql": (5432, 3306), "sqlserver": (1433,), "oracle": (1521,),
}  # fmt: skip

_RESTORED = (
    "DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SnapshotIdentifier", "SourceDBInstanceIdentifier",
    "SourceDBClusterIdentifier", "SourceDbiResourceId", "SourceDBInstanceAutomatedBackupsArn", "RestoreToTime",
    "ReplicationSourceIdentifier", "GlobalClusterIdentifier", "UseLatestRestorableTime",
)  # fmt: skip
"""What makes a database of another one, with its databases and its users."""


@dataclass(frozen=True, eq=False)
class Database:
    """An instance, or a cluster with whatever instances it has."""

    graph: Graph
    resource: Resource

    @property
    def cluster(self) -> bool:
        """Whether it is a cluster, whose settings are a cluster's."""
        return self.resource.type == CLUSTER

    @property
    def restored(self) -> bool:
        """Whether it is made of another one, or may be."""
        return not all(isinstance(self.resource.get(key), Absent) for key in _RESTORED)

    @property
    def engine(self) -> str | None:
        """Its Engine in lower case; None when it is not known."""
        name = literal(self.resource.get("Engine"))
        return name.lower() if name else None

    @property
    def ports(self) -> tuple[int, ...]:
        """The port it listens on; more than one when the default is not certain, none when it is not known."""
        value = self.resource.get("Port")
        if isinstance(value, Absent):
            family = (self.engine or "").split("-")[0]
            return _PORTS.get(self.engine or "", _PORTS.get(family, ()) if family in ("sqlserver", "oracle") else ())
        port = number(value)
        return () if port is None else (port,)

    @property
    def groups(self) -> Value:
        """Its security groups; Absent means the VPC's default group."""
        return self.resource.get("VpcSecurityGroupIds" if self.cluster else "VPCSecurityGroups")

    @cached_property
    def subnets(self) -> tuple[Value, ...]:
        """The subnets it may be placed in, as far as they are known."""
        group = self.graph.target(self.resource.get("DBSubnetGroupName"), SUBNET_GROUP)
        return tuple(value for _, value in items(group.get("SubnetIds"))) if group else ()

    def vpc(self, subnets: Subnets) -> Value:
        """The VPC it stands in; Absent when it cannot be told."""
        return subnets.vpc(self.subnets[0]) if self.subnets else Absent()


@dataclass(frozen=True)
class Use:
    """A database that a task is told about: its address (``addressed``), or only how to log in."""

    database: Database
    addressed: bool
    because: str


class Databases:
    """The databases of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def all(self) -> tuple[Database, ...]:
        """Every database that is created: clusters, and instances that belong to none."""
        instances = self.graph.of_type(INSTANCE)
        alone = [instance for instance in instances if isinstance(instance.get("DBClusterIdentifier"), Absent)]
        return tuple(Database(self.graph, resource) for resource in (*self.graph.of_type(CLUSTER), *alone))

    def database(self, value: Value) -> Database | None:
        """The database that a value is an attribute of, the cluster for an instance of secret."""
        resource = self.graph.target(value, *DATABASES)
        if resource is None:
            return None
        if resource.type == INSTANCE and not isinstance(resource.get("DBClusterIdentifier"), Absent):
            resource = self.graph.target(resource.get("DBClusterIdentifier"), CLUSTER)
        return next((database for database in self.all if database.resource is resource), None)

    @cached_property
    def _by_secret(self) -> dict[str, tuple[Database, bool]]:
        """The database that each secret is for, and whether an attachment writes its address into it."""
        by_secret: dict[str, tuple[Database, bool]] = {}
        for database in self.all:
            for part in parts(database.resource.get("MasterUserPassword")):
                secret = self.graph.target(part) if isinstance(part, Reference) else None
                if secret is not None and secret.type == SECRET:
                    by_secret[secret.path] = (database, False)
        for attachment in self.graph.of_type(ATTACHMENT):
            secret, target = self.graph.target(attachment.get("SecretId")), self.database(attachment.get("TargetId"))
            if secret is not None and target is not None:
                by_secret[secret.path] = (target, True)
        return by_secret

    def attached(self, secret: Resource) -> Database | None:
        """The database whose address an attachment writes into a secret."""
        database, attached = self._by_secret.get(secret.path, (None, False))
        return database if attached else None

    def addressed_by(self, secret: Injected) -> Database | None:
        """The database whose address an injected value certainly holds."""
        if secret.resource is None:
            return None
        if secret.resource.type == PARAMETER:
            return self._database_at_endpoint(secret.resource.get("Value"))
        if secret.resource.type != SECRET or secret.key not in ("", "host"):
            return None
        if (attached := self.attached(secret.resource)) is not None:
            return attached
        written = document(secret.resource.get("SecretString"))
        if not isinstance(written, Mapping):
            return None
        return self._database_at_endpoint(*(value for key, value in written.entries if secret.key in ("", key)))

    def _database_at_endpoint(self, *values: Value) -> Database | None:
        for value in values:
            for part in parts(value):
                if isinstance(part, Reference) and part.attribute == "Endpoint.Address":
                    return self.database(part)
        return None

    def used_by(self, task: Task) -> tuple[Use, ...]:
        """The databases that a task is told about, each once, with the strongest evidence."""
        uses: dict[str, Use] = {}
        for use in (*self._by_variables(task), *self._by_injection(task)):
            known = uses.get(use.database.resource.path)
            if known is None or (use.addressed and not known.addressed):
                uses[use.database.resource.path] = use
        return tuple(uses.values())

    def _by_variables(self, task: Task) -> list[Use]:
        uses = []
        for variable in all_variables(task):
            for part in parts(variable.value):
                if isinstance(part, Reference) and part.attribute.startswith(("Endpoint", "ReadEndpoint")):
                    database = self.database(part)
                    if database:
                        because = f"{variable.name} is {shown(part)}"
                        uses.append(Use(database, part.attribute != "Endpoint.Port", because))
        return uses

    def _by_injection(self, task: Task) -> list[Use]:
        uses = []
        for container in task.containers:
            for secret in injected(self.graph, container):
                database = self.database(secret.arn) if isinstance(secret.arn, Reference) else None
                if database:
                    uses.append(
                        Use(database, False, f"{secret.name} is injected from the secret of {database.resource}")
                    )
                elif secret.resource is not None and secret.resource.path in self._by_secret:
                    database, attached = self._by_secret[secret.resource.path]
                    because = f"{secret.name} is injected from {secret.resource}"
                    uses.append(Use(database, attached and secret.key in ("", "host"), because))
        return uses

    @property
    def proxies(self) -> bool:
        """Whether tasks may go through a proxy rather than to a database."""
        return bool(self.graph.of_type("AWS::RDS::DBProxy"))

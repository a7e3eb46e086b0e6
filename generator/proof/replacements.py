"""Do running tasks notice that the database they were started with has been replaced?

ECS reads secrets and parameters when a task starts, never again (ECS Developer Guide, "Pass Secrets Manager secrets
through environment variables", read 2026-11), and a service deploys when its task definition changes. An update that
replaces a database writes the new address into the secret: with nothing of the database in the task definition, the
tasks that run stay with the old one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.databases import CLUSTER, Database
from generator.ecs.environment import all_variables
from generator.ecs.rotation import may_redeploy
from generator.ecs.secrets import PARAMETER, SECRET, Injected, injected
from generator.ecs.tasks import Task, keys_of
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Mapping, Reference, Resource, Unknown, Value, document, parts

# With a name of its own a database is not replaced: CloudFormation refuses such an update. Source: CloudFormation
# Template Reference, AWS::RDS::DBInstance, DBInstanceIdentifier, and AWS::RDS::DBCluster, read 2026-11.
_NAMES = {CLUSTER: "DBClusterIdentifier"}
_QUIET = ("Tags", "DesiredCount", "DeploymentConfiguration", "HealthCheckGracePeriodSeconds")


def replacement_faults(context: Context) -> Iterator[Worded]:
    """Give the addresses of databases that only a secret or parameter tells to tasks; silent where anything is open."""
    graph = context.graph
    if context.databases.proxies or may_redeploy(graph):
        return
    for task in context.tasks:
        if task.service is None or task.definition is None or task.unreadable or not graph.closed(task.service):
            continue
        if _open(task):
            continue
        for database, container, one in _addressed(context, task):
            if not _replaceable(database) or _told(context, task, database, one):
                continue
            what = f"{container} takes the address of {database.resource} from {one.resource} ({one.name}), which is "
            what += f"read when a task of {task.name} starts: an update that replaces the database changes nothing in "
            what += "the task definition, so running tasks stay with the old one, and the deployment succeeds"
            name = database.resource.logical_id
            fix = f"Environment: {one.name} from !GetAtt {name}.Endpoint.Address, instead of Secrets"
            yield Worded("WCS152", task.definition, one.steps, what, fix, (task.name,))


def _addressed(context: Context, task: Task) -> Iterator[tuple[Database, str, Injected]]:
    seen = set()
    for container in task.containers:
        for one in injected(context.graph, container):
            database = _behind(context, one) if "Secrets" in one.steps else None
            if database is not None and database.resource.path not in seen:
                seen.add(database.resource.path)
                yield database, container.name, one


def _behind(context: Context, one: Injected) -> Database | None:
    """Give the database whose address an injected value certainly holds."""
    if one.resource is None:
        return None
    if one.resource.type == PARAMETER:
        return _endpoint(context, one.resource.get("Value"))
    if one.resource.type != SECRET or one.key not in ("", "host"):
        return None
    if (attached := context.databases.attached(one.resource)) is not None:
        return attached
    written = document(one.resource.get("SecretString"))
    if not isinstance(written, Mapping):
        return None
    return _endpoint(context, *(value for key, value in written.entries if one.key in ("", key)))


def _endpoint(context: Context, *values: Value) -> Database | None:
    for value in values:
        for part in parts(value):
            if isinstance(part, Reference) and part.attribute == "Endpoint.Address":
                return context.databases.of(part)
    return None


def _replaceable(database: Database) -> bool:
    return isinstance(database.resource.get(_NAMES.get(database.resource.type, "DBInstanceIdentifier")), Absent)


def _open(task: Task) -> bool:
    """Tell whether something that is not known here may change with the database, or deploy by itself."""
    definition, service = task.definition, task.service
    assert definition is not None
    assert service is not None
    if not isinstance(service.get("ForceNewDeployment"), Absent):
        return True
    values = [*(variable.value for variable in all_variables(task)), *(each.image for each in task.containers)]
    lists = [each.get("Environment") for each in task.containers]
    files = [each.get("EnvironmentFiles") for each in task.containers]
    if any(isinstance(part, Unknown) for value in (*values, *lists) for part in parts(value)):
        return True
    return any(not isinstance(each, Absent) for each in files)


def _told(context: Context, task: Task, database: Database, one: Injected) -> bool:
    """Tell whether a replacement of the database changes the task definition, or what starts a deployment."""
    graph, definition, service = context.graph, task.definition, task.service
    assert definition is not None
    assert service is not None
    loud = [service.get(key) for key in keys_of(service.get()) if key not in _QUIET and key != "TaskDefinition"]
    for value in (definition.get(), *loud):
        for part in parts(value):
            if not isinstance(part, Reference):
                continue
            named = graph.resource(part.resource)
            if context.databases.of(part) is database or (named is not None and _follows(context, named, database)):
                return True
    assert one.resource is not None
    return _mentions(context, one.resource.get("Name"), database)


def _follows(context: Context, resource: Resource, database: Database) -> bool:
    """Tell whether a custom resource, whose answers may be anything, is given something of the database."""
    if resource.type.startswith("AWS::") and resource.type != "AWS::CloudFormation::CustomResource":
        return False
    return _mentions(context, resource.get(), database)


def _mentions(context: Context, value: Value, database: Database) -> bool:
    return any(context.databases.of(part) is database for part in parts(value) if isinstance(part, Reference))

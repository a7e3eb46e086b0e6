"""A database that is replaced under tasks that know its address from a secret."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._generated_login import OF_DATABASE
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.secrets.secrets import Injected, injected
from generator.ecs.services.redeployments import redeploys
from generator.ecs.stores.databases import CLUSTER, Database
from generator.ecs.tasks import Container, Task, keys_of
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Reference, Resource, Unknown, Value, parts

# With a name of its own a database is not replaced: CloudFormation refuses such an update. Source: CloudFormation
# Template Reference, AWS::RDS::DBInstance, DBInstanceIdentifier, and AWS::RDS::DBCluster, read 2026-11.
_NAMES = {CLUSTER: "DBClusterIdentifier"}
_STARTS_NO_DEPLOYMENT = ("Tags", "DesiredCount", "DeploymentConfiguration", "HealthCheckGracePeriodSeconds")


class DatabaseReplacedUnnoticed(Check):
    id = "WCS152"
    lesson = 15
    title = "Running tasks do not notice that their database is replaced"
    symptom = (
        "UPDATE_COMPLETE, and the tasks that ran before keep using the old database until it is deleted: ENOTFOUND, "
        "could not translate host name. Tasks that start later use the new one."
    )
    why = (
        "ECS reads secrets and parameters only when a task starts, and a service starts a deployment when its task "
        "definition changes. When an update replaces the database, its new address is written to the secret only."
    )
    fix = (
        "Put the address into the task definition, as a variable with !GetAtt Database.Endpoint.Address, and keep "
        "the login in the secret; or give the database a name, since CloudFormation does not replace a named "
        "database."
    )
    message = (
        "{container} gets the address of {database} from {holder} ({variable}), which ECS reads only when a task of "
        "{task} starts: when an update replaces the database, the task definition does not change, and running tasks "
        "keep using the old address although the update succeeds"
    )
    change = "Environment: {variable} from !GetAtt {logical_id}.Endpoint.Address, instead of Secrets"
    base = "database"
    good = {
        **OF_DATABASE,
        "LoginAttachment": """
            Type: AWS::SecretsManager::SecretTargetAttachment
            Properties:
              SecretId: !Ref Login
              TargetId: !Ref Database
              TargetType: AWS::RDS::DBInstance
""",
        "ExecutionRole.Policies": """
            - PolicyName: login
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: secretsmanager:GetSecretValue
                  Resource: !Ref Login
""",
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGPASSWORD
              ValueFrom: !Sub '${Login}:password::'
""",
        "Service.DependsOn.1": "LoginAttachment",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: PGSSLMODE, Value: verify-full}]",
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGHOST
              ValueFrom: !Sub '${Login}:host::'
            - Name: PGPASSWORD
              ValueFrom: !Sub '${Login}:password::'
""",
    }

    # That ECS reads secrets and parameters when a task starts, never again: ECS Developer Guide, "Pass Secrets Manager
    # secrets through environment variables", read 2026-11.
    def find(self, context: Context) -> Iterator[Finding]:
        """Find addresses that only a secret or parameter tells to tasks; nothing where anything is open."""
        graph = context.graph
        if context.databases.proxies or redeploys(graph):
            return
        for task in context.tasks:
            if task.service is None or task.definition is None or task.unreadable or not graph.closed(task.service):
                continue
            if _may_deploy(task, task.service):
                continue
            for database, container, secret in _addresses(context, task):
                if _has_name(database) or _deploys_with(context, task, database, secret):
                    continue
                yield self.at(
                    task.definition,
                    *secret.steps,
                    tasks=(task.name,),
                    container=container.name,
                    database=database.resource,
                    logical_id=database.resource.logical_id,
                    holder=secret.resource,
                    variable=secret.name,
                    task=task.name,
                )


def _addresses(context: Context, task: Task) -> Iterator[tuple[Database, Container, Injected]]:
    """The databases whose address is injected into containers, each once."""
    seen = set()
    for container in task.containers:
        for secret in injected(context.graph, container):
            database = context.databases.addressed_by(secret) if "Secrets" in secret.steps else None
            if database is not None and database.resource.path not in seen:
                seen.add(database.resource.path)
                yield database, container, secret


def _has_name(database: Database) -> bool:
    name = _NAMES.get(database.resource.type, "DBInstanceIdentifier")
    return not isinstance(database.resource.get(name), Absent)


def _may_deploy(task: Task, service: Resource) -> bool:
    """Whether something that is not known here may change with the database, or the service deploys by itself."""
    if not isinstance(service.get("ForceNewDeployment"), Absent):
        return True
    values = [variable.value for variable in all_variables(task)]
    for container in task.containers:
        values += [container.image, container.get("Environment")]
    if any(isinstance(part, Unknown) for value in values for part in parts(value)):
        return True
    return any(not isinstance(container.get("EnvironmentFiles"), Absent) for container in task.containers)


def _deploys_with(context: Context, task: Task, database: Database, secret: Injected) -> bool:
    """Whether a replacement of the database changes the task definition, or anything else that deploys the service."""
    assert task.definition is not None
    assert task.service is not None
    keys = (key for key in keys_of(task.service.get()) if key not in (*_STARTS_NO_DEPLOYMENT, "TaskDefinition"))
    for value in (task.definition.get(), *(task.service.get(key) for key in keys)):
        for part in parts(value):
            if isinstance(part, Reference) and _changes_with(context, part, database):
                return True
    assert secret.resource is not None
    return _mentions(context, secret.resource.get("Name"), database)


def _changes_with(context: Context, reference: Reference, database: Database) -> bool:
    """Whether a reference is to the database, or to a custom resource that is given something of it."""
    if context.databases.database(reference) is database:
        return True
    resource = context.graph.resource(reference.resource)
    if resource is None:
        return False
    custom = not resource.type.startswith("AWS::") or resource.type == "AWS::CloudFormation::CustomResource"
    return custom and _mentions(context, resource.get(), database)


def _mentions(context: Context, value: Value, database: Database) -> bool:
    return any(context.databases.database(part) is database for part in parts(value) if isinstance(part, Reference))

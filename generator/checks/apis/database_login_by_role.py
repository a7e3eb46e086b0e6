"""Roles of tasks that may log in to a database by IAM, of a database that knows of none, or under another ARN."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.apis.grants import Grant, grants
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Reference, Resource, Text, Value, parts

_ENABLED = "EnableIAMDatabaseAuthentication"
_OWN = ("DBInstanceArn", "DBClusterArn", "DBProxyArn")
_PROXY = "AWS::RDS::DBProxy"
_NAMED = (*DATABASES, _PROXY)
_WANTED = {DATABASES[0]: "DbiResourceId", DATABASES[1]: "DBClusterResourceId", _PROXY: "id, prx-... of its ARN"}
_IDS = ("DbiResourceId", "DBClusterResourceId", "Ref")


class DatabaseLoginByRole(Check):
    id = "WCS316"
    lesson = 31
    title = "Login by IAM to a database that takes none, or that the task role is not allowed"
    symptom = "FATAL: PAM authentication failed for user ...; Access denied for user ... (using password: YES)"
    why = (
        "A login by IAM takes both: EnableIAMDatabaseAuthentication of the database, and rds-db:connect on "
        "arn:aws:rds-db:<region>:<account>:dbuser:<resource id>/<user>, which is not the ARN of the database."
    )
    fix = "Turn EnableIAMDatabaseAuthentication on; name dbuser:, the resource id of the database and the user."
    message = {
        "off": "{role} allows {task} to log in to {database} by IAM, and {resource} takes no such login: "
        "EnableIAMDatabaseAuthentication is not on",
        "arn": "{resource} allows {task} rds-db:connect on the ARN of {database}, and logins are held against "
        "arn:aws:rds-db:...:dbuser:<resource id>/<user>: they are refused",
        "name": "{resource} allows {task} rds-db:connect by the {named} of {database}, and logins are held against its "
        "{wanted}: they are refused",
        "execution": "{resource} allows rds-db:connect on {database}, and it is the execution role of {task}: its "
        "program logs in as the task role, which allows no login",
        "proxy": "{variable} tells {task} {database}, which takes logins by IAM alone (IAMAuth is REQUIRED), and its "
        "task role allows none: every login is refused",
    }
    change = {
        "off": "EnableIAMDatabaseAuthentication: true",
        "arn": "Resource: arn:aws:rds-db:<region>:<account>:dbuser:, the DbiResourceId (or DBClusterResourceId) of "
        "{database}, and /<user>",
        "name": "Resource: {wanted} of {database} in place of Ref",
        "execution": "the statement: in the policies of the role that TaskRoleArn names",
        "proxy": "the policies of the task role: rds-db:connect on dbuser:prx-.../<user>; or IAMAuth: DISABLED",
    }
    base = "database"
    good = {
        "Database.EnableIAMDatabaseAuthentication": "true",
        "TaskRole": task_role(
            "login", "'rds-db:connect'",
            "!Sub 'arn:aws:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:${Database.DbiResourceId}/app'",
        ),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
    }  # fmt: skip
    bad = {"Database.EnableIAMDatabaseAuthentication": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: RDS API Reference, CreateDBInstance, EnableIAMDatabaseAuthentication (not enabled by default; of
        Aurora, its cluster's); read 2026-11. RDS User Guide, "Creating and using an IAM policy for IAM database
        access"; not looked up; aws/aws-cdk pull request #12416 (of a proxy it is dbuser:prx-...); excerpt."""
        roles, graph = context.permissions.roles, context.graph
        for task in context.tasks:
            role = roles.resource(task.role("TaskRoleArn"))
            yield from self._of_execution_role(context, task, role)
            yield from self._of_proxy(context, task, role)
            mine = grants(roles, role).of.get("rds-db", ()) if role is not None else ()
            if role is None or not mine:
                continue
            for grant in mine:
                named, own = _database(graph, grant.resource), _own_arn(grant)
                if named is None:
                    continue
                words = {"task": task.name, "database": str(named), "role": str(role)}
                if own and all(map(_own_arn, mine)):
                    yield self.at(role, tasks=(task.name,), variant="arn", **words)
                elif _by_name(grant.resource) and all(_own_arn(each) or _by_name(each.resource) for each in mine):
                    told = {"named": "name" if named.type == _PROXY else "identifier", "wanted": _WANTED[named.type]}
                    yield self.at(role, tasks=(task.name,), variant="name", **words, **told)
                if named.type not in DATABASES:
                    continue
                cluster = named.get("DBClusterIdentifier")
                holder = named if isinstance(cluster, Absent) else graph.target(cluster, DATABASES[1])
                enabled: Value = holder.get(_ENABLED) if holder is not None else Absent()
                if holder is not None and flag(enabled) is Truth.NO:
                    steps = () if isinstance(enabled, Absent) else (_ENABLED,)
                    yield self.at(holder, *steps, tasks=(task.name,), variant="off", **words)

    def _of_execution_role(self, context: Context, task: Task, role: Resource | None) -> Iterator[Finding]:
        """Find logins that only the execution role allows, where it is certain that programs have none by another.

        Source: amazon-ecs-agent #1604 (the credentials of a container are those of the task role); read 2026-11.
        """
        roles = context.permissions.roles
        execution = roles.resource(task.role("ExecutionRoleArn"))
        if execution is None or execution is role or not _allows_no_login(context, task, role):
            return
        for grant in grants(roles, execution).of.get("rds-db", ()):
            named = _database(context.graph, grant.resource)
            if named is not None:
                yield self.at(execution, tasks=(task.name,), variant="execution", database=named)
                return

    def _of_proxy(self, context: Context, task: Task, role: Resource | None) -> Iterator[Finding]:
        """Find proxies that ask for IAM, of tasks whose role certainly allows no login.

        Source: RDS API Reference, UserAuthConfig, IAMAuth (REQUIRED: only accept connections made with IAM
        credentials); read 2026-11.
        """
        if not _allows_no_login(context, task, role):
            return
        for variable in all_variables(task):
            for part in parts(variable.value):
                if not isinstance(part, Reference) or part.attribute != "Endpoint":
                    continue
                proxy = context.graph.target(part, _PROXY)
                if proxy is None:
                    continue
                asked = [literal(proxy.get("Auth", index, "IAMAuth")) for index, _ in items(proxy.get("Auth"))]
                if asked and all(each == "REQUIRED" for each in asked):
                    place, steps = variable.container.definition, variable.steps
                    told = {"variable": variable.name, "database": proxy}
                    yield self.at(place, *steps, tasks=(task.name,), variant="proxy", **told)


def _allows_no_login(context: Context, task: Task, role: Resource | None) -> bool:
    """Whether the programs of a task certainly log in to nothing by IAM, by whatever role they have."""
    roles = context.permissions.roles
    if role is None:
        return isinstance(task.role("TaskRoleArn"), Absent) and task.fargate is Truth.YES
    known = grants(roles, role)
    return known.seen and not known.assumes and not known.of.get("rds-db")


def _database(graph: Graph, resource: Value) -> Resource | None:
    """The database of these templates that a policy names, by its ARN or by its resource id."""
    for part in parts(resource):
        if isinstance(part, Reference) and part.attribute in (*_OWN, *_IDS):
            found = graph.resource(part.resource)
            if found is not None and found.type in _NAMED:
                return found
    return None


def _by_name(resource: Value) -> bool:
    """Whether a policy names a database by Ref, which is its name, where its resource id is wanted."""
    pieces = resource.parts if isinstance(resource, Text) else ()
    return any(
        isinstance(before, Literal) and before.text.endswith(":dbuser:")
        and isinstance(piece, Reference) and piece.attribute == "Ref"
        for before, piece in pairwise(pieces)
    )  # fmt: skip


def _own_arn(grant: Grant) -> bool:
    """Whether a grant names the ARN of a database, which no login is held against."""
    value = grant.resource
    first = literal(value.parts[0]) if isinstance(value, Text) else literal(value)
    return (isinstance(value, Reference) and value.attribute in _OWN) or (first or "").startswith("arn:aws:rds:")

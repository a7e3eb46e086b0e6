"""Roles of tasks that name a domain of OpenSearch, and nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.apis._seen_roles import seen_roles
from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Reference

_DOMAINS = ("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain")
_ATTRIBUTES = ("Arn", "DomainArn")


class DomainWithoutWhatIsInIt(Check):
    id = "WCS313"
    lesson = 31
    title = "Task role names a domain of OpenSearch without /*"
    symptom = "User: arn:aws:sts::...:assumed-role/... is not authorized to perform: es:ESHttpPost"
    why = (
        "The requests of programs are for what is in a domain, and that has ARNs of its own, domain/name/path. The ARN "
        "of the domain alone is for its configuration."
    )
    fix = "Name what is in the domain: its ARN with /* behind it."
    message = (
        "{resource} allows {action} on {domain} alone, and requests of {task} are for what is in it: they fail with "
        "403, not authorized to perform {action}"
    )
    change = "Resource: the ARN of {domain} with /* behind it"
    base = "nat"
    good = {
        "Domain": "{Type: AWS::OpenSearchService::Domain, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, "
        "Properties: {EBSOptions: {EBSEnabled: true, VolumeSize: 10}, ClusterConfig: {InstanceType: t3.small.search}}}",
        "TaskRole": task_role("search", "['es:ESHttpGet', 'es:ESHttpPost']", "!Sub '${Domain.Arn}/*'"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Resource": "!GetAtt Domain.Arn"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: aws/serverless-application-model #429 (domain/name alone); excerpt, 2026-11."""
        for task, role, held in seen_roles(context):
            mine = [each for each in held.of.get("es", ()) if each.action.lower().startswith("es:eshttp")]
            for each in mine[:1]:
                named = {
                    grant.resource.resource
                    for grant in mine
                    if isinstance(grant.resource, Reference) and grant.resource.attribute in _ATTRIBUTES
                }
                domain = context.graph.resource(named.pop()) if len(named) == 1 else None
                alone = all(isinstance(grant.resource, Reference) for grant in mine)
                if domain is not None and domain.type in _DOMAINS and alone and domain.exists is not Truth.NO:
                    yield self.at(role, tasks=(task.name,), action=each.action, domain=domain, task=task.name)

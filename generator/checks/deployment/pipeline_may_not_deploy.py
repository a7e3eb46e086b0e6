"""Pipelines that deploy a service, and may not pass the roles of its task definition to ECS."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.agent.roles import ECS_TASKS
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.stack import Absent, Reference, Resource, Value

_PIPELINE = "AWS::CodePipeline::Pipeline"
_DEPLOYS = ("ECS", "CodeDeployToECS")
_ROLE = "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: "
_ROLE += (
    "Allow, Principal: {Service: codepipeline.amazonaws.com}, Action: 'sts:AssumeRole'}]}, Policies: [{PolicyName: "
)
_ROLE += "deploy, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: ['s3:GetObject'], "
_ROLE += "Resource: '*'}, {Effect: Allow, Action: 'iam:PassRole', Resource: [!GetAtt ExecutionRole.Arn, !GetAtt "
_ROLE += "TaskRole.Arn]}]}}]}}"
_PIPE = "{Type: AWS::CodePipeline::Pipeline, Properties: {RoleArn: !GetAtt PipelineRole.Arn, ArtifactStore: {Type: S3, "
_PIPE += (
    "Location: artifacts}, Stages: [{Name: Source, Actions: [{Name: Image, ActionTypeId: {Category: Source, Owner: "
)
_PIPE += (
    "AWS, Provider: ECR, Version: '1'}, Configuration: {RepositoryName: shop}, OutputArtifacts: [{Name: image}]}]}, "
)
_PIPE += (
    "{Name: Deploy, Actions: [{Name: Service, ActionTypeId: {Category: Deploy, Owner: AWS, Provider: ECS, Version: "
)
_PIPE += "'1'}, Configuration: {ClusterName: !Ref Cluster, ServiceName: !GetAtt Service.Name}, InputArtifacts: [{Name: "
_PIPE += "image}]}]}]}}"


class PipelineMayNotDeploy(Check):
    id = "WCS137"
    lesson = 13
    title = "Pipeline may not pass the roles of the tasks that it deploys"
    symptom = "The deploy action fails: is not authorized to perform: iam:PassRole on resource: ..."
    why = (
        "A deployment to ECS registers a task definition with the roles of the last one. Whoever registers it has to "
        "be allowed iam:PassRole on each of them: the execution role as well as the task role."
    )
    fix = "Allow the role of the pipeline iam:PassRole on both, with iam:PassedToService ecs-tasks.amazonaws.com."
    message = (
        "{pipeline} deploys {task}, and {resource} does not allow iam:PassRole on {passed}, its {words}: the deploy "
        "action fails (AccessDenied)"
    )
    change = "a policy of {resource}: allow iam:PassRole on {passed}"
    base = "nat"
    good = {
        "TaskRole": task_role("read", "['s3:GetObject']", "arn:aws:s3:::assets/*"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "PipelineRole": _ROLE,
        "Pipeline": _PIPE,
    }
    bad = {"PipelineRole.Policies.0.PolicyDocument.Statement.1.Resource": "!GetAtt ExecutionRole.Arn"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: aws/aws-cdk #8303 (PassRole of the deploy action); ministryofjustice/modernisation-platform #8443
        ("is not authorized to perform: iam:PassRole on resource: .../task-..."); excerpts, 2026-11."""
        permissions = context.permissions
        for pipeline in context.graph.of_type(_PIPELINE):
            for deploys, named in _deployments(pipeline):
                role = permissions.roles.resource(named)
                task = next((each for each in context.tasks if _is_of(each, deploys)), None)
                if role is None or task is None or permissions.roles.unseen(role):
                    continue
                for kind, words in (("ExecutionRoleArn", "execution role"), ("TaskRoleArn", "task role")):
                    passed = permissions.roles.resource(task.role(kind))
                    if passed is None:
                        continue
                    own = (("iam:PassedToService", ECS_TASKS),)
                    action = Action("iam:PassRole", Reference(passed.path, "Arn"), f"pass the {words}", own)
                    decision = permissions.decide(role, permissions.roles.policies(role), action)
                    if decision.verdict is Truth.NO:
                        said = {"pipeline": str(pipeline), "task": task.name, "passed": str(passed), "words": words}
                        yield self.at(role, tasks=(task.name,), **said)


def _deployments(pipeline: Resource) -> Iterator[tuple[Value, Value]]:
    """The service that each action deploys to, and the role that it acts with."""
    for stage, _ in items(pipeline.get("Stages")):
        for index, _ in items(pipeline.get("Stages", stage, "Actions")):
            way = ("Stages", stage, "Actions", index)
            if literal(pipeline.get(*way, "ActionTypeId", "Provider")) in _DEPLOYS:
                own = pipeline.get(*way, "RoleArn")
                role = pipeline.get("RoleArn") if isinstance(own, Absent) else own
                yield pipeline.get(*way, "Configuration", "ServiceName"), role


def _is_of(task: Task, named: Value) -> bool:
    service = task.service
    if service is None:
        return False
    own = service.get("ServiceName")
    return named in (Reference(service.path, "Name"), Reference(service.path)) or (
        literal(named) is not None and named == own
    )

"""What should be the ARN of a cluster is something else."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.run_task import TargetIsNoCluster


class TargetIsNotACluster(Check):
    id = "ECS284"
    lesson = 28
    title = "Target that starts a task is not the ARN of a cluster"
    symptom = "CREATE_FAILED: Provided Arn is not in correct format; or FailedInvocations, and no task"
    why = (
        "The target is the cluster, and EcsParameters.TaskDefinitionArn the task definition. Ref of a cluster is its "
        "name, and Fn::GetAtt Arn its ARN."
    )
    fix = "Name the cluster by Fn::GetAtt Cluster.Arn, and the task definition in TaskDefinitionArn."
    fault = TargetIsNoCluster
    message = {
        "name": "{task} names the cluster {named} by what is no ARN: its creation fails, Provided Arn is not in "
        "correct format",
        "other": "{task} starts its task in {named}, which is no cluster: its creation fails, or nothing starts",
    }
    change = {
        "name": "use the cluster's ARN: !GetAtt Cluster.Arn",
        "other": "use the cluster's ARN, !GetAtt Cluster.Arn, and keep the task definition in TaskDefinitionArn",
    }
    base = "scheduled"
    bad = {"Nightly.Targets.0.Arn": "!Ref TaskDefinition"}

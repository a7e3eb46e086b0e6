"""Lesson 3: a wildcard in ValueFrom."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.secret_values import PatternInjected


class ValueFromPattern(Check):
    id = "ECS037"
    lesson = 3
    title = "ValueFrom has a wildcard"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: ... Secrets Manager can't find the "
        "specified secret, or invalid ssm parameters"
    )
    why = (
        "Policies take wildcards in ARNs, ValueFrom does not: ECS asks for one secret, or one parameter, of that very "
        "name, and no name has a * or a ? in it."
    )
    fix = "Write the ARN of the one secret, or the name of the one parameter, that is meant."
    fault = PatternInjected
    message = (
        "ValueFrom of {name} in {container} has a {wildcard}, which is no wildcard there: ECS asks for a secret or "
        "parameter of that very name, finds none, and tasks of {task} do not start"
    )
    change = "ValueFrom: the ARN of the secret, or the name or ARN of the parameter, without {wildcard}"
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": (
            "!Sub 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:web-*'"
        ),
    }

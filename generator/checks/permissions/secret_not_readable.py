"""Lesson 3: the execution role does not allow what ECS does with it."""

from __future__ import annotations

from generator.checks import _denied
from generator.checks.check import Check
from generator.needs.permissions.permissions import ActionDenied


class SecretNotReadable(Check):
    id = "ECS031"
    lesson = 3
    title = "Execution role does not allow what ECS does for the task"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... AccessDeniedException ... is not "
        "authorized to perform: secretsmanager:GetSecretValue (ssm:GetParameters, kms:Decrypt, ecr:BatchGetImage, ...)"
    )
    why = (
        "ECS reads secrets, decrypts them, pulls the image and writes the log as the execution role. "
        "AmazonECSTaskExecutionRolePolicy covers image and log, and no secret at all."
    )
    fix = "Allow the action on exactly that secret, parameter, key or repository in a policy of the execution role."
    fault = ActionDenied
    message = _denied.MESSAGE
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "injected"
    bad = {
        "ExecutionRole.Policies": None,
    }

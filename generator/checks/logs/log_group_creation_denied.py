"""Lesson 2: the task asks for its log group to be created, and may not."""

from __future__ import annotations

from generator.checks import _denied
from generator.checks.check import Check
from generator.needs.agent.logs import CreateLogGroupDenied


class LogGroupCreationDenied(Check):
    id = "ECS021"
    lesson = 2
    title = "awslogs-create-group is on, but the execution role may not create log groups"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: create stream has been retried ... AccessDenied"
    )
    why = (
        "AmazonECSTaskExecutionRolePolicy allows logs:CreateLogStream and logs:PutLogEvents and not "
        "logs:CreateLogGroup, which awslogs-create-group needs."
    )
    fix = "Create the group in the template and drop the option, or allow logs:CreateLogGroup to the execution role."
    fault = CreateLogGroupDenied
    message = _denied.MESSAGE
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group": ("/ecs/made-by-the-driver"),
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-create-group": "'true'",
    }

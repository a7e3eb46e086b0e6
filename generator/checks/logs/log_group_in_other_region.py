"""Lesson 2: a log that is sent to another Region than that of its group."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.logs import LogInOtherRegion
from generator.remedy import Ref, Write

_CREATED = "{container} of {task} logs to {group} in {region}, but these templates create the group in {home}"
_STOPS = "; the task stops with ResourceNotFoundException"


class LogGroupInOtherRegion(Check):
    id = "ECS023"
    lesson = 2
    title = "Log group is looked for in another Region than that of the stack"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: ... ResourceNotFoundException: The specified log "
        "group does not exist"
    )
    why = "The awslogs driver looks for the group in the Region of awslogs-region, and a stack creates it in its own."
    fix = "Set awslogs-region to !Ref AWS::Region."
    fault = LogInOtherRegion
    message = {
        "given": _CREATED + _STOPS,
        "told": _CREATED + ", which {because} tells" + _STOPS,
    }
    change = "awslogs-region: !Ref AWS::Region"
    remedy = Write("awslogs-region", Ref("AWS::Region"))
    base = "isolated"
    good = {"S3Endpoint.ServiceName": "com.amazonaws.us-east-1.s3"}
    bad = {"TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-region": "eu-west-1"}

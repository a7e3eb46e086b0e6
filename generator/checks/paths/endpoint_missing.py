"""Lesson 1: tasks that reach an AWS service by no endpoint, no NAT gateway and no public address."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.paths import _no_path
from generator.needs.network.no_path import NoPath


class EndpointMissing(Check):
    id = "ECS010"
    lesson = 1
    title = "Tasks have no path to an AWS service that they need to start"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... context deadline exceeded; "
        "CannotPullContainerError ... i/o timeout"
    )
    why = (
        "Image and secrets are fetched from within the task's own subnet. Without a NAT gateway, a public "
        "address or an endpoint of the service, the requests time out. An image in ECR needs three endpoints: "
        "ecr.api, ecr.dkr, and S3, where its layers are."
    )
    fix = "Add the missing endpoint to the tasks' VPC, or a default route to a NAT gateway to their route table."
    fault = NoPath
    message = {
        **_no_path.MESSAGES,
        "registry": "tasks of {task} pull {image} from {destination}, which has no VPC endpoint, and {reason}; they "
        "stop ({symptom})",
    }
    change = {
        **_no_path.CHANGE,
        "registry": "Image: a copy in a private ECR repository; or give the subnets a route to a NAT gateway",
    }
    remedy = _no_path.REMEDY
    base = "isolated"
    bad = {
        "EcrApiEndpoint": None,
        "EcrDkrEndpoint": None,
        "S3Endpoint": None,
        "Service.DependsOn": "[LogsEndpoint]",
    }

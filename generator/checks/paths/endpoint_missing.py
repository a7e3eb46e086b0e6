"""Lesson 1: tasks that reach an AWS service by no endpoint, no NAT gateway and no public address."""

from __future__ import annotations

from generator.checks.check import Check


class EndpointMissing(Check):
    id = "ECS010"
    lesson = 1
    title = "Tasks have no path to an AWS service that they need to start"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... context deadline exceeded; "
        "CannotPullContainerError ... i/o timeout"
    )
    why = (
        "Image and secrets are fetched from within the task's own subnet. One without a NAT gateway, without public "
        "addresses and without the endpoint of the service leads nowhere. An image in ECR needs three endpoints: "
        "ecr.api, ecr.dkr, and S3, where its layers are."
    )
    fix = "Add the missing endpoint to the tasks' VPC, or a default route to a NAT gateway to their route table."
    base = "isolated"
    bad = {
        "EcrApiEndpoint": None,
        "EcrDkrEndpoint": None,
        "S3Endpoint": None,
        "Service.DependsOn": "[LogsEndpoint]",
    }

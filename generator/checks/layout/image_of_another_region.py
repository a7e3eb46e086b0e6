"""An image in the ECR of another Region, for tasks that have endpoints only."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.image_regions import ImageInOtherRegion


class ImageOfAnotherRegion(Check):
    id = "ECS246"
    lesson = 24
    title = "Image is in the ECR of another Region, to which no endpoint leads"
    symptom = "CannotPullContainerError ... dial tcp ...: i/o timeout; or: ResourceInitializationError"
    why = (
        "The endpoints of a VPC lead to the ECR of its own Region, and its gateway endpoint to the buckets there. The "
        "ECR of another Region is reached over the internet only."
    )
    fix = "Replicate the repository into the Region of the stack, or give the subnets a route to a NAT gateway."
    fault = ImageInOtherRegion
    message = (
        "{container} has its image {image} in the ECR of {region}; the stack is in {home}, and the subnets of {task} "
        "have endpoints of that Region only: tasks time out when they pull it"
    )
    change = "Image: one in {home}, as a replication rule of ECR makes it; or a route to a NAT gateway"
    base = "isolated"
    good = {"S3Endpoint.ServiceName": "com.amazonaws.us-east-1.s3"}
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Image": "!Sub ${AWS::AccountId}.dkr.ecr.eu-west-3.amazonaws.com/web:v1"
    }

"""Hosts made of an image without the agent."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.hosts import AgentMissing as Missing


class AgentMissing(Check):
    id = "ECS272"
    lesson = 27
    title = "Image of the hosts has no agent of ECS"
    symptom = "No Container Instances were found in your cluster, although the instances run"
    why = (
        "The agent and Docker are in the images that are optimized for ECS, and not in those of Amazon Linux, Windows "
        "or others. Without them /etc/ecs/ecs.config is a file that nobody reads."
    )
    fix = "Take the image from a parameter below /aws/service/ecs/optimized-ami, or install ecs-init in UserData."
    fault = Missing
    message = (
        "ImageId of {hosts} is {image}, an image without the ECS agent, and UserData installs none: its instances run, "
        "and do not join {cluster}, so ECS places no task of {task}"
    )
    change = "ImageId: {{{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}}}"
    base = "hosts"
    bad = {
        "HostTemplate.LaunchTemplateData.ImageId": (
            "'{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}'"
        ),
    }

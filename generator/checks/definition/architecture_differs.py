"""Ours: an image for another processor than the task runs on."""

from __future__ import annotations

from generator.checks.check import Check


class ArchitectureDiffers(Check):
    id = "ECS161"
    lesson = 16
    title = "Image is for another architecture than the task"
    symptom = (
        "exec /app/server: exec format error; or CannotPullContainerError: ... image Manifest does not contain "
        "descriptor matching platform 'linux/amd64'"
    )
    why = (
        "Fargate runs tasks on X86_64 unless CpuArchitecture says ARM64. The image here says in its tag or name "
        "that it is for the other one."
    )
    fix = (
        "Set RuntimePlatform.CpuArchitecture to what the image is built for, or use an image for the architecture "
        "of the task."
    )
    base = "nat"
    good = {
        "TaskDefinition.RuntimePlatform": "{CpuArchitecture: ARM64, OperatingSystemFamily: LINUX}",
        "TaskDefinition.ContainerDefinitions.0.Image": ("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1-arm64"),
    }
    bad = {
        "TaskDefinition.RuntimePlatform": None,
    }

"""Ours: an image for another processor than the task runs on."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule

_IMAGE = "!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1"
_PLATFORM = "      RuntimePlatform: {CpuArchitecture: ARM64, OperatingSystemFamily: LINUX}\n"


class ArchitectureDiffers(LessonRule):
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
    good = WITH_NAT.replace(_IMAGE, "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1-arm64").replace(
        "      Cpu: 256\n", f"      Cpu: 256\n{_PLATFORM}"
    )
    bad = good.replace(_PLATFORM, "")

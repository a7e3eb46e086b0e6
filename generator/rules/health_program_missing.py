"""Lesson 8: a health check by a program that is not in the image."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._rule import LessonRule

_TASK = TASK.replace(
    "!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1",
    "public.ecr.aws/docker/library/node:22-alpine",
)


class HealthProgramMissing(LessonRule):
    id = "ECS080"
    lesson = 8
    title = "Program of the health check is not in the image"
    symptom = (
        "Task failed container health checks; (service ...) (deployment ...) deployment failed: tasks failed to "
        "start. The application itself logs nothing unusual"
    )
    why = (
        "The check runs inside the container. Alpine and slim images have no curl, and images without a "
        "distribution have not even a shell for CMD-SHELL. A check that cannot run fails like one that says no, and "
        "its output is not in the log."
    )
    fix = (
        "Call a program that the image has, such as wget in Alpine or node itself; or install the program in the image."
    )
    good = template(VPC, NAT, ROLE, _TASK, SERVICE)
    bad = good.replace("wget -q -O /dev/null", "curl -f")

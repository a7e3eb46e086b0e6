"""Ours: an image tag that means another image tomorrow."""

from __future__ import annotations

from generator.checks.check import Check


class TagMoves(Check):
    id = "WCS151"
    lesson = 15
    title = "Image has the tag latest, or none"
    symptom = "None: what runs changes without a deployment of the stack, and a rollback brings back the same image"
    why = (
        "The template stays the same while the tag moves on, so CloudFormation sees nothing to deploy, and no "
        "revision of the task definition says which image it ran."
    )
    fix = "Write a version tag that never moves, or a digest."
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Image": (
            "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:latest'"
        ),
    }

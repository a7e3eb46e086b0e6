"""ECR repositories, a root stack of their own: images must exist before the services that run them."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field
from troposphere import Output, Sub, Template, ecr

from generator.awsdata.ecr import plain_host
from generator.config import App, Needs, Section, architecture, logical_id, why
from generator.config.image import parse

ROOT = True


class Settings(Section):
    """The image registry, deployed once per account and region."""

    keep_images: Annotated[int, Field(ge=10, le=1000, examples=[100])] = 100
    """How many images of a service to keep. ECS starts new tasks from an old image too, so keep many."""


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build one repository for each image that services take from this account's registry."""
    t = Template()
    t.set_metadata(architecture("One repository an image; deployed before any environment"))
    images = [parse(service.image) for service in app.services.values()]
    for repository in sorted({image.repository for image in images if image.own}):
        name = logical_id("-".join(part for part in repository.replace(".", "-").replace("/", "-").split("-") if part))
        t.add_resource(
            ecr.Repository(
                f"{name}Repository",
                RepositoryName=repository,
                ImageTagMutability="IMMUTABLE",
                ImageScanningConfiguration=ecr.ImageScanningConfiguration(ScanOnPush=True),
                EncryptionConfiguration=ecr.EncryptionConfiguration(EncryptionType="KMS"),
                LifecyclePolicy=ecr.LifecyclePolicy(LifecyclePolicyText=_lifecycle(settings)),
                DeletionPolicy="RetainExceptOnCreate",
                UpdateReplacePolicy="Retain",
                Metadata=why(f"Holds the images of {repository}", "Tags are immutable: a tag means one image for ever"),
            )
        )
        host = plain_host("${AWS::AccountId}", "${AWS::Region}", "${AWS::URLSuffix}")
        t.add_output(Output(f"{name}RepositoryUri", Value=Sub(f"{host}/{repository}")))
    return t


def _lifecycle(settings: Settings) -> str:
    rules = [
        {
            "rulePriority": 1,
            "description": "Layers that no tag names are left over from builds",
            "selection": {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 14,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": "Old versions",
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": settings.keep_images},
            "action": {"type": "expire"},
        },
    ]
    return json.dumps({"rules": rules}, indent=1)

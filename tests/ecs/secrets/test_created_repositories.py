"""Images of nearly a repository that is created here, and of others that are nobody's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said

MADE = {"Repository": "{Type: AWS::ECR::Repository, Properties: {RepositoryName: shop-web}}"}
IMAGE = "TaskDefinition.ContainerDefinitions.0.Image"
OWN = "!Sub '${AWS::AccountId}.dkr.ecr.%s.${AWS::URLSuffix}/%s:v1'"


@pytest.mark.parametrize(
    ("region", "name", "verdict"),
    [
        ("${AWS::Region}", "shop-web", "yes"),
        ("${AWS::Region}", "shop/web", "unknown"),
        ("${AWS::Region}", "shop-api", "yes"),
        ("eu-west-1", "shop-web", "unknown"),
        ("eu-west-1", "shop-api", "yes"),
    ],
)
def test_an_image_of_nearly_a_repository(tmp_path: Path, region: str, name: str, verdict: str) -> None:
    assert said(tmp_path, "image of web", MADE, {IMAGE: OWN % (region, name)})[0] == verdict

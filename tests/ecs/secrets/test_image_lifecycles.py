"""Lifecycles that may delete the image of a task, and those that leave it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.edited import edited

RULE = {"rulePriority": 1, "action": {"type": "expire"}}
COUNT = {"countType": "imageCountMoreThan", "countNumber": 5}
ANY, UNTAGGED = {"tagStatus": "any", **COUNT}, {"tagStatus": "untagged", **COUNT}


def tagged(**names: list[str]) -> dict[str, object]:
    return {"tagStatus": "tagged", **names, **COUNT}


def image_row(folder: Path, selection: object, image: str) -> str:
    policy = json.dumps({"rules": [{**RULE, "selection": selection}]})
    kept = f"LifecyclePolicy: {{LifecyclePolicyText: '{policy}'}}"
    made = f"{{Type: AWS::ECR::Repository, Properties: {{RepositoryName: web, {kept}}}}}"
    place = "TaskDefinition.ContainerDefinitions.0.Image"
    return edited(folder, "nat", {"Made": made, place: image}, region="us-east-1").verdict("image of web")


BY_REFERENCE = "!Sub '${Made.RepositoryUri}:v1'"
BY_NAME = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1'"


@pytest.mark.parametrize("image", [BY_REFERENCE, BY_NAME])
@pytest.mark.parametrize("selection", [ANY, tagged(tagPrefixList=["v"]), tagged(tagPatternList=["v*"]), "no policy"])
def test_a_rule_that_may_be_for_the_image_is_not_known(tmp_path: Path, image: str, selection: object) -> None:
    assert image_row(tmp_path, selection, image) == "unknown"


@pytest.mark.parametrize("image", [BY_REFERENCE, BY_NAME])
@pytest.mark.parametrize("selection", [UNTAGGED, tagged(tagPrefixList=["dev-"]), tagged(tagPatternList=["*-dev"])])
def test_a_rule_for_others_leaves_it(tmp_path: Path, image: str, selection: object) -> None:
    assert image_row(tmp_path, selection, image) == "yes"


def test_an_image_by_its_digest_may_have_no_tag(tmp_path: Path) -> None:
    by_digest = f"!Sub '${{Made.RepositoryUri}}@sha256:{'a' * 64}'"
    assert image_row(tmp_path, UNTAGGED, by_digest) == "unknown"

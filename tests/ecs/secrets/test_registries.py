"""Registries in ECR: whose, and in which Region."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ecs.secrets.registries import origin
from generator.stack import Literal
from tests.one_app import graph, set_in

IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:v1"


@pytest.mark.parametrize(
    "image",
    [
        IMAGE,
        {"Fn::Sub": "111122223333.dkr.ecr.${AWS::Region}.amazonaws.com/team/web:v1"},
        {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/team/web@sha256:0123"},
    ],
)
def test_a_registry_in_the_known_region(tmp_path: Path, image: object) -> None:
    found = graph(tmp_path, set_in("WebTask", Image=image))
    resource = found.resource("WebTask")
    assert resource is not None
    where = origin(found, resource.get("ContainerDefinitions", 0, "Image"))
    assert where.kind == "ecr"
    assert str(where.region) == "us-east-1"
    assert ":ecr:us-east-1:" in str(where.repository)
    assert str(where.repository).endswith(":repository/team/web")


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (IMAGE, "ecr"),
        ("111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov/web:v1", "ecr"),
        ("111122223333.dkr.ecr.us-east-1.example.org/web:v1", "unknown"),
        # Private, too; which endpoints lead to these hosts is not known.
        ("111122223333.dkr-ecr.us-east-1.on.aws/web:v1", "unknown"),
        ("111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/web:v1", "unknown"),
        ("public.ecr.aws/nginx/nginx:1.27", "public"),
        ("node:22", "public"),
    ],
)
def test_a_registry_is_known_by_its_host(tmp_path: Path, image: str, kind: str) -> None:
    assert origin(graph(tmp_path), Literal(image)).kind == kind

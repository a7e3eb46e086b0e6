"""Where an image that is written out is pulled from."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ecs.registries import origin
from generator.stack import Graph, Literal, load


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("template") / "root.yaml"
    path.write_text("Resources: {Topic: {Type: AWS::SNS::Topic}}")
    return load(path)


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        ("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1", "ecr"),
        ("111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov/web:v1", "ecr"),
        ("111122223333.dkr.ecr.us-east-1.example.org/web:v1", "unknown"),
        # Private, too; which endpoints lead to these hosts is not known.
        ("111122223333.dkr-ecr.us-east-1.on.aws/web:v1", "unknown"),
        ("111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/web:v1", "unknown"),
        ("public.ecr.aws/nginx/nginx:1.27", "public"),
        ("node:22", "public"),
    ],
)
def test_by_its_host(graph: Graph, image: str, kind: str) -> None:
    assert origin(graph, Literal(image)).kind == kind


def test_its_repository(graph: Graph) -> None:
    found = origin(graph, Literal("111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:v1"))
    assert str(found.repository) == "arn:${AWS::Partition}:ecr:us-east-1:111122223333:repository/team/web"

"""Registries in ECR: whose, in which Region, and which repository a role has to name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.ecs.registries import origin
from generator.stack import Literal
from tests.proof.one_app import Change, container, graph, properties, rules, set_in

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


def test_the_role_has_to_name_the_repository_of_that_region(tmp_path: Path) -> None:
    def grant(region: str) -> Change:
        resource = f"arn:aws:ecr:{region}:111122223333:repository/team/web"

        def change(t: dict[str, Any]) -> None:
            container(t)["Image"] = IMAGE
            own = properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
            own.append({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
            own.append({"Effect": "Allow", "Action": "ecr:*", "Resource": resource})

        return change

    assert "ECS031" not in rules(tmp_path, grant("us-east-1"))
    assert "ECS031" in rules(tmp_path, grant("eu-west-1"))


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

"""A probe is held against the Dockerfile that its service names."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError
from generator.pipeline import build
from tests.gallery import TEMPLATES


def app(folder: Path, probe: str, dockerfile: str | None, path: str = "web/Dockerfile") -> Path:
    if dockerfile is not None:
        (folder / "web").mkdir()
        (folder / "web/Dockerfile").write_text(dockerfile)
    config = folder / "app.yaml"
    config.write_text(
        "name: shop\nregion: us-east-1\nservices:\n"
        f"  web: {{image: 'web:v1', port: 3000, dockerfile: {path}, health: {{probe: {probe}}}}}\n"
    )
    return config


@pytest.mark.parametrize(
    ("probe", "dockerfile"),
    [
        ("curl", "FROM node:24-alpine\nRUN apk add --no-cache curl\n"),
        ("wget", "FROM node:24-alpine\n"),
        ("node", "FROM node:24-alpine AS build\nFROM node:24-slim\nCOPY --from=build /app /app\n"),
        ("curl", "FROM somewhere.example/base:1\n"),
        ("none", "FROM scratch\n"),
    ],
)
def test_probe_that_may_run_is_taken(tmp_path: Path, probe: str, dockerfile: str) -> None:
    assert build(app(tmp_path, probe, dockerfile), TEMPLATES)


@pytest.mark.parametrize(
    ("probe", "dockerfile", "program"),
    [
        ("curl", "FROM node:24-alpine\n", "curl"),
        ("curl", "FROM node:24-alpine AS tools\nRUN apk add curl\nFROM node:24-alpine\n", "curl"),
        ("wget", "FROM gcr.io/distroless/nodejs24-debian12\n", "wget"),
        ("python", "FROM node:24-alpine\n", "python3"),
    ],
)
def test_probe_that_the_image_lacks_is_refused_at_its_place(
    tmp_path: Path, probe: str, dockerfile: str, program: str
) -> None:
    config = app(tmp_path, probe, dockerfile)
    with pytest.raises(InputError) as refused:
        build(config, TEMPLATES)
    (problem,) = refused.value.problems
    assert problem.path == ("services", "web", "health", "probe")
    assert problem.what.startswith(f"needs {program}, which the image does not have")
    assert problem.where.startswith(f"{config}:4:")


def test_dockerfile_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"services\.web\.dockerfile: cannot be read: No such file"):
        build(app(tmp_path, "node", None), TEMPLATES)


@pytest.mark.parametrize("path", ["/etc/passwd", "../Dockerfile", "web/../../Dockerfile"])
def test_dockerfile_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(InputError, match=r"a path below app\.yaml"):
        build(app(tmp_path, "node", None, path), TEMPLATES)

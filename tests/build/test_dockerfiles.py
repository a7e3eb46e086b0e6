"""A probe, and the certificates a client trusts, are held against the Dockerfile that a service names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build.steps import build
from generator.errors import InputError
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
        ("wget", "FROM gcr.io/distroless/nodejs24-debian12\n", "timeout"),
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


BUNDLE = "/etc/ssl/certs/rds-global-bundle.pem"
STORED = "services:\n  web: {uses: [database], image"


def with_database(folder: Path, dockerfile: str, setting: str = "") -> Path:
    config = app(folder, "node", dockerfile)
    text = config.read_text().replace("services:\n  web: {image", f"database: {{}}\n{STORED}")
    config.write_text(text.replace("port: 3000,", f"port: 3000,{setting}"))
    return config


@pytest.mark.parametrize(
    ("setting", "dockerfile", "verdict", "said"),
    [
        ("", f"FROM node:24-slim\nCOPY --chmod=644 global-bundle.pem {BUNDLE}\n", "yes", ""),
        (" runtime: libpq,", f"FROM ours.example/web:1\nCOPY global-bundle.pem {BUNDLE}\n", "yes", ""),
        ("", "FROM node:24-slim\nCOPY . .\n", "unknown", f"COPY --chmod=644 FILE {BUNDLE} would decide it"),
        ("", f"FROM node:24-slim\nADD https://a.example/b.pem {BUNDLE}\n", "unknown", "--chmod=644 makes it readable"),
    ],
)
def test_certificates_are_looked_for_in_the_image(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    dockerfile: str,
    verdict: str,
    said: str,
) -> None:
    """In what build says before it writes, and in what prove reads from output/; unknown is no refusal."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    with_database(tmp_path, dockerfile, setting)
    for _ in range(2):
        assert main(["build", "--env", "dev", "--no-lint", "--templates", str(TEMPLATES)]) == 0
        told = capsys.readouterr().out
        assert ("ca-bundle of Web/Service depends on the image" in told) is (verdict == "unknown")
        assert said in told
    assert main(["prove", "--format", "json"]) == 0
    (task,) = json.loads(capsys.readouterr().out)["tasks"]
    (need,) = [each for each in task["needs"] if each["need"] == "ca-bundle"]
    assert (need["verdict"], need["lesson"], need["fix"]) == (verdict, 9, None)
    assert said in " ".join(need["because"])


def test_another_dockerfile_is_another_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The templates stay the same, so only the Dockerfile's own content can tell a kept proof from a new one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with_database(tmp_path, f"FROM node:24-slim\nCOPY --chmod=644 a.pem {BUNDLE}\n")
    command = ["build", "--env", "dev", "--no-lint", "--templates", str(TEMPLATES)]
    assert main(command) == 0
    assert "ca-bundle" not in capsys.readouterr().out
    (tmp_path / "web/Dockerfile").write_text("FROM node:24-slim\n")
    assert main(command) == 0
    told = capsys.readouterr().out
    assert "ca-bundle of Web/Service depends on the image" in told
    assert "1 unknown, unchanged" in told

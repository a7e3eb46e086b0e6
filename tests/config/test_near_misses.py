"""A word that is almost another is told with the other: sections, stores, services, actions, names in environments."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main

from .command import TEMPLATES

APP = """\
name: shop
region: us-east-1
services:
  auth-service: {image: auth:v1, port: 3000}
  web: {image: web:v1}
environments:
  dev: {}
  prod: {}
"""


@pytest.mark.parametrize(
    ("old", "new", "place", "meant"),
    [
        ("services:\n", "databse: {}\nservices:\n", "databse", "database"),
        ("web:v1", "web:v1, uses: [databse]", "services.web.uses.0", "database"),
        ("web:v1", "web:v1, calls: [auth-servce]", "services.web.calls.0", "auth-service"),
        (
            "prod: {}",
            "prod: {services: {auth-servce: {cpu: 512}}}",
            "environments.prod.services.auth-servce",
            "auth-service",
        ),
        ("prod: {}", "prod: {services: {wbe: null}}", "environments.prod.services.wbe", "web"),
        ("prod: {}", "prod: {servces: null}", "environments.prod.servces", "services"),
        ("prod: {}", "prod: {profile: pord}", "profile", "prod"),
    ],
)
def test_the_word_that_is_meant_is_told(
    old: str, new: str, place: str, meant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.yaml").write_text(APP.replace(old, new, 1))
    where = ["--config", str(tmp_path / "app.yaml"), "--templates", str(TEMPLATES), "--output", str(tmp_path / "out")]
    assert main(["build", "--no-lint", *where]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line for line in told if f" {place}: " in line and line.endswith(f"did you mean {meant}?")], told


def test_a_new_service_may_stand_in_one_environment_alone(tmp_path: Path) -> None:
    app = APP.replace("prod: {}", "prod: {services: {webs: {image: web:v1}}, database: null}")
    (tmp_path / "app.yaml").write_text(app)
    where = ["--config", str(tmp_path / "app.yaml"), "--templates", str(TEMPLATES), "--output", str(tmp_path / "out")]
    assert main(["build", "--no-lint", *where]) == 0


def test_a_missing_app_is_told_with_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    assert capsys.readouterr().err.strip().endswith("begin with: python -m generator init")

"""The schema beside app.yaml: build writes it where app.yaml names it, and `build --check` finds it stale."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.gallery import ROOT

APP = """\
# yaml-language-server: $schema=app.schema.json
name: shop
region: us-east-1
services:
  web: {image: web:v1, port: 3000}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "app.yaml").write_text(APP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments: str) -> int:
    return main(["build", "--no-lint", *arguments])


def test_written_where_it_is_named_and_then_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build() == 0
    written = project / "app.schema.json"
    assert json.loads(written.read_text())["properties"]["services"]
    capsys.readouterr()
    assert build("--check") == 0
    assert build() == 0
    assert "app.schema.json" not in capsys.readouterr().out


@pytest.mark.parametrize("spoil", ["edited", "gone", "a setting more"])
def test_a_stale_one_is_found_and_written_again(project: Path, capsys: pytest.CaptureFixture[str], spoil: str) -> None:
    assert build() == 0
    schema = project / "app.schema.json"
    fresh = schema.read_text()
    if spoil == "edited":
        schema.write_text(fresh.replace('"title": "app.yaml"', '"title": "mine"'))
    elif spoil == "gone":
        schema.unlink()
    else:
        (project / "templates/ledger.py").write_text(LEDGER)
    capsys.readouterr()
    assert build("--check") == 1
    said = capsys.readouterr()
    assert "app.schema.json is stale; run: " in said.err
    assert "app.schema.json (rebuilt)" in said.out
    assert build() == 0
    assert build("--check") == 0
    assert (schema.read_text() == fresh) == (spoil != "a setting more")
    assert ("ledger" in schema.read_text()) == (spoil == "a setting more")


LEDGER = '''\
"""A ledger."""

from troposphere import Template

from generator.config import Section


class Settings(Section):
    """The ledger."""

    size: int = 5
    """How large it is."""


def build(settings, app, needs):
    return Template()
'''


def test_nothing_is_written_for_an_app_that_names_none_or_one_elsewhere(project: Path) -> None:
    for first in ("# an app\n", "# yaml-language-server: $schema=https://example.com/app.schema.json\n"):
        (project / "app.yaml").write_text(first + APP.split("\n", 1)[1])
        assert build() == 0
        assert not (project / "app.schema.json").exists()


def test_a_trial_build_elsewhere_leaves_it_alone(project: Path) -> None:
    assert build("--output", "try") == 0
    assert not (project / "app.schema.json").exists()


def test_the_one_of_this_repository_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--templates", str(ROOT / "templates")]) == 0
    assert capsys.readouterr().out == (ROOT / "app.schema.json").read_text()

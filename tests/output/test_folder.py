"""build changes in output/ what must change and nothing else: not times, not others' files, nothing on a mistake."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.gallery import ROOT, TEMPLATES

APP = """\
name: shop
region: us-east-1
services:
  web: {image: web:v1, port: 3000}
  jobs: {image: jobs:v1}
environments: {dev: {}, test: {profile: dev}}
"""
State = dict[str, tuple[int, bytes]]


class Project:
    """An app.yaml with its output, built through the command line's main function."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "app.yaml"
        self.output = folder / "output"
        self.config.write_text(APP)

    def build(self, *arguments: str) -> int:
        where = ["--config", str(self.config), "--templates", str(TEMPLATES), "--output", str(self.output)]
        return main(["build", "--no-lint", *where, *arguments])

    def change(self, old: str, new: str) -> None:
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))

    def state(self) -> State:
        """Time and content of every file."""
        files = sorted(path for path in self.output.rglob("*") if path.is_file())
        return {
            path.relative_to(self.output).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    assert made.build() == 0
    for path in made.output.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return made


def changed(before: State, after: State) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_nothing_to_change_touches_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.state()
    assert project.build() == 0
    assert project.state() == before
    assert capsys.readouterr().out.count("unchanged") == 3


def test_a_new_image_touches_its_service_only(project: Project) -> None:
    before = project.state()
    project.change("web:v1", "web:v2")
    assert project.build() == 0
    files = {"dev/web.yaml", "dev/deploy.json", "test/web.yaml", "test/deploy.json"}
    assert changed(before, project.state()) == files


def test_one_environment_leaves_the_others(project: Project) -> None:
    before = project.state()
    project.change("web:v1", "web:v2")
    assert project.build("--env", "dev") == 0
    assert changed(before, project.state()) == {"dev/web.yaml", "dev/deploy.json"}


def test_a_removed_service_takes_its_file_along(project: Project) -> None:
    project.change("  jobs: {image: jobs:v1}\n", "")
    assert project.build() == 0
    assert "dev/jobs.yaml" not in project.state()
    assert "jobs.yaml" not in json.loads((project.output / "dev/deploy.json").read_text())["files"]


def test_an_abandoned_environment_is_removed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.change(", test: {profile: dev}", "")
    assert project.build("--env", "dev") == 0  # others are not this build's business
    assert (project.output / "test/root.yaml").is_file()
    assert project.build("--check") == 1
    assert "test/root.yaml: belongs to no environment" in capsys.readouterr().out
    assert project.build() == 0
    assert not (project.output / "test").exists()


def test_what_build_did_not_write_is_left_alone(project: Project) -> None:
    foreign = {
        "dev/notes.txt": "mine",
        "dev/extra.yaml": "Resources: {}\n",
        "test/notes.txt": "mine",
        "test/extra.yaml": "Resources: {}\n",
        "other/deploy.json": '{"app": "another"}',
        "other/root.yaml": "# Written by hand\n",
    }
    for name, text in foreign.items():
        (project.output / name).parent.mkdir(exist_ok=True)
        (project.output / name).write_text(text)
    project.change(", test: {profile: dev}", "")
    assert project.build() == 0
    after = project.state()
    assert {name: after[name][1].decode() for name in foreign} == foreign
    assert [name for name in after if name.startswith("test/")] == ["test/extra.yaml", "test/notes.txt"]


def test_check_shows_a_diff_and_writes_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.state()
    project.change("web:v1", "web:v2")
    assert project.build("--check") == 1
    out, err = capsys.readouterr()
    file = f"{project.output}/dev/web.yaml"
    assert f"--- {file}\n+++ {file} (rebuilt)\n@@ " in out
    changes = re.findall(r"^([-+]) +Image: .*/web:(v\d)$", out, re.MULTILINE)
    assert changes == [("-", "v1"), ("+", "v2")] * 2
    assert err.splitlines()[-1].endswith("is stale; run: python -m generator build")
    assert project.state() == before


def test_check_finds_an_edited_file(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.output / "dev/vpc.yaml"
    path.write_text(path.read_text().replace("10.0.0.0/16", "10.9.0.0/16"))
    assert project.build("--check") == 1
    assert "10.9.0.0/16" in capsys.readouterr().out


def test_digests_in_deploy_json_are_those_of_the_files(project: Project) -> None:
    for environment in ("dev", "test", "registry"):
        manifest = json.loads((project.output / environment / "deploy.json").read_text())
        files = {path.name: path.read_bytes() for path in (project.output / environment).glob("*.yaml")}
        assert manifest["files"] == {name: f"sha256:{sha256(text).hexdigest()}" for name, text in sorted(files.items())}


MISTAKES = [("port: 3000", "prot: 3000"), ("image: jobs:v1", "image: jobs"), ("{profile: dev}", "{profile: [")]


@pytest.mark.parametrize(("old", "new"), MISTAKES)
def test_a_mistake_leaves_everything_as_it_was(project: Project, old: str, new: str) -> None:
    before = project.state()
    project.change("web:v1", "web:v2")
    project.change(old, new)
    assert project.build() == 2
    assert project.state() == before


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("output", "output/dev: cannot be written: Not a directory"),
        ("output/dev", "output/dev: cannot be written: File exists"),
        ("output/dev/vpc.yaml", "output/dev/vpc.yaml: cannot be read: Is a directory"),
    ],
)
def test_an_unwritable_folder_is_one_clear_line(
    tmp_path: Path, way: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever runs the tests may be allowed to write everywhere, so something stands in the way instead."""
    project, in_the_way = Project(tmp_path), tmp_path / way
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    if way.endswith(".yaml"):
        in_the_way.mkdir()
    else:
        in_the_way.write_text("")
    assert project.build() == 2
    assert capsys.readouterr().err == f"{tmp_path}/{told}\n"


def test_committed_output_is_fresh() -> None:
    command = [sys.executable, "-m", "generator", "build", "--check", "--no-lint"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
    assert result.stdout == ""

"""A build that would change nothing is told without building, and never where anything is different."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import running, steps
from tests.gallery import ROOT

APP = """\
# yaml-language-server: $schema=app.schema.json
name: shop
region: us-east-1
topic: {shown: orders}
environments: {dev: {}, test: {}}
"""
TOPIC = '''\
"""A topic."""

from troposphere import Template, sns

from generator.config import Section

from ._names import NAME


class Settings(Section):
    """A topic."""

    shown: str = "all"
    """What people see."""


def build(settings, app, needs):
    t = Template()
    t.add_resource(sns.Topic("Topic", DisplayName=f"{settings.shown} {NAME}"))
    return t
'''
ASKS = TOPIC.replace("from ._names", "import os\n\nfrom ._names").replace("{NAME}", "{os.environ['SHOWN']}")
ROOT_OF_TEST = "output/test/root.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small app with template modules of its own, built once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.yaml").write_text(APP)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/topic.py").write_text(TOPIC)
    (tmp_path / "templates/_names.py").write_text('NAME = "one"\n')
    assert build() == 0
    return tmp_path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The app.yaml of every build that is begun after the first."""
    begun: list[Path] = []
    real = steps.build

    def spied(config: Path, *rest: object, **named: object) -> object:
        begun.append(config)
        return real(config, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "build", spied)
    return begun


def build(*arguments: str) -> int:
    return main(["build", "--no-lint", *arguments])


@pytest.mark.usefixtures("project")
def test_says_what_a_build_would_say(built: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert build() == 0
    at_once = capsys.readouterr().out
    assert not built
    assert build("--set", "topic.shown=orders", "--output", "output") == 0  # asked in other words: it is built
    assert built
    assert capsys.readouterr().out == at_once
    assert at_once.count("unchanged") == 2


def apart() -> list[str]:
    """Build in a process of its own, and give the words that it says, the modules that it has imported at the end."""
    code = "import sys; from generator.__main__ import main; main(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--no-lint"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.usefixtures("project")
def test_imports_nothing_that_builds() -> None:
    building = {"troposphere", "pydantic", "yaml", "generator.build.steps"}
    assert building <= {*apart()}
    again = apart()
    assert "unchanged" in again
    assert not {*building, "cfnlint", "boto3"} & {*again}


@pytest.mark.usefixtures("project")
def test_check_is_told_apart(built: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert (build("--check"), build("--check")) == (0, 0)
    assert len(built) == 1
    assert capsys.readouterr().out == ""
    Path(ROOT_OF_TEST).write_text("tampered")
    assert build("--check") == 1


def rewritten(path: str, old: str, new: str) -> Callable[[], object]:
    """A change of a file that leaves its size and its time as they are."""

    def change() -> None:
        file = Path(path)
        before, text = file.stat(), file.read_text()
        assert old in text
        assert len(old) == len(new)
        file.write_text(text.replace(old, new, 1))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def left_behind() -> None:
    """Let there be an output of an environment that there was once."""
    Path("output/old").mkdir()
    Path("output/old/deploy.json").write_text(Path("output/dev/deploy.json").read_text())


CHANGES = {
    "app.yaml": rewritten("app.yaml", "orders", "errors"),
    "a module": rewritten("templates/topic.py", "{settings.shown} {NAME}", "{settings.shown}-{NAME}"),
    "a helper": rewritten("templates/_names.py", "one", "two"),
    "a module more": lambda: Path("templates/other.py").write_text(TOPIC),
    "a module that is gone": lambda: Path("templates/_names.py").unlink(),
    "output": rewritten(ROOT_OF_TEST, "Resources", "Ressource"),
    "a template that is gone": lambda: Path(ROOT_OF_TEST).unlink(),
    "deploy.json": rewritten("output/dev/deploy.json", "us-east-1", "us-west-2"),
    "a template too many": lambda: Path("output/dev/more.yaml").write_text(Path("output/dev/topic.yaml").read_text()),
    "an environment too many": left_behind,
    "the schema": rewritten("app.schema.json", "title", "eltit"),
    "no schema": lambda: Path("app.schema.json").unlink(),
    "app.yaml is gone": lambda: Path("app.yaml").unlink(),
}


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("change", CHANGES)
def test_builds_when_a_file_is_another(built: list[Path], change: str) -> None:
    build()
    assert not built
    CHANGES[change]()
    build()
    assert built


@pytest.mark.usefixtures("project")
def test_what_somebody_changed_in_output_is_written_again() -> None:
    right = Path(ROOT_OF_TEST).read_text()
    Path(ROOT_OF_TEST).write_text(right.replace("Resources", "Ressource"))
    assert build() == 0
    assert Path(ROOT_OF_TEST).read_text() == right


@pytest.mark.parametrize("name", ["cfn_lint-99.0.dist-info", "troposphere-99.0.dist-info", "editable.pth"])
def test_builds_with_other_libraries(
    project: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (project / "libraries").mkdir()
    monkeypatch.syspath_prepend(str(project / "libraries"))
    build()
    build()
    assert len(built) == 1
    (project / "libraries" / name).mkdir()
    build()
    assert len(built) == 2


def test_builds_when_this_program_is_another(project: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "package").mkdir()
    part = project / "package/part.py"
    part.write_text("1")
    monkeypatch.setattr(running, "_PACKAGE", project / "package")
    build()
    build()
    assert len(built) == 1
    os.utime(part, (1_000_000_000, 1_000_000_000))
    build()
    assert len(built) == 2


def test_builds_always_with_somebodys_clone_of_a_library(
    project: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "clones/cfnlint").mkdir(parents=True)
    (project / "clones/cfnlint/__init__.py").touch()
    monkeypatch.delitem(sys.modules, "cfnlint", raising=False)
    monkeypatch.syspath_prepend(str(project / "clones"))
    build()
    build()
    assert len(built) == 2


def test_builds_always_what_asks_the_machine(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "templates/topic.py").write_text(ASKS)
    for shown in ("this", "that"):
        monkeypatch.setenv("SHOWN", shown)
        for name in [each for each in sys.modules if each.startswith("generator_templates_")]:
            monkeypatch.delitem(sys.modules, name)  # as in a process of its own
        assert build() == 0
        assert f"orders {shown}" in Path("output/dev/topic.yaml").read_text()


def test_a_dockerfile_that_is_named_is_looked_at(
    tmp_path: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("app.yaml").write_text(
        "name: shop\nregion: us-east-1\nservices:\n  web: {image: web:v1, port: 3000, dockerfile: Dockerfile}\n"
    )
    Path("Dockerfile").write_text("FROM node:24-alpine\n")
    arguments = ("--templates", str(ROOT / "templates"))
    assert build(*arguments) == 0
    assert build(*arguments) == 0
    assert len(built) == 1
    Path("Dockerfile").write_text("FROM node:26-alpine\n")
    assert build(*arguments) == 0
    assert len(built) == 2
    Path("Dockerfile").unlink()
    assert build(*arguments) == 2


def test_nothing_is_kept_of_what_changes_meanwhile(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, real = project / "app.yaml", steps.build
    before = config.read_text()

    def edited(*arguments: object, **named: object) -> object:
        config.write_text(before.replace("orders", "errors"))
        return real(*arguments, **named)  # type: ignore[arg-type]

    Path(ROOT_OF_TEST).unlink()  # so that it builds
    with monkeypatch.context() as patch:
        patch.setattr(steps, "build", edited)
        assert build() == 0
    config.write_text(before)
    assert build() == 0
    assert "orders one" in (project / "output/dev/topic.yaml").read_text()

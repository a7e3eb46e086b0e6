"""What is installed is what is documented: the wheel, and each extra alone, in an environment that holds nothing else.

The extra ``test`` is tried by .ci/run, which installs it, and it alone, in a clean clone.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator import __version__
from generator.checks.registry import checks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
# What a wheel is made of. It is built from a copy, so that no older build in the clone has a part in it.
SOURCES = ("setup.py", "setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "app.yaml")
FOLDERS = ("generator", "templates", "tests/examples/task-management")
# A folder as somebody may have it. Whoever imports this one is not the installed package.
FOREIGN = 'raise SystemExit("this is somebody\'s own generator/")\n'


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)


def installs(*arguments: str) -> None:
    done = pip(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, from what is in the clone now."""
    if find_spec("pip") is None:
        pytest.skip("there is no pip in this environment")
    folder = tmp_path_factory.mktemp("wheel")
    asked = pip("download", "--no-deps", "--retries", "0", "--timeout", "10", "--dest", str(folder / "tried"), "PyYAML")
    if asked.returncode:
        pytest.skip(f"pip reaches no package index from here: {asked.stderr.strip().splitlines()[-1]}")
    source = folder / "source"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in SOURCES:
        shutil.copyfile(ROOT / name, source / name)
    installs("wheel", "--no-deps", "--wheel-dir", str(folder), str(source))
    (made,) = folder.glob("*.whl")
    return made


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel and one extra, and a folder in which somebody works."""

    extra: str
    environment: Path
    work: Path

    def run(self, command: str, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment as its owner would, with no account in reach."""
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.work), "AWS_EC2_METADATA_DISABLED": "true"}
        words = [str(self.environment / "bin" / command), *arguments]
        folder = folder or self.work / "app"
        return subprocess.run(words, cwd=folder, env=kept, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module", params=["", "deploy", "local"], ids=["core", "deploy", "local"])
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel with one extra, or none, and nothing else; begin an app beside a foreign generator/."""
    extra: str = request.param
    folder = tmp_path_factory.mktemp(extra or "core")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = str(folder / "venv/bin/python")
    installs("--python", python, "install", "--no-compile", f"{wheel}[{extra}]" if extra else str(wheel))
    installs("--python", python, "check")
    found = Installed(extra, folder / "venv", folder)
    done = found.run("ecs-proof", "init", "app", "--example", "--name", "task-management", folder=folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "next: cd app && ecs-proof build"), done.stderr
    (folder / "app/generator").mkdir()
    (folder / "app/generator/__init__.py").write_text(FOREIGN)
    return found


@pytest.fixture(scope="module")
def built(installed: Installed) -> Installed:
    """Build the app; beside an extra without cfn-lint, which is heard of our rules by themselves there."""
    done = installed.run("ecs-proof", "build", *(["--no-lint"] if installed.extra else []))
    assert (done.returncode, done.stderr) == (0, "")
    return installed


def test_the_wheel_holds_all_that_is_in_the_folder_of_the_package(wheel: Path) -> None:
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "_starter" not in path.parts
    }
    programs = [path for path in (ROOT / "tests/examples/task-management").glob("*/*") if path.is_file()]
    starter = {
        f"generator/_starter/{path.relative_to(ROOT).as_posix()}"
        for path in [ROOT / "app.yaml", *(ROOT / "templates").glob("*.py"), *programs]
    }
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == package | starter


def test_version_and_help_need_no_extra(installed: Installed) -> None:
    version, helped = installed.run("ecs-proof", "--version"), installed.run("ecs-proof", "deploy", "--help")
    assert (version.returncode, version.stdout, version.stderr) == (0, f"ecs-proof {__version__}\n", "")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "ecs-proof deploy dev --local" in helped.stdout


def test_builds_what_the_clone_builds(built: Installed) -> None:
    for folder in ("dev", "prod", "registry"):
        made, here = built.work / "app/output" / folder, ROOT / "output" / folder
        assert {path.name: path.read_text() for path in made.iterdir()} == {
            path.name: path.read_text() for path in here.iterdir()
        }


def test_rules_are_found_by_cfn_lint(built: Installed) -> None:
    done = built.run("cfn-lint", "-a", "generator.rules", "-i", "W3002", "--", "output/dev/root.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_module_is_the_console_command(built: Installed) -> None:
    (built.work / "elsewhere").mkdir()
    done = built.run("python", "-m", "generator", "prove", "../app/output/dev", folder=built.work / "elsewhere")
    assert (done.returncode, done.stderr) == (0, "")


def test_deploys_or_says_what_to_install(built: Installed) -> None:
    aws = built.run("ecs-proof", "deploy", "dev")
    if built.extra:
        assert (aws.returncode, aws.stdout) == (2, "")
        assert aws.stderr.startswith("AWS accepted no credentials: ")
        assert aws.stderr.endswith("then run: ecs-proof deploy dev\n")
    else:
        hint = 'deploy needs boto3 and rich, which are not installed; run: pip install "ecs-proof[deploy]"\n'
        assert (aws.returncode, aws.stdout, aws.stderr) == (2, "", hint)
    local = built.run("ecs-proof", "deploy", "dev", "--local", "--yes")
    if built.extra == "local":
        assert local.returncode == 0, local.stdout + local.stderr
        assert "task-management-dev: deployed" in local.stdout
    else:
        assert (local.returncode, local.stdout) == (2, "")
        assert local.stderr.endswith('not installed; run: pip install "ecs-proof[local]"\n')


def test_the_lowest_versions_that_are_allowed_work(wheel: Path, tmp_path: Path) -> None:
    """The newest are what the other tests install; both ends have to do for whoever only wants the rules."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    lowest = re.findall(r"^([\w-]+)>=([\d.]+)", settings["options"]["install_requires"], re.MULTILINE)
    assert len(lowest) == 5
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = str(tmp_path / "venv/bin/python")
    installs(
        "--python", python, "install", "--no-compile", str(wheel), *(f"{name}=={version}" for name, version in lowest)
    )
    old = Installed("", tmp_path / "venv", tmp_path)
    assert old.run("ecs-proof", "init", "app", "--example", folder=tmp_path).returncode == 0
    built = old.run("ecs-proof", "build", "--no-lint")
    assert (built.returncode, built.stderr) == (0, "")
    assert "note: made with troposphere 4.10" in built.stdout
    for check in (checks()["ECS010"], checks()["ECS080"]):
        (tmp_path / "app/bad.yaml").write_text(check.rejected)
        (tmp_path / "app/good.yaml").write_text(check.accepted)
        found = old.run("cfn-lint", "--format", "parseable", "bad.yaml", "good.yaml", "-a", "generator.rules")
        assert {line.split(":")[0] for line in found.stdout.splitlines() if f":{check.id}:" in line} == {"bad.yaml"}

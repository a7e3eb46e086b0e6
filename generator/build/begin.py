"""Begin a project: every file that it starts with, written at once or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from generator import __version__
from generator.build import schema_file, shipped, starter
from generator.errors import InputError, Problem
from generator.hints import program
from generator.output.folder import replace

_IGNORED = "# What ecs-proof keeps of deployments: evidence, not for others.\n.ecs-proof/\n__pycache__/\n"
_WORKFLOW = """\
# Is output/ what app.yaml says, and can its tasks start? Nothing here talks to AWS.
name: ecs-proof
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      # Actions by their commits, which cannot be moved to other code. Of our own two: the last, and the one before it.
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 2
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.13"
      - run: pip install "{requirement}"
      - run: ecs-proof build --check
      - run: ecs-proof lint --format github
      - name: What it changes, opens, breaks and costs, in the summary
        if: ${{ !cancelled() && github.event_name == 'pull_request' }}
        run: |
          git cat-file -e HEAD^1:output || exit 0
          ecs-proof diff HEAD^1:output --format markdown >> "$GITHUB_STEP_SUMMARY" || [ $? -eq 1 ]
"""
_HOOKS = """\
repos:
  - repo: local
    hooks:
      - id: ecs-proof
        name: output/ is what app.yaml says
        entry: ecs-proof build --check --no-lint
        language: system
        pass_filenames: false
        files: ^(app\\.yaml|app\\.schema\\.json|templates/|output/)
"""


def begin(folder: Path, app: str, programs: Mapping[str, bytes] | None = None) -> tuple[list[Path], list[Path]]:
    """Write a project with this app.yaml; ``programs`` are further files. Gives the files written, and those kept.

    Raises InputError, and writes nothing, where an app.yaml, a template module or a program is there already; what only
    goes along with them (.gitignore, CI) is kept as it is.
    """
    templates = starter.templates()
    modules = {f"templates/{name}": text.encode() for name, text in shipped.files(templates).items()}
    own = {"app.yaml": app.encode(), **modules, **(programs or {})}
    own |= {schema_file.NAME: schema_file.text(templates).encode()}
    own |= {f"templates/{shipped.RECORD}": shipped.record(shipped.files(templates)).encode()}
    beside = {
        ".gitignore": _IGNORED,
        ".github/workflows/ecs-proof.yml": _WORKFLOW.replace("{requirement}", requirement()),
        ".pre-commit-config.yaml": _HOOKS,
    }
    if there := [folder / name for name in own if (folder / name).exists()]:
        hint = "choose another folder" if there[0].name == "app.yaml" else "move it away, or choose another folder"
        hint += f"; for the templates of a newer version: {program()} init {folder} --upgrade"
        raise InputError(Problem((), "is there already", hint=hint, where=str(path)) for path in there[:3])
    kept = [folder / name for name in beside if (folder / name).exists()]
    new = own | {name: text.encode() for name, text in beside.items() if folder / name not in kept}
    for name, content in new.items():
        _write(folder / name, content)
    return [folder / name for name in new], kept


def requirement() -> str:
    """What pip installs to get this very program: its version, or where it was got from (PEP 610)."""
    try:
        found = json.loads(distribution("ecs-proof").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        found = {}
    url, vcs = str(found.get("url", "")), found.get("vcs_info", {})
    if url.startswith("https://") and vcs:
        return f"ecs-proof @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"ecs-proof @ {url}" if url.startswith("https://") else f"ecs-proof=={__version__}"


def example(name: str, region: str) -> tuple[str, dict[str, bytes]]:
    """The app.yaml of the example under another name and in another region, and its programs."""
    home = starter.home()
    text = (home / "app.yaml").read_text(encoding="utf-8")
    text = text.replace("docs/configuration.md", f"{program()} schema --format markdown", 1)
    text = re.sub(r"^name: .*$", f"name: {name}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^region: .*$", f"region: {region}", text, count=1, flags=re.MULTILINE)
    text = text.replace("arn:aws:acm:us-east-1:", f"arn:aws:acm:{region}:")
    return text, {path.relative_to(home).as_posix(): path.read_bytes() for path in starter.programs()}


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content.decode())
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError([Problem((), what, where=str(error.filename or path))]) from None

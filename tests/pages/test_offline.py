"""Every line of every page that needs no account runs, in a copy of what a reader has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.gallery import ROOT, copy_project
from tests.pages.lines import WALKS, lines, why_not
from tests.pages.rehearsed import of_an_account
from tests.pages.shell import Shell

pytestmark = pytest.mark.slow

BROKEN = "tests/checks/cases/ECS050-second-service.bad"
OFFLINE = [
    line
    for line in {each.text: each for each in reversed(lines())}.values()  # what several pages say is typed once
    if not line.page.startswith(WALKS) and why_not(line) is None and not of_an_account(line)
]
PAGES = sorted({line.page for line in OFFLINE})
FAILS = {
    f"python -m generator lint {BROKEN}": 1,
    "python -m generator lint infra/ --format sarif": 1,
    "cfn-lint infra/root.yaml": 6,
    'python scripts/diagnose.py dev --message "ResourceInitializationError: ..."': 1,
}
"""What has something to find, and says so by its exit code."""


def _git(folder: Path, *words: str) -> None:
    author = ["-c", "user.name=reader", "-c", "user.email=reader@example.com"]
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True, timeout=30)


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with one commit, and what a reader brings: templates, sibling stacks, parameters and usage."""
    folder = tmp_path_factory.mktemp("cloned")
    shutil.copytree(ROOT / "output", folder / "output")
    copy_project(folder)
    (folder / "docs").mkdir()
    for place in ("infra", "before", "after", BROKEN):
        shutil.copytree(ROOT / BROKEN, folder / place)
    assert main(["lint", str(folder / "after"), "--fix"]) == 0
    (folder / "usage.yaml").write_text("nat-gb: 300\n", encoding="utf-8")
    (folder / "prod.json").write_text("{}", encoding="utf-8")
    (folder / "stacks.yaml").write_text("shop: {template: infra/root.yaml}\n", encoding="utf-8")
    _git(folder, "init", "-qb", "main")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "begun")
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_what_needs_no_account_runs(page: str, cloned: Path) -> None:
    shell = Shell(cloned, {"PYTHONPATH": str(ROOT)})
    for line in reversed(OFFLINE):
        if line.page == page:
            said = shell.run(line.text.replace("/tmp/", f"{cloned}/"))
            assert said.code == FAILS.get(line.text, 0), (line.text, said)
            assert said.out or said.err or any(quiet in line.text for quiet in (">>", "--check", "--write")), line.text


def test_what_has_something_to_find_is_still_on_a_page() -> None:
    assert FAILS.keys() - {line.text for line in OFFLINE} == set()

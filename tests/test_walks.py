"""The walks: every command of each page, in its order, in a copy of what a stranger has."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.gallery import ROOT, copy_programs
from tests.test_docs import blocks

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/walks").glob("*.md"))
NEEDED = ("app.yaml", "app.schema.json", "templates", "output", "tests/examples/cache", "tests/checks/cases")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_walk_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in NEEDED:
        whole, copy = ROOT / name, tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if whole.is_dir():
            shutil.copytree(whole, copy, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        else:
            shutil.copy(whole, copy)
    copy_programs(tmp_path)
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert len(lines) > 3
    for line in lines:
        words = shlex.split(line, comments=True)
        expected = int(*re.findall(r"# exits (\d)", line) or ["0"])
        if words[0] == "cp":
            subprocess.run(words, check=True, timeout=10)
            continue
        assert words[:3] == ["python", "-m", "generator"], line
        if ">" in words:
            words = words[: words.index(">")]
        code = main(words[3:])
        said = capsys.readouterr()
        assert code == expected, f"{line}\n{said.out[-800:]}\n{said.err}"
        assert said.out or said.err or "--check" in words, line


def test_the_readme_leads_to_each_walk_and_to_the_pictures() -> None:
    text = (ROOT / "README.md").read_text()
    assert [page for page in PAGES if f"({page})" not in text] == []
    for picture in re.findall(r"docs/[\w-]+\.png", text):
        assert (ROOT / picture).stat().st_size < 200_000

"""Files of a commit, with what they name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.comparison.committed import committed
from generator.errors import InputError


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    here = tmp_path / "here"
    for name, content in (
        ("output/dev/root.yaml", "# dockerfile: web/Dockerfile\nnested: [inner.yaml]"),
        ("output/dev/inner.yaml", "caf\u00e9\n"),
        ("web/Dockerfile", "FROM node"),
        ("secrets.txt", "not named"),
    ):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(content, encoding="utf-8")
    git(tmp_path, "init", "-q", str(here))
    git(here, "add", "-A")
    git(here, "commit", "-qm", "first")
    return here


def laid_out(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_laid_out_with_what_it_names(repository: Path, tmp_path: Path) -> None:
    (repository / "output/dev/root.yaml").write_text("changed")
    into = tmp_path / "into"
    assert committed(repository / "output", "HEAD", into) == into / "output"
    assert laid_out(into) == {"output/dev/root.yaml", "output/dev/inner.yaml", "web/Dockerfile"}
    assert (into / "output/dev/root.yaml").read_text().startswith("# dockerfile")
    assert (into / "output/dev/inner.yaml").read_text(encoding="utf-8") == "caf\u00e9\n"


def test_a_file_comes_with_those_beside_it(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    assert committed(repository / "output/dev/root.yaml", "HEAD", into) == into / "output/dev/root.yaml"
    assert "output/dev/inner.yaml" in laid_out(into)


def test_what_is_gone_since_is_found(repository: Path, tmp_path: Path) -> None:
    for path in sorted(repository.glob("output/dev/*")):
        path.unlink()
    (repository / "output/dev").rmdir()
    (repository / "output").rmdir()
    assert "dev/root.yaml" in laid_out(committed(repository / "output", "HEAD", tmp_path / "into"))


@pytest.mark.parametrize(
    ("path", "commit", "said"),
    [("nowhere", "HEAD", "is not in the commit HEAD"), ("output", "nobranch", "there is no commit to compare with")],
)
def test_what_is_not_there_is_said(repository: Path, tmp_path: Path, path: str, commit: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        committed(repository / path, commit, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_without_a_repository_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no commit to compare with"):
        committed(tmp_path / "output", "HEAD", tmp_path / "into")


def test_without_git_it_is_said(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git is not installed"):
        committed(repository / "output", "HEAD", tmp_path / "into")

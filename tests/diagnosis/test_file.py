"""Evidence as a file: for its owner only, whole or not at all, refused when it is something else."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from generator.diagnosis.file import FOLDER, read, write
from generator.errors import InputError
from tests.diagnosis.evidence import bundle, task


def test_it_is_read_back_as_it_was_written_and_nobody_else_may(tmp_path: Path) -> None:
    evidence, path = (
        bundle(tasks=(task("OutOfMemoryError: Container killed due to memory usage"),)),
        tmp_path / "e.json",
    )
    path.write_text("older")
    path.chmod(0o644)
    write(evidence, path)
    assert read(path) == evidence
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["e.json"]


def test_git_ignores_the_folder_of_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(bundle(), FOLDER / "x.json")
    assert (FOLDER.parent / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "there is no such file"),
        ("not json", "is no evidence"),
        ("[]", "is no evidence"),
        (json.dumps({"format": "ecs-proof evidence 1"}), "stack"),
        (json.dumps({"format": "another", "version": "1", "written": "x", "stack": "s"}), "format"),
    ],
)
def test_what_is_no_evidence_is_refused_in_a_sentence(tmp_path: Path, content: str | None, expected: str) -> None:
    path = tmp_path / "e.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError) as refused:
        read(path)
    assert expected in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write(bundle(), tmp_path / "file" / "e.json")

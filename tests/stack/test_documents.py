"""A text that was decoded before is decoded no more, whichever file it is in; what was changed is read anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.analysis.analyse import analyse
from generator.stack import load
from generator.stack.documents import Documents
from tests.one_app import APP, REGION

TOPIC = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


def test_two_files_of_one_text_have_names_of_their_own_and_one_template(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(TOPIC)
    one, other = (Documents(tmp_path).read(tmp_path / name) for name in ("a.yaml", "b.yaml"))
    assert (one.name, other.name) == ("a.yaml", "b.yaml")
    assert one.template is other.template
    assert one.place_of("Resources", "Topic") == (2, 3)


def test_a_file_that_was_changed_is_read_anew_though_its_time_and_size_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TOPIC)
    before, status = Documents(tmp_path).read(path), path.stat()
    path.write_text(TOPIC.replace("Topic:", "Other:"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert list(before.section("Resources")) == ["Topic"]
    assert list(Documents(tmp_path).read(path).section("Resources")) == ["Other"]


@pytest.mark.parametrize("text", ["a: [", "- a", "{a: 1, a: 2}"])
def test_what_cannot_be_read_says_so_each_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    one, other = (Documents(tmp_path).read(tmp_path / "a.yaml") for _ in range(2))
    assert one.problem
    assert (one.problem, one.place) == (other.problem, other.place)


def test_an_analysis_changes_nothing_in_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "root.yaml"
    path.write_text(APP)
    kept = Documents(tmp_path).read(path).template
    before = repr(kept)
    first, second = (analyse(load(path, REGION, project=tmp_path)) for _ in range(2))
    assert Documents(tmp_path).read(path).template is kept
    assert repr(kept) == before
    assert (first.cells, first.findings) == (second.cells, second.findings)
    assert first.cells

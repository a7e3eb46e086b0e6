"""Lessons and causes, walked: each fails in the rehearsal as on AWS, and the diagnosis names its rule first."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from generator.deploy.command import main
from tests.deploy.walk.causes import CAUSES
from tests.deploy.walk.mistakes import MISTAKES, Mistake
from tests.deploy.walk.walked import CAUSES_PAGE, PAGE, Walked, causes_page, page, place, spoil, walk


def refused(mistake: Mistake, *arguments: str) -> tuple[int, str, str]:
    spoil(mistake)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["dev", "--yes", "--format", "json", *arguments])
    return code, out.getvalue(), err.getvalue()


def judge(walked: Walked) -> None:
    """What every walk has to come to."""
    mistake, first = walked.mistake, walked.causes[0]
    assert (walked.code, walked.outcome, walked.status) == (1, "rolled back", "ROLLBACK_COMPLETE")
    assert any(mistake.said in line for line in walked.said), walked.said
    assert (first["rule"], first["resource"], first["proof"]) == (mistake.rule, mistake.resource, True)
    assert "minute" in walked.time


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with place(tmp_path_factory.mktemp("walk")):
        yield


def test_a_lesson_fails_as_on_aws_and_is_named_first(here: None) -> None:
    judge(walk(MISTAKES[0]))


def test_edited_output_goes_to_no_account(here: None) -> None:
    code, out, _ = refused(MISTAKES[0], "--local")
    assert code == 2
    assert json.loads(out.splitlines()[-1])["outcome"] == "refused"


def test_what_is_not_proven_is_refused_with_its_cause(here: None) -> None:
    mistake = MISTAKES[0]
    spoil(mistake)
    manifest = Path("output/dev/deploy.json")
    content = json.loads(manifest.read_text())
    from generator.output.manifest import digest

    content["files"][mistake.file] = digest((manifest.parent / mistake.file).read_text())
    manifest.write_text(json.dumps(content))
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["dev", "--local", "--yes", "--format", "json"])
    result = json.loads(out.getvalue().splitlines()[-1])
    assert (code, result["outcome"], result["changed"]) == (1, "refused", False)
    assert result["causes"][0]["rule"] == mistake.rule


@pytest.mark.slow
def test_nine_of_nine_and_the_page_of_them_is_fresh(tmp_path: Path) -> None:
    with place(tmp_path):
        walks = [walk(mistake) for mistake in MISTAKES]
    for walked in walks:
        judge(walked)
    assert page(walks) == PAGE.read_text()


@pytest.mark.slow
def test_ten_of_ten_causes_and_the_page_of_them_is_fresh(tmp_path: Path) -> None:
    with place(tmp_path):
        walks = [walk(mistake) for mistake in CAUSES]
    for walked in walks:
        judge(walked)
    assert causes_page(walks) == CAUSES_PAGE.read_text()


def test_the_pages_name_every_mistake_with_its_check() -> None:
    """What can be seen without walking: a mistake that was added or renamed, and nobody wrote the page again."""
    for mistakes, file in ((MISTAKES, PAGE), (CAUSES, CAUSES_PAGE)):
        sections = file.read_text().split("\n## ")[1:]
        assert len(sections) == len(mistakes)
        for mistake, section in zip(mistakes, sections, strict=True):
            told = " ".join(section.split())
            assert section.startswith(mistake.name or f"Lesson {mistake.lesson} ")
            assert f"{mistake.done}." in told
            assert f"[{mistake.rule}](rules.md)" in told
            assert f"`{mistake.resource}`" in told

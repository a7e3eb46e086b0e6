"""Every file of facts: that all of it is read, says where it is from, and speaks only of what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from generator.__main__ import main
from generator.awsdata import images, listing, packages
from generator.awsdata.images import SHORTHANDS
from generator.awsdata.load import HOME, Table, lines, read
from tests.with_each import with_each

FILES = sorted(str(path.relative_to(HOME)) for path in HOME.rglob("*.yaml"))


@with_each("table", listing.tables(), ids=lambda table: f"{table.file}: {table.section}")
def test_every_entry_is_of_known_form_and_says_where_it_is_from(table: Table[Any]) -> None:
    assert table.entries
    for name, fact in table.entries.items():
        assert len(fact.source) > 10, name
        assert fact.confidence == "unverified" or not fact.note, f"{name}: a note tells which part is unverified"
        assert fact.confidence == "unverified" or not re.match(r"judgement|general knowledge", fact.source), name


@with_each("file", FILES)
def test_every_section_is_read_by_one_table(file: str) -> None:
    sections = [table.section for table in listing.tables() if table.file == file]
    assert sorted(sections) == sorted(section for section in read(file) if section != SHORTHANDS)


@with_each("file", FILES)
def test_no_name_stands_twice_and_every_file_says_how_to_add_to_it(file: str) -> None:
    lines(file)
    text = (HOME / file).read_text(encoding="utf-8")
    top = text.partition("\n\n")[0] if text.startswith("#") else ""
    comment = re.match(r"(?:#.*\n|\n)+", text)
    assert top
    assert comment
    assert re.search(r"\badd\w*\b", comment[0])


def test_images_are_named_once_and_know_one_another() -> None:
    topics = [table.entries for table in images.TABLES if table.section == "images"]
    names = [name for entries in topics for name in entries]
    assert len(names) == len(set(names))
    repositories = [table.entries for table in images.TABLES if table.section == "repositories"]
    assert sum(map(len, repositories)) > 40
    for name, image in images.images().items():
        assert not image.extends or image.extends in names, name
        assert image.present or image.absent or image.extends or image.closed, name
        assert not set(image.absent) & {path.rpartition("/")[2] for path in image.present}, name


def test_tags_are_patterns_of_images_that_are_there() -> None:
    for repository, meanings in images.repositories().items():
        assert "{" not in repository
        for meaning in meanings:
            groups = re.compile(meaning.tag).groupindex
            assert meaning.image in images.images(), repository
            assert not meaning.since or "version" in groups, f"{repository}: {meaning.tag} has no version to compare"


def test_packages_are_patterns_or_names() -> None:
    table = next(table for table in packages.TABLES if table.section == "patterns")
    for pattern, package in table.entries.items():
        re.compile(pattern)
        assert package.brings
    assert packages.light().fullmatch("libfoo1")


def test_unverified_is_what_says_so() -> None:
    unverified = {(entry.section, entry.name) for entry in listing.unverified()}
    assert {("images", "alpine"), ("images", "debian"), ("programs", "curl"), ("words", "quiet")} <= unverified
    assert not {("images", "node"), ("images", "caddy"), ("policies", "AdministratorAccess")} & unverified
    every = {(entry.section, entry.name) for entry in listing.facts()}
    assert unverified < every


def test_verb_lists_facts_where_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["facts"]) == sum(shown["summary"].values())
    for fact in shown["facts"]:
        line = (HOME.parent.parent / fact["file"]).read_text(encoding="utf-8").splitlines()[fact["line"] - 1]
        assert line.strip().lstrip("\"'").startswith(fact["name"])
    assert next(fact["says"] for fact in shown["facts"] if fact["name"] == "caddy-old") == {
        "extends": "alpine",
        "has": ["/usr/bin/caddy"],
    }
    assert main(["facts", "--unverified", "--format", "json"]) == 0
    some = json.loads(capsys.readouterr().out)
    assert some["facts"] == [fact for fact in shown["facts"] if fact["confidence"] == "unverified"]
    assert some["summary"] == {"verified": 0, "unverified": shown["summary"]["unverified"]}


def test_verb_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--unverified"]) == 0
    told = capsys.readouterr().out
    says, rests = re.search(r"( images: alpine: .*)\n(.*)", told).groups()  # type: ignore[union-attr]
    assert "family apk" in says
    assert "lacks_common_except [wget, nc]" in says
    assert rests.strip().startswith("unverified (the base packages), 2026-08: aports main/busybox")
    assert "images: node:" not in told
    assert re.search(r"\n(\d+) facts: 0 verified, \1 unverified\n$", told)


def test_package_imports_nothing_of_the_project_and_reads_nothing_unasked() -> None:
    code = (
        "import sys, pathlib\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, what: opened.append(str(what[0])) if event == 'open' else None)\n"
        "import generator.awsdata.listing\n"
        "from generator.awsdata import images\n"
        "names = [name for name in sys.modules if name.startswith('generator.')]\n"
        "print([name for name in names if not name.startswith('generator.awsdata')])\n"
        "print([name for name in opened if name.endswith('.yaml')])\n"
        "images.common()\n"
        "print([pathlib.Path(name).name for name in opened if name.endswith('.yaml')])\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.splitlines() == ["[]", "[]", "['programs.yaml']"]

"""How files of facts are read: what is taken for what, and that whatever is misspelt is refused with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
import yaml

from generator.awsdata import load
from generator.awsdata.load import DataError, Fact, Table, lines


@dataclass(frozen=True)
class Inner:
    pattern: str
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class Sample(Fact):
    words: tuple[str, ...] = ()
    inner: tuple[Inner, ...] = ()
    seconds: int = 0
    share: float = 0.5
    closed: bool = False
    kind: Literal["one", "other"] = "one"
    spared: tuple[str, ...] | None = None


ABOUT = "source: a page\nseen: 2026-08\n"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "HOME", tmp_path)
    load.read.cache_clear()
    yield tmp_path / "sample.yaml"
    load.read.cache_clear()


def table(path: Path, entry: str, about: str = "") -> Table[Sample]:
    """Write a section with one entry, ``it``."""
    blocks = [f"  {name}:\n" + "".join(f"    {line}\n" for line in text.splitlines()) for name, text in
              (("about", about), ("it", entry)) if text]  # fmt: skip
    path.write_text("samples:\n" + "".join(blocks), encoding="utf-8")
    return Table(path.name, "samples", Sample)


def test_values_are_what_they_look_like(written: Path) -> None:
    entry = ABOUT + "words: [no, on, 1.2.3, 2026-08-01, /bin/sh, '8', null]\ninner: [{pattern: x, since: '7.2'}]\n"
    entry += "seconds: 90\nshare: 1.5\nclosed: true\nkind: other\nspared: []\n"
    assert table(written, entry).entries["it"] == Sample(
        source="a page",
        seen="2026-08",
        words=("no", "on", "1.2.3", "2026-08-01", "/bin/sh", "8", "null"),
        inner=(Inner("x", "7.2"),),
        seconds=90,
        share=1.5,
        closed=True,
        kind="other",
        spared=(),
    )


def test_what_is_left_out_is_the_default(written: Path) -> None:
    fact = table(written, ABOUT).entries["it"]
    assert (fact.confidence, fact.note, fact.words, fact.spared) == ("verified", "", (), None)


def test_about_holds_for_an_entry_that_says_nothing_else(written: Path) -> None:
    about = "source: the manual\nseen: 2025-01\nconfidence: unverified"
    assert table(written, "seconds: 1", about).entries["it"].source == "the manual"
    load.read.cache_clear()
    fact = table(written, "source: a page\nconfidence: verified", about).entries["it"]
    assert (fact.source, fact.seen, fact.confidence) == ("a page", "2025-01", "verified")
    assert set(table(written, "seconds: 1", about).entries) == {"it"}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("seen: 2026-08", "it: source is missing"),
        ("source: a page", "it: seen is missing"),
        ("source: ' '\nseen: 2026-08", "it: source is empty"),
        ("source: a page\nseen: 2026-13", "it: seen is 2026-13"),
        ("source: a page\nseen: August 2026", "it: seen is August 2026"),
        ("source: a page\nseen: 2026", "it: seen is 2026, and has to be text; write it in quotes"),
        (ABOUT + "confidence: sure", "it: confidence is sure, and has to be verified or unverified"),
        (ABOUT + "secs: 3", "it: secs is not one of closed, confidence"),
        (ABOUT + "seconds: 3.5", "it: seconds is 3.5, and has to be a whole number"),
        (ABOUT + "seconds: true", "it: seconds is True, and has to be a whole number"),
        (ABOUT + "closed: yes", "it: closed is 'yes', and has to be true or false"),
        (ABOUT + "words: curl", "it: words is not a list"),
        (ABOUT + "words: [curl, 3.10]", "it: words is 3.1, and has to be text; write it in quotes"),
        (ABOUT + "inner: [x]", "it: inner is not a mapping"),
        (ABOUT + "inner: [{}]", "it: inner: pattern is missing"),
        (ABOUT + "inner: [{pattern: x, till: 3}]", "it: inner: till is not one of pattern, since"),
        ("- a list", "it is not a mapping"),
    ],
)
def test_misspelt_entry_is_refused_with_its_place(written: Path, entry: str, told: str) -> None:
    with pytest.raises(DataError) as refusal:
        table(written, entry).entries  # noqa: B018
    assert str(refusal.value).startswith(f"sample.yaml: samples: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("other: {}", "sample.yaml: samples is not there"),
        ("samples: [a]", "sample.yaml: samples is not there, or not a mapping"),
        ("samples: {about: x}", "sample.yaml: samples: about is not a mapping"),
        ("- a", "sample.yaml is not a mapping of sections"),
        ("samples: [", "sample.yaml cannot be read"),
    ],
)
def test_misshapen_file_is_refused(written: Path, text: str, told: str) -> None:
    written.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        Table("sample.yaml", "samples", Sample).entries  # noqa: B018
    assert str(refusal.value).startswith(told)


def test_missing_file_is_refused(written: Path) -> None:
    with pytest.raises(DataError, match=r"sample\.yaml cannot be read"):
        Table("sample.yaml", "samples", Sample).entries  # noqa: B018


def test_lines_of_sections_and_entries(written: Path) -> None:
    written.write_text("# a comment\nsamples:\n  it: {}\n\n  other: {}\nmore:\n  it: {}\n", encoding="utf-8")
    assert lines("sample.yaml") == {
        ("samples",): 2,
        ("samples", "it"): 3,
        ("samples", "other"): 5,
        ("more",): 6,
        ("more", "it"): 7,
    }


@pytest.mark.parametrize("text", ["samples:\n  it: {}\n  it: {}\n", "samples: {}\nmore: {}\nsamples: {}\n"])
def test_name_that_stands_there_twice_is_refused(written: Path, text: str) -> None:
    written.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"sample\.yaml:3: (it|samples) stands in line [12] already"):
        lines("sample.yaml")


def test_files_read_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(path.relative_to(load.HOME)) for path in sorted(load.HOME.rglob("*.yaml"))]
    fast = [load.read(name) for name in names]
    monkeypatch.delattr(yaml, "CSafeLoader")
    load.read.cache_clear()
    load._loader.cache_clear()
    try:
        assert not issubclass(load._loader(), yaml.cyaml.CParser)
        assert [load.read(name) for name in names] == fast
    finally:
        load.read.cache_clear()
        load._loader.cache_clear()

"""Reading YAML strictly: what two people could read in two ways is refused, with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.config.source import read
from generator.errors import InputError

from .command import BASE, build, changed, place, refused

MISTAKES = {
    "duplicate key": ("region: us-east-1", "region: us-east-1\n^region: us-east-1", "the key region stands here again"),
    "duplicate key deep down": ("{path: /auth/*}", "{path: /auth/*, ^path: /}", "the key path stands here again"),
    "anchor": ("uses: [database]", "uses: ^&stores [database]", "anchors and aliases are not read (got &stores)"),
    "alias": ("uses: [database]", "uses: ^*stores", "anchors and aliases are not read (got *stores)"),
    "merge key": ("dev: {}", "dev: {^<<: {region: us-east-2}}", "is not a setting (got <<"),
    "tag": ("port: 3000", "port: ^!!int 3000", "tags are not read (got !!int)"),
    "tag that runs code": (
        "port: 3000",
        "port: ^!!python/name:os.abort",
        "tags are not read (got !!python/name:os.abort)",
    ),
    "tag on a list": ("uses: [", "uses: ^!!set [", "tags are not read (got !!set)"),
    "second document": ("environments:", "^---\nenvironments:", "a second document begins (accepted one document)"),
    "tab": ("  cidr:", "^\tcidr:", "is not valid YAML: found character that cannot start any token"),
    "no end of quotes": ('"17.10"', "^'17.10", "is not valid YAML"),
    "key that is a list": ("dev: {}", "dev: {? ^[a, b] : c}", "a key must be a word (got a list or mapping)"),
    "key that is nothing": ("dev: {}", "dev: {^'': c}", "a key must be a word (got nothing)"),
    "key that is blank": ("dev: {}", "dev: {^' ': c}", "a key must be a word (got nothing)"),
}


@pytest.mark.parametrize(("old", "new", "words"), MISTAKES.values(), ids=MISTAKES)
def test_doubtful_yaml_is_refused_at_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    text, where = place(changed(old, new))
    lines = refused(tmp_path, text)
    assert any(words in line for line in lines)
    if words != "is not valid YAML":
        assert any(line.startswith(f"{where}: ") for line in lines), lines
    assert all(line.startswith("app.yaml:") for line in lines)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (b"name: sh\0op", "is not valid YAML: there is a control character (got U+0000)"),
        (b"name: sh\x1bop", "is not valid YAML: there is a control character (got U+001B)"),
        (b"name: sh\xffop", "is not UTF-8 text: the byte 0xff cannot be read"),
        (b"name: sh\xed\xa0\x80op", "is not UTF-8 text: the byte 0xed cannot be read"),
    ],
    ids=["NUL", "escape", "not UTF-8", "surrogate"],
)
def test_unreadable_byte_is_refused_at_its_place(tmp_path: Path, new: bytes, words: str) -> None:
    text = b"# \xc3\xa9t\xc3\xa9\n" + BASE.encode().replace(b"name: shop", new, 1)
    assert refused(tmp_path, text) == [f"app.yaml:2:9: {words}"]


@pytest.mark.parametrize("text", ["", "  \n\n", "# nothing here\n"], ids=["no byte", "spaces", "a comment"])
def test_file_without_settings_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == ["app.yaml: is empty; write at least name, region and services"]


@pytest.mark.parametrize("text", ["null\n", "hello\n", "- a\n- b\n"])
def test_document_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (line,) = refused(tmp_path, text)
    assert line.startswith("app.yaml:1:1: must be a mapping of settings")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, None)
    assert line.startswith("app.yaml: there is no such file; ")


def test_from_a_subfolder_the_way_to_the_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "app.yaml").write_text("name: shop\n")
    monkeypatch.chdir(tmp_path / "a/b")
    with pytest.raises(InputError, match=r"it is in a folder above, so run this there: cd \.\./\.\.$"):
        read(Path("app.yaml"), "app.yaml")


def test_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").mkdir()
    assert refused(tmp_path, None) == ["app.yaml: is a directory (accepted a YAML file)"]


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "app.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    assert refused(tmp_path, None) == ["app.yaml: is too large (accepted at most 1,000,000 bytes)"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_endless_device_is_refused(tmp_path: Path) -> None:
    os.symlink("/dev/zero", tmp_path / "app.yaml")
    assert refused(tmp_path, None) == ["app.yaml: is too large (accepted at most 1,000,000 bytes)"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 5000 + "]" * 5000,
        "a: " + "[" * 5000,
        "{a: " * 5000 + "1" + "}" * 5000,
        "- " * 5000 + "x",
        "? " * 5000 + "x",
        "".join(" " * depth + "a:\n" for depth in range(1200)),
    ],
    ids=["brackets", "open brackets", "braces", "dashes", "question marks", "indentation"],
)
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    (line,) = refused(tmp_path, text)
    assert line.startswith("app.yaml:")
    assert "nest" in line
    assert len(line) < 200


def test_nesting_beyond_any_setting_is_refused_where_it_begins(tmp_path: Path) -> None:
    text, where = place(BASE + "tags: " + "[" * 31 + "^" + "[" * 9 + "]" * 40 + "\n")
    assert refused(tmp_path, text) == [f"{where}: is nested too deeply (accepted at most 32 levels)"]


@pytest.mark.parametrize(
    "text", [BASE.encode("utf-8-sig"), BASE.replace("\n", "\r\n").encode(), b"---\n" + BASE.encode()]
)
def test_byte_order_mark_and_line_ends_are_accepted(tmp_path: Path, text: bytes) -> None:
    assert build(tmp_path, text).code == 0

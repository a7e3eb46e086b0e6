"""Plain words that YAML readers do not agree on, and account ids, which look like numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import BASE, build, changed, contents, place, refused

AMBIGUOUS = {
    "true or false": ["no", "No", "on", "OFF", "yes", "True"],
    "a number": ["1:30", "012345670123", "0x10", "0b11", "1_000", ".5", "5.", "+5", ".inf", ".NaN", "9" * 30],
    "a date": ["2026-11-24", "2026-11-24T10:00:00Z"],
    "nothing": ["Null", "NULL"],
}


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in AMBIGUOUS.items() for word in words])
def test_ambiguous_word_is_refused_once(tmp_path: Path, kind: str, word: str) -> None:
    text, where = place(changed("cidr: 10.0.0.0/16", f"cidr: ^{word}"))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: network.cidr: is ambiguous: YAML readers take it for {kind} (got {word}); write ")


def with_variable(value: str) -> str:
    return changed("uses: [database]", f"uses: [database]\n    environment: {{VALUE: {value}}}")


@pytest.mark.parametrize("word", ["no", "1:30", "012345670123", "2026-11-24"])
def test_quoted_word_is_text(tmp_path: Path, word: str) -> None:
    assert build(tmp_path, with_variable(f'"{word}"')).code == 0
    assert f"'{word}'".encode() in (tmp_path / "out/dev/auth-service.yaml").read_bytes().replace(b'"', b"'")


def test_account_id_is_the_same_with_and_without_quotes(tmp_path: Path) -> None:
    build(tmp_path, with_variable("111122223333"))
    plain = contents(tmp_path / "out")
    build(tmp_path, with_variable('"111122223333"'))
    assert contents(tmp_path / "out") == plain
    assert b"111122223333" in plain["dev/auth-service.yaml"]


def test_account_id_that_others_read_as_octal_is_refused(tmp_path: Path) -> None:
    text, where = place(with_variable("^012345670123"))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: services.auth-service.environment.VALUE: is ambiguous")
    assert line.endswith('write "012345670123" if text is meant')


def test_unquoted_version_is_refused_because_it_lost_its_zero(tmp_path: Path) -> None:
    text, where = place(changed('"17.10"', "^17.10"))
    expected = 'database.engine_version: has the wrong type (got 17.10, accepted text); write it in quotes: "17.10"'
    assert refused(tmp_path, text) == [f"{where}: {expected}"]


def test_quoted_number_is_shown_with_its_quotes(tmp_path: Path) -> None:
    text, where = place(changed("port: 3000", 'port: 3000\n    stop_timeout_seconds: ^"30"'))
    expected = (
        'services.auth-service.stop_timeout_seconds: has the wrong type (got "30", accepted a whole number); '
        "write it without quotes"
    )
    assert refused(tmp_path, text) == [f"{where}: {expected}"]


def test_base_is_valid(tmp_path: Path) -> None:
    assert build(tmp_path, BASE).code == 0

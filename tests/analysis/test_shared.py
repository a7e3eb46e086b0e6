"""What was analysed is kept until a file of it changes, wherever who asks stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis.shared import analysed

TOPIC = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


def test_it_is_kept_for_whoever_asks_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root.yaml").write_text(TOPIC)
    monkeypatch.chdir(tmp_path)
    first = analysed(Path("root.yaml"))
    assert analysed(Path("root.yaml")) is first
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert analysed(tmp_path / "root.yaml") is first


def test_a_change_is_seen_from_elsewhere_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    nests = "Resources:\n  Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: net.yaml}}\n"
    (tmp_path / "root.yaml").write_text(nests)
    monkeypatch.chdir(tmp_path)
    first = analysed(Path("root.yaml"))
    assert first.unread
    (tmp_path / "net.yaml").write_text(TOPIC)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert not analysed(tmp_path / "root.yaml").unread

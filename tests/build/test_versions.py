"""Which versions output/ is made with, and that others are said."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import versions

ROOT = Path(__file__).parents[2]


def test_the_extra_test_pins_what_output_is_made_with() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    pins = dict(re.findall(r"^([\w-]+)==([\d.]+)$", settings["options.extras_require"]["test"], re.MULTILINE))
    assert {name: pins.get(name) for name in versions.MADE_WITH} == versions.MADE_WITH
    assert "==" not in settings["options"]["install_requires"]


def test_other_versions_are_named() -> None:
    installed = {**versions.MADE_WITH, "awacs": "2.7.0"}
    assert list(versions.other_versions(installed.__getitem__)) == ["awacs 2.7.0 instead of 2.6.1"]
    assert list(versions.other_versions(versions.MADE_WITH.__getitem__)) == []


def test_build_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", "--config", str(ROOT / "app.yaml"), "--env", "dev", "--no-lint", "--output", str(tmp_path)]
    assert main(arguments) == 0
    assert "made with" not in capsys.readouterr().out
    monkeypatch.setitem(versions.MADE_WITH, "PyYAML", "5.1")
    (tmp_path / "dev/root.yaml").unlink()  # so that it builds
    assert main(arguments) == 0
    assert re.search(r"^note: made with PyYAML [\d.]+ instead of 5.1: ", capsys.readouterr().out, re.MULTILINE)

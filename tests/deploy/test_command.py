"""The command of a deployment: whatever ends it, the terminal is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.report.voice import Lines


def test_what_moves_stops_when_our_own_code_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = []

    class Moving(Lines):
        def quiet(self) -> None:
            stopped.append(True)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("generator.report.voice.voice", lambda _: Moving())
    monkeypatch.setattr("generator.output.release.read_release", fails)
    assert main(["deploy", "dev", "--output", str(tmp_path)]) == 70
    assert stopped

"""The program's name alone leads to the first commands, each of which is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import _parser, main


@pytest.mark.parametrize("begun", [False, True])
def test_the_name_alone_shows_commands_that_are_there(
    begun: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    if begun:
        (tmp_path / "app.yaml").touch()
    assert main([]) == 2
    told = capsys.readouterr().err
    assert max(map(len, told.splitlines())) <= 80
    typed = re.findall(r"^  python -m generator (.*)", told, re.MULTILINE)
    assert [command.split()[0] for command in typed][:2] == (["build", "prove"] if begun else ["init", "build"])
    for command in typed:
        words = [word.strip('"') for word in re.split(r" && | > |  ", command)[0].split()]
        assert _parser().parse_args(words).verb == words[0]
